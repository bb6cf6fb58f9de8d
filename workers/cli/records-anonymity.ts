import * as v from 'valibot';
import type { MeasureRequest } from '../../src/contract/records.ts';
import type { Value } from '../../src/contract/result-set.ts';
import { measureRecords } from '../records/measure-records.ts';
import { MEASURE_TABLES } from '../records/measure-tables.ts';
import { GivenHierarchies, givenHierarchies, namedFile } from './given-hierarchies.ts';
import type { RecordsAnalysis } from './records-analysis.ts';
import { UsageError } from './usage-error.ts';

const names = v.union([
  v.array(v.string()),
  v.pipe(
    v.string(),
    v.transform((name) => [name]),
  ),
]);
const share = v.pipe(v.number(), v.gtValue(0), v.maxValue(1));

const Params = v.strictObject({
  quasiIdentifiers: v.pipe(names, v.minLength(1)),
  sensitive: v.optional(names, []),
  levels: v.optional(v.record(v.string(), v.pipe(v.number(), v.safeInteger(), v.minValue(0))), {}),
  hierarchies: v.optional(GivenHierarchies, {}),
  nulls: v.optional(v.picklist(['value', 'wildcard']), 'value'),
  samplingFraction: v.optional(v.nullable(share), null),
  population: v.optional(v.nullable(v.string()), null),
  riskThreshold: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1)), 0.2),
});

/** Names under which figures are published elsewhere, beside their own. */
const PUBLISHED_AS: Readonly<Record<string, string>> = {
  largestClass: 'maxClass',
  averageClass: 'avgClass',
  sampleUniques: 'uniques',
  highestRisk: 'maxRisk',
};

function published(facts: Readonly<Record<string, Value>>): Record<string, Value> {
  const renamed = Object.entries(PUBLISHED_AS).map(([own, name]) => [name, facts[own] ?? null] as const);
  const delta = facts['deltaDisclosure'];
  const uniques = facts['sampleUniques'];
  const records = facts['records'];
  return {
    ...Object.fromEntries(renamed),
    ...(typeof delta === 'number' ? { deltaLn: delta * Math.LN2 } : {}),
    ...(typeof uniques === 'number' && typeof records === 'number' && records > 0
      ? { sampleUniqueFraction: uniques / records }
      : {}),
  };
}

function parse(given: unknown): v.InferOutput<typeof Params> {
  const parsed = v.safeParse(Params, given);
  if (parsed.success) return parsed.output;
  const [problem] = parsed.issues;
  throw new UsageError(`--params ${v.getDotPath(problem) ?? ''}: ${problem.message}`);
}

/** Levels must be those of hierarchies that are given. */
function checkLevels({ levels, hierarchies }: Pick<MeasureRequest, 'levels' | 'hierarchies'>): void {
  for (const [column, level] of Object.entries(levels)) {
    const highest = (hierarchies[column]?.levels.length ?? 1) - 1;
    if (level > highest) {
      throw new UsageError(`--params levels.${column}: ${level} is above ${highest}, the highest there is`);
    }
  }
}

/** `anonymity`: k and its kin, risks, and what isolates people. */
export const anonymity: RecordsAnalysis = {
  id: 'anonymity',
  version: 1,
  async run(bench, question) {
    const params = parse(question.params);
    const { population: populationFile, hierarchies: given, ...rest } = params;
    const hierarchies = await givenHierarchies(bench, question, given);
    checkLevels({ levels: rest.levels, hierarchies });
    const population =
      populationFile === null ? null : await question.take(namedFile(populationFile, question.folder));
    const request: MeasureRequest = {
      ...rest,
      recordsId: question.taken.recordsId,
      hierarchies,
      population: population?.recordsId ?? null,
    };
    const { facts, tables } = await measureRecords(bench, question.taken, population, request);
    return { params, facts: { ...facts, ...published(facts) }, tables, shapes: MEASURE_TABLES };
  },
};
