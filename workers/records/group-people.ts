import { appError, AppFailure } from '../../src/contract/error.ts';
import { numbersOf, type KernelTable } from '../../src/contract/kernel.ts';
import type { DeidentifyRequest } from '../../src/contract/records.ts';
import { groupRecords, type GroupedRecords } from './group-records.ts';
import type { RecordsBench } from './records-bench.ts';
import { sensitiveIn } from './sensitive-in.ts';
import type { TakenRecords } from './taken-records.ts';

/** Records that are to be de-identified, and those of the whole population where it is known. */
export interface People {
  readonly taken: TakenRecords;
  readonly population: TakenRecords | null;
}

/** People grouped for a search. */
export interface GroupedPeople {
  /** The records. Values are those of {@link GroupedPeople.all}. */
  readonly own: GroupedRecords;
  /** The same, followed by the population: `n` is 0 for its tuples, and `p` counts its records, 0 for the others. */
  readonly all: GroupedRecords;
}

/** Refuses what cannot be searched for, before anything is grouped. */
function checkRequest(population: TakenRecords | null, { models, hierarchies }: DeidentifyRequest): void {
  for (const model of models) {
    if (model.model === 'kMap' && population === null) {
      throw new AppFailure(appError('deidentify.populationMissing', {}));
    }
    if (model.model !== 'tCloseness' || model.distance !== 'hierarchical') continue;
    if (hierarchies[model.sensitive] === undefined) {
      throw new AppFailure(appError('hierarchy.empty', { column: model.sensitive }));
    }
  }
}

/** Values of the records, then those of the population that the column's hierarchy has too. */
function joinedValues(
  own: readonly (string | null)[],
  others: readonly (string | null)[],
  { hierarchies }: DeidentifyRequest,
  column: string,
): readonly (string | null)[] {
  const known = new Set(own);
  const covered = new Set(hierarchies[column]?.rows.map(([value]) => value));
  return [...own, ...others.filter((value) => value !== null && !known.has(value) && covered.has(value))];
}

/**
 * Puts a population behind records. People of it who have a value that is neither among the records nor in the
 * column's hierarchy are left out: nobody knows what it would become. So a class never seems larger in the population
 * than it is.
 */
function withPopulation(
  own: GroupedRecords,
  population: GroupedRecords,
  request: DeidentifyRequest,
): GroupedPeople {
  const { quasiIdentifiers: quasi } = request;
  const joined = quasi.map((name) => {
    const others = population.values[name] ?? [];
    const values = joinedValues(own.values[name] ?? [], others, request, name);
    const codes = new Map(values.map((value, code) => [value, code]));
    return { name, values, codeOf: others.map((value) => codes.get(value) ?? -1) };
  });
  const columns = joined.map(({ codeOf }, place) =>
    numbersOf(population.tuples, `q${place + 1}`).map((code) => codeOf[code] ?? -1),
  );
  const counts = numbersOf(population.tuples, 'n');
  const placed = Int32Array.from(counts.keys()).filter((row) =>
    columns.every((codes) => (codes[row] ?? -1) >= 0),
  );
  const after = (column: Float64Array, added: (row: number) => number): Float64Array => {
    const together = new Float64Array(column.length + placed.length);
    together.set(column);
    placed.forEach((row, place) => {
      together[column.length + place] = added(row);
    });
    return together;
  };
  const nothing = (): number => 0;
  const tuples: Record<string, KernelTable[string]> = {
    p: after(numbersOf(own.tuples, 'n').map(nothing), (row) => counts[row] ?? 0),
  };
  for (const name of Object.keys(own.tuples)) tuples[name] = after(numbersOf(own.tuples, name), nothing);
  columns.forEach((codes, place) => {
    const name = `q${place + 1}`;
    tuples[name] = after(numbersOf(own.tuples, name), (row) => codes[row] ?? 0);
  });
  const values = {
    ...own.values,
    ...Object.fromEntries(joined.map((each) => [each.name, each.values] as const)),
  };
  return { own: { tuples: own.tuples, values }, all: { tuples, values } };
}

/**
 * Groups the records of a request in DuckDB; with them the population, where a model asks for one.
 *
 * @throws AppFailure `deidentify.populationMissing` for k-map without a population; `records.unknownColumn` for a
 *   column that either lacks; `hierarchy.empty`; `engine.*`
 */
export async function groupPeople(
  { db, run }: Pick<RecordsBench, 'db' | 'run'>,
  { taken, population }: People,
  request: DeidentifyRequest,
): Promise<GroupedPeople> {
  checkRequest(population, request);
  const { quasiIdentifiers: quasi, models } = request;
  const own = await groupRecords(db, run, taken, quasi, sensitiveIn(models));
  run.check();
  if (population === null || !models.some(({ model }) => model === 'kMap')) return { own, all: own };
  const others = await groupRecords(db, run, population, quasi, []);
  run.check();
  return withPopulation(own, others, request);
}
