import { appError, AppFailure } from '../../src/contract/error.ts';
import {
  type KernelCall,
  type KernelOptions,
  type KernelTable,
  numbersOf,
  textsOf,
} from '../../src/contract/kernel.ts';
import type { DeidentifyOutcome, DeidentifyRequest, Hierarchy } from '../../src/contract/records.ts';
import type { LevelBounds } from '../../src/privacy/deidentify/lattice.ts';
import { hierarchyTable, toSearchOptions } from '../../src/privacy/deidentify/kernels/search-tables.ts';
import type { Recoding } from '../../src/privacy/deidentify/recoding.ts';
import { codeHierarchy } from '../../src/privacy/hierarchies/code-hierarchy.ts';
import { groupPeople, type People } from './group-people.ts';
import type { GroupedRecords } from './group-records.ts';
import { partitionRecords, type SolvedRecords } from './partition-records.ts';
import type { RecordsBench } from './records-bench.ts';
import { sensitiveIn } from './sensitive-in.ts';

/** Levels to recode at, and whether alternatives are wanted. */
interface SearchWish {
  readonly levels: Readonly<Record<string, number>> | null;
  readonly alternatives: boolean;
}

function hierarchyOf({ hierarchies }: DeidentifyRequest, column: string): Hierarchy {
  const hierarchy = hierarchies[column];
  if (hierarchy === undefined) throw new AppFailure(appError('hierarchy.empty', { column }));
  return hierarchy;
}

function boundsOf({ bounds }: DeidentifyRequest, { column, levels }: Hierarchy): LevelBounds {
  const top = levels.length - 1;
  const { from, to } = bounds[column] ?? { from: 0, to: top };
  return { from: Math.min(from, top), to: Math.min(to, top) };
}

/** What the kernel is asked: the groups, the hierarchies on codes, and the request. */
function searchCall(
  records: number,
  request: DeidentifyRequest,
  { tuples, values }: GroupedRecords,
  { levels, alternatives }: SearchWish,
): KernelCall {
  const { quasiIdentifiers: columns, models, suppressionLimit, metric, aggregate, timeBudgetMs } = request;
  const sensitive = sensitiveIn(models);
  const hierarchies = columns.map((column) => hierarchyOf(request, column));
  const tables: Record<string, KernelTable> = { tuples };
  hierarchies.forEach((hierarchy, place) => {
    tables[`h${place + 1}`] = hierarchyTable(codeHierarchy(hierarchy, values[hierarchy.column] ?? []));
  });
  sensitive.forEach((name, place) => {
    const hierarchy = request.hierarchies[name];
    if (hierarchy === undefined) return;
    tables[`t${place + 1}`] = hierarchyTable(codeHierarchy(hierarchy, values[name] ?? []));
  });
  const options = toSearchOptions({
    columns,
    sensitive: sensitive.map((name) => ({ name, empty: (values[name] ?? []).indexOf(null) })),
    models,
    suppressible: Math.floor(records * suppressionLimit),
    bounds: hierarchies.map((hierarchy) => boundsOf(request, hierarchy)),
    metric,
    aggregate,
    method: request.method === 'local' ? 'local' : 'lattice',
    timeBudgetMs,
    alternatives,
    levels: levels === null ? null : columns.map((column) => levels[column] ?? 0),
  });
  return { kernel: 'deidentify.search', inputs: tables, options, part: null };
}

async function search(
  bench: RecordsBench,
  people: People,
  request: DeidentifyRequest,
  wish: SearchWish,
  onSoFar: (best: DeidentifyOutcome) => void,
) {
  const { compute, run } = bench;
  run.report({ phase: 'computing', share: null });
  const { own, all } = await groupPeople(bench, people, request);
  const call = searchCall(people.taken.records, request, all, wish);
  const output = await compute.call(call, run, (share, soFar) => {
    run.report({ phase: 'computing', share });
    if (soFar !== undefined) onSoFar(outcomeOf(soFar));
  });
  return { grouped: own, output };
}

/** What the kernel tells on its way, which it alone writes. */
function outcomeOf(soFar: KernelOptions): DeidentifyOutcome {
  return soFar as unknown as DeidentifyOutcome;
}

/** What Mondrian makes of records. */
async function partitionOutcome(
  bench: RecordsBench,
  people: People,
  request: DeidentifyRequest,
): Promise<DeidentifyOutcome> {
  const started = performance.now();
  const { classes, suppressed, smallest, loss } = await partitionRecords(bench, people, request);
  const averageRisk = classes / (people.taken.records - suppressed);
  return {
    best: null,
    minimal: [],
    frontier: [],
    latticeSize: 0,
    checked: 0,
    complete: true,
    elapsedMs: performance.now() - started,
    recoded: { classes, suppressed, loss, smallestClass: smallest, averageRisk },
    explanation: [],
  };
}

/**
 * Searches for the generalisation that meets the models at the least loss: records are grouped in DuckDB, the search
 * runs in the compute worker. Mondrian searches no generalisations: what its regions make of the records is all that
 * is told.
 *
 * @param onSoFar told each better answer while the search goes on
 * @throws AppFailure `records.unknownColumn`, `hierarchy.*`, `deidentify.*`, `engine.*`, `compute.died`
 */
export async function searchRecords(
  bench: RecordsBench,
  people: People,
  request: DeidentifyRequest,
  onSoFar: (best: DeidentifyOutcome) => void,
): Promise<DeidentifyOutcome> {
  if (request.method === 'mondrian') return partitionOutcome(bench, people, request);
  const { output } = await search(bench, people, request, { levels: null, alternatives: true }, onSoFar);
  return JSON.parse(textsOf(output['outcome'], 'json')[0] ?? 'null') as DeidentifyOutcome;
}

/** A recoding by levels with its figures. */
export interface LevelSolution extends SolvedRecords {
  readonly outcome: DeidentifyOutcome | null;
}

/**
 * What becomes of each group of records: at given levels, or as the search of the request's method finds best.
 *
 * @param levels of each quasi-identifier; null: search
 * @throws AppFailure as {@link searchRecords}
 */
export async function solveRecords(
  bench: RecordsBench,
  people: People,
  request: DeidentifyRequest,
  levels: Readonly<Record<string, number>> | null,
): Promise<LevelSolution> {
  const wish = { levels, alternatives: false };
  const { grouped, output } = await search(bench, people, request, wish, () => undefined);
  const columns = request.quasiIdentifiers.map((_, place) => numbersOf(output['nodes'], `l${place + 1}`));
  const count = columns[0]?.length ?? 0;
  const own = numbersOf(grouped.tuples, 'n').length;
  const recoding: Recoding = {
    kind: 'levels',
    nodes: Array.from({ length: count }, (_, node) => columns.map((column) => column[node] ?? 0)),
    nodeOf: Int32Array.from(numbersOf(output['assignment'], 'node').subarray(0, own)),
  };
  const figure = (name: string): number => numbersOf(output['recoded'], name)[0] ?? Number.NaN;
  const json = levels === null ? textsOf(output['outcome'], 'json')[0] : undefined;
  return {
    grouped,
    recoding,
    loss: figure('loss'),
    classes: figure('classes'),
    suppressed: figure('suppressed'),
    smallest: figure('smallest'),
    outcome: json === undefined ? null : (JSON.parse(json) as DeidentifyOutcome),
  };
}
