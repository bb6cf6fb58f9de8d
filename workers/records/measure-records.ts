import { numbersOf, type KernelOutput, type KernelTable } from '../../src/contract/kernel.ts';
import type { MeasureReport, MeasureRequest } from '../../src/contract/records.ts';
import { toKernelOptions } from '../../src/privacy/anonymity/kernels/kernel-options.ts';
import { generalised } from '../../src/privacy/anonymity/classes.ts';
import { tuplesOf, type CodedHierarchy } from '../../src/privacy/anonymity/tuples.ts';
import { codeHierarchy } from '../../src/privacy/hierarchies/code-hierarchy.ts';
import { groupRecords, type GroupedRecords } from './group-records.ts';
import { reportOf } from './measure-report.ts';
import type { RecordsBench } from './records-bench.ts';
import type { TakenRecords } from './taken-records.ts';

type Values = readonly (string | null)[];

/** A quasi-identifier at the level it is measured at. */
interface Level {
  /** Group of each code; null: the codes themselves. */
  readonly groups: Int32Array | null;
  /** Group of the empty value where it is a group of its own; -1: none. */
  readonly empty: number;
}

function levelOf({ hierarchies, levels }: MeasureRequest, name: string, values: Values): Level {
  const empty = values.indexOf(null);
  const level = levels[name] ?? 0;
  const hierarchy = hierarchies[name];
  if (level === 0 || hierarchy === undefined) return { groups: null, empty };
  const coded = codeHierarchy(hierarchy, values);
  const groups = coded.groups[Math.min(level, coded.groups.length - 1)] ?? null;
  const group = groups?.[empty] ?? -1;
  const alone = groups !== null && groups.indexOf(group) === groups.lastIndexOf(group);
  return { groups, empty: alone ? group : -1 };
}

/** Tuples of a table whose quasi-identifiers are replaced by groups. */
function tuplesTable(
  table: KernelTable,
  { quasiIdentifiers, sensitive }: { quasiIdentifiers: readonly unknown[]; sensitive: readonly unknown[] },
  groups: readonly (Int32Array | null)[],
): KernelTable {
  const tuples = generalised(tuplesOf(table, quasiIdentifiers.length, sensitive.length), groups);
  const codes = tuples.quasi.map((column, place) => [`q${place + 1}`, Float64Array.from(column)] as const);
  return { ...table, ...Object.fromEntries(codes) };
}

/** Groups of a sensitive column's values by level, as the kernel takes them. */
function treeTable({ groups }: CodedHierarchy): KernelTable {
  return Object.fromEntries(groups.map((codes, level) => [`l${level}`, Float64Array.from(codes)]));
}

function trees(request: MeasureRequest, { values }: GroupedRecords): Record<string, KernelTable> {
  return Object.fromEntries(
    request.sensitive.flatMap((name, place) => {
      const hierarchy = request.hierarchies[name];
      if (hierarchy === undefined) return [];
      return [[`tree${place + 1}`, treeTable(codeHierarchy(hierarchy, values[name] ?? []))]];
    }),
  );
}

/** Values of the table, then those that only the population has: codes of the table stay what they are. */
function joinedValues(own: Values, others: Values): Values {
  const known = new Set(own);
  return [...own, ...others.filter((value) => !known.has(value))];
}

/** The tuples of a population, in the codes of the table. */
function recoded(
  population: GroupedRecords,
  names: readonly string[],
  values: readonly Values[],
): KernelTable {
  const columns = names.map((name, place) => {
    const codes = new Map((values[place] ?? []).map((value, code) => [value, code]));
    const own = (population.values[name] ?? []).map((value) => codes.get(value) ?? 0);
    const column = numbersOf(population.tuples, `q${place + 1}`);
    return [`q${place + 1}`, column.map((code) => own[code] ?? 0)] as const;
  });
  return { ...population.tuples, ...Object.fromEntries(columns) };
}

/** A run of a kernel with its progress, as a part of the whole. */
async function compute(
  { compute: workers, run }: RecordsBench,
  call: { readonly kernel: string; readonly inputs: Record<string, KernelTable> },
  options: Parameters<typeof toKernelOptions>[0],
  [from, to]: readonly [number, number],
): Promise<KernelOutput> {
  return workers.call({ ...call, options: toKernelOptions(options), part: null }, run, (share) => {
    run.report({ phase: 'computing', share: from + share * (to - from) });
  });
}

/**
 * Measures k and its kin, risks, and what isolates people: records are grouped in DuckDB, the groups measured by the
 * kernels `anonymity.measure` and `anonymity.uniques`. All of it are counts and shares; nothing tells of one record.
 *
 * @param population records of the whole population with the same columns; null: not known
 * @throws AppFailure `records.unknownColumn`, `hierarchy.*`, `engine.*`, `compute.died`
 */
export async function measureRecords(
  bench: RecordsBench,
  taken: TakenRecords,
  population: TakenRecords | null,
  request: MeasureRequest,
): Promise<MeasureReport> {
  const { db, run } = bench;
  const { quasiIdentifiers: quasi, sensitive, nulls } = request;
  run.report({ phase: 'computing', share: null });
  const grouped = await groupRecords(db, run, taken, quasi, sensitive);
  const others = population === null ? null : await groupRecords(db, run, population, quasi, []);
  run.check();
  const values = quasi.map((name) => joinedValues(grouped.values[name] ?? [], others?.values[name] ?? []));
  const levels = quasi.map((name, place) => levelOf(request, name, values[place] ?? []));
  const groups = levels.map((level) => level.groups);
  const options = {
    quasi: quasi.length,
    sensitive: sensitive.length,
    wildcards: levels.map(({ empty }) => (nulls === 'wildcard' ? empty : -1)),
    empties: sensitive.map((name) => (grouped.values[name] ?? []).indexOf(null)),
    threshold: request.riskThreshold,
    fraction: request.samplingFraction,
  };
  const tuples = tuplesTable(grouped.tuples, request, groups);
  const inputs: Record<string, KernelTable> = { tuples, ...trees(request, grouped) };
  if (others !== null) {
    const table = recoded(others, quasi, values);
    inputs['population'] = tuplesTable(table, { quasiIdentifiers: quasi, sensitive: [] }, groups);
  }
  const measured = await compute(bench, { kernel: 'anonymity.measure', inputs }, options, [0, 0.5]);
  run.check();
  const uniques = await compute(
    bench,
    { kernel: 'anonymity.uniques', inputs: { tuples } },
    options,
    [0.5, 1],
  );
  return reportOf(request, measured, uniques);
}
