import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Hierarchy } from '../../src/contract/records.ts';
import { totalsOf, valueTree } from '../../src/privacy/anonymity/class-measures.ts';
import type { SearchProblem } from '../../src/privacy/deidentify/search-problem.ts';
import { codeHierarchy } from '../../src/privacy/hierarchies/code-hierarchy.ts';
import { sharedFolder } from '../analyses/orders-in-engine.ts';

function readRows(file: string): readonly (readonly string[])[] {
  const location = path.join(sharedFolder() ?? '', 'data', 'adult', file);
  return readFileSync(location, 'utf8')
    .trim()
    .split(/\r?\n/u)
    .map((line) => line.split(';'));
}

/** A generalisation hierarchy of Adult as it stands in its file. */
export function adultHierarchy(column: string): Hierarchy {
  const rows = readRows(`adult_hierarchy_${column}.csv`);
  const levels = (rows[0] ?? []).map((_, level) => `level ${level}`);
  return { column, recipe: { kind: 'table' }, levels, rows };
}

/** Adult grouped and coded without the engine, ready to be searched. */
export type AdultTuples = Pick<
  SearchProblem,
  'tuples' | 'population' | 'hierarchies' | 'sensitive' | 'bounds'
>;

/** Groups Adult by quasi-identifiers and sensitive columns; those that have a hierarchy bring it along. */
export function adultTuples(quasi: readonly string[], sensitive: readonly string[] = []): AdultTuples {
  const [head = [], ...rows] = readRows('adult.csv');
  const columns = [...quasi, ...sensitive];
  const places = columns.map((column) => head.indexOf(column));
  const values = places.map((place) => [...new Set(rows.map((row) => row[place] ?? ''))].sort());
  const codeOf = values.map((distinct) => new Map(distinct.map((value, code) => [value, code])));
  const counts = new Map<string, number>();
  for (const row of rows) {
    const key = places.map((place, column) => codeOf[column]?.get(row[place] ?? '')).join(',');
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const keys = [...counts.keys()].map((key) => key.split(',').map(Number));
  const codes = columns.map((_, column) => Int32Array.from(keys, (key) => key[column] ?? 0));
  const tuples = {
    quasi: codes.slice(0, quasi.length),
    sensitive: codes.slice(quasi.length),
    counts: Float64Array.from(counts.values()),
  };
  const coded = (column: string) =>
    codeHierarchy(adultHierarchy(column), values[columns.indexOf(column)] ?? []);
  const hierarchies = quasi.map(coded);
  return {
    tuples,
    population: null,
    hierarchies,
    sensitive: sensitive.map((name, place) => ({
      name,
      totals: totalsOf(tuples.sensitive[place] ?? new Int32Array(0), tuples.counts, -1),
      tree: valueTree(coded(name)),
    })),
    bounds: hierarchies.map(({ groups }) => ({ from: 0, to: groups.length - 1 })),
  };
}
