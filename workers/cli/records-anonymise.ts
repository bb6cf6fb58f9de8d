import * as v from 'valibot';
import type { Classification } from '../../src/contract/classification.ts';
import type { DeidentifyOutcome, DeidentifyRequest } from '../../src/contract/records.ts';
import type { ResultSet, Value } from '../../src/contract/result-set.ts';
import { identifier, sql } from '../../src/contract/sql.ts';
import { classifyRecords, overridden } from '../records/classify-records.ts';
import { recodeRecords, type RecodedRecords } from '../records/recode-records.ts';
import type { RecordsBench } from '../records/records-bench.ts';
import { releaseRecords } from '../records/release-records.ts';
import { searchRecords } from '../records/search-records.ts';
import type { TakenRecords } from '../records/taken-records.ts';
import { GivenHierarchies, givenHierarchies, namedFile } from './given-hierarchies.ts';
import { givenModels } from './given-models.ts';
import type { Fact, RecordsAnalysis } from './records-analysis.ts';
import { UsageError } from './usage-error.ts';

const METRICS = [
  'loss',
  'discernibility',
  'averageClassSize',
  'precision',
  'nonUniformEntropy',
  'ambiguity',
  'kullbackLeibler',
  'height',
] as const;

const names = v.union([
  v.array(v.string()),
  v.pipe(
    v.string(),
    v.transform((name) => [name]),
  ),
]);
const level = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const Params = v.strictObject({
  quasiIdentifiers: v.pipe(names, v.minLength(1)),
  hierarchies: v.optional(GivenHierarchies, {}),
  sensitive: v.optional(v.nullable(names), []),
  models: v.unknown(),
  population: v.optional(v.nullable(v.string()), null),
  suppressionLimit: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1)), 0),
  metric: v.optional(
    v.pipe(
      v.string(),
      v.transform((metric) => METRICS.find((each) => each.toLowerCase() === metric.toLowerCase()) ?? metric),
      v.picklist(METRICS),
    ),
    'loss',
  ),
  aggregate: v.optional(v.picklist(['geometric', 'arithmetic']), 'geometric'),
  method: v.optional(v.picklist(['lattice', 'local', 'mondrian']), 'lattice'),
  others: v.optional(v.record(v.string(), v.picklist(['keep', 'drop', 'pseudonymise'])), {}),
  purpose: v.optional(v.string(), ''),
  bounds: v.optional(v.record(v.string(), v.object({ from: level, to: level })), {}),
  timeBudgetMs: v.optional(v.pipe(v.number(), v.minValue(1)), 60_000),
});

function parse(given: unknown): v.InferOutput<typeof Params> {
  const parsed = v.safeParse(Params, given);
  if (parsed.success) return parsed.output;
  const [problem] = parsed.issues;
  throw new UsageError(`--params ${v.getDotPath(problem) ?? ''}: ${problem.message}`);
}

/** Figures of the search, and of the table that was made. */
function factsOf(outcome: DeidentifyOutcome, { report }: RecodedRecords): Record<string, Fact> {
  const { best, recoded, checked, latticeSize, complete } = outcome;
  const { classes, suppressed, after } = report;
  const measured = (name: string): Value => after.facts[name] ?? null;
  return {
    levels: best?.levels ?? null,
    loss: (recoded ?? best)?.loss ?? null,
    classes,
    suppressed,
    k: measured('k'),
    maxClass: measured('largestClass'),
    averageRisk: measured('averageRisk'),
    highestRisk: measured('highestRisk'),
    checked,
    latticeSize,
    complete,
  };
}

function tableOf(columns: Readonly<Record<string, readonly Value[]>>, text: readonly string[]): ResultSet {
  const named = Object.entries(columns).map(([name, values]) => ({
    name,
    type: text.includes(name) ? ('text' as const) : ('number' as const),
    values,
  }));
  return { columns: named, rowCount: named[0]?.values.length ?? 0 };
}

/** The optimum, the minimal solutions and the frontier, one row each, and why values and records went. */
function tablesOf({ best, minimal, frontier, explanation }: DeidentifyOutcome): Record<string, ResultSet> {
  const solutions = [
    ...(best === null ? [] : [{ kind: 'best', node: best }]),
    ...minimal.map((node) => ({ kind: 'minimal', node })),
    ...frontier.map((node) => ({ kind: 'frontier', node })),
  ];
  const levels = best?.levels ?? {};
  const figure = (of: (each: (typeof solutions)[number]) => Value): readonly Value[] => solutions.map(of);
  return {
    levels: tableOf({ column: Object.keys(levels), level: Object.values(levels) }, ['column']),
    solutions: tableOf(
      {
        kind: figure(({ kind }) => kind),
        levels: figure(({ node }) => JSON.stringify(node.levels)),
        loss: figure(({ node }) => node.loss),
        classes: figure(({ node }) => node.classes),
        smallestClass: figure(({ node }) => node.smallestClass),
        suppressed: figure(({ node }) => node.suppressed),
        averageRisk: figure(({ node }) => node.averageRisk),
      },
      ['kind', 'levels'],
    ),
    explanation: tableOf(
      {
        kind: explanation.map(({ kind }) => kind),
        about: explanation.map((each) => ('column' in each ? each.column : each.model)),
        loss: explanation.map((each) => ('loss' in each ? each.loss : null)),
        lossShare: explanation.map((each) => ('lossShare' in each ? each.lossShare : null)),
        suppressed: explanation.map((each) =>
          'suppressed' in each ? each.suppressed : 'records' in each ? each.records : null,
        ),
      },
      ['kind', 'about'],
    ),
  };
}

/** What is thought of the columns, where parameters do not say it. */
async function classified(
  { db, run }: RecordsBench,
  taken: TakenRecords,
  quasi: readonly string[],
  sensitive: readonly string[],
): Promise<Classification> {
  const classification = await classifyRecords(db, run, taken);
  const overrides = classification.columns.flatMap(({ column, identifier, legal }) => {
    const role = quasi.includes(column) ? 'quasiIdentifier' : sensitive.includes(column) ? 'sensitive' : null;
    return role === null
      ? []
      : [{ column, identifier, legal, role, reason: 'named by the parameters' } as const];
  });
  return overridden(classification, overrides);
}

async function allRows({ db, run }: RecordsBench, { relation, columns }: RecodedRecords): Promise<ResultSet> {
  const named = columns.map(({ stored, name }) => sql`${identifier(stored)} AS ${identifier(name)}`);
  return db.query(sql`SELECT ${named} FROM ${relation}`, run);
}

/** `anonymise`: the generalisation that meets the models at the least loss, and the table it makes. */
export const anonymise: RecordsAnalysis = {
  id: 'anonymise',
  version: 1,
  async run(bench, question) {
    const { taken } = question;
    const params = parse(question.params);
    const {
      hierarchies: given,
      sensitive: named,
      models: givenAs,
      population: file,
      others,
      purpose,
      ...rest
    } = params;
    const sensitive = named ?? [];
    const models = givenModels(givenAs, sensitive);
    const hierarchies = await givenHierarchies(bench, question, given);
    const population = file === null ? null : await question.take(namedFile(file, question.folder));
    const ids = { recordsId: taken.recordsId, population: population?.recordsId ?? null };
    const request: DeidentifyRequest = { ...rest, ...ids, hierarchies, models };
    const people = { taken, population };
    const outcome = await searchRecords(bench, people, request, () => undefined);
    const classification = await classified(bench, taken, rest.quasiIdentifiers, sensitive);
    const kept = Object.fromEntries(sensitive.map((column) => [column, 'keep' as const]));
    const recoded = await recodeRecords(bench, people, classification, {
      request,
      levels: request.method === 'lattice' ? (outcome.best?.levels ?? null) : null,
      others: { ...kept, ...others },
      purpose,
    });
    return {
      params: { ...params, models },
      facts: factsOf(outcome, recoded),
      tables: { ...tablesOf(outcome), table: await allRows(bench, recoded) },
      shapes: {},
      release: async (gate) => {
        const asked = { recordsId: taken.recordsId, format: 'csv', purpose, locale: 'en' } as const;
        const table = { taken, classification, recoded, fileName: 'table' };
        const released = await releaseRecords(bench, table, asked, gate);
        return released.ok ? [released.value, ...(released.value.attachments ?? [])] : [];
      },
    };
  },
};
