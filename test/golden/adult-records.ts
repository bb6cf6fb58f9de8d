import { readFileSync } from 'node:fs';
import path from 'node:path';
import { denseKeys } from '../../src/privacy/anonymity/dense-keys.ts';
import type { CodedHierarchy, Tuples } from '../../src/privacy/anonymity/tuples.ts';
import { codeHierarchy } from '../../src/privacy/hierarchies/code-hierarchy.ts';
import { readHierarchy } from '../../src/privacy/hierarchies/hierarchy-file.ts';

/** The records of Adult, as ARX publishes them, and the hierarchies beside them. */
export interface Adult {
  /** A column's hierarchy on its codes. */
  coded(name: string): CodedHierarchy;
  /** The first `rows` records, or all, grouped. */
  tuples(quasi: readonly string[], sensitive: readonly string[], rows?: number): Tuples;
  /** The tuple that each of the first `rows` records stands in. */
  rowTuples(quasi: readonly string[], rows: number): Int32Array;
}

function natural(a: string, b: string): number {
  const difference = Number(a) - Number(b);
  if (!Number.isNaN(difference)) return difference;
  return a < b ? -1 : 1;
}

/** Groups rows of codes without the engine. */
export function tuplesOfRows(
  quasi: readonly Int32Array[],
  sensitive: readonly Int32Array[],
  rows: number,
): Tuples {
  const { ids, count } = denseKeys([...quasi, ...sensitive], rows);
  const counts = new Float64Array(count);
  const first = new Int32Array(count).fill(-1);
  for (const [row, id] of ids.entries()) {
    counts[id] = (counts[id] ?? 0) + 1;
    if (first[id] === -1) first[id] = row;
  }
  const pick = (codes: Int32Array): Int32Array => first.map((row) => codes[row] ?? 0);
  return { quasi: quasi.map(pick), sensitive: sensitive.map(pick), counts };
}

/** Reads Adult and its hierarchies; values stand by number, then by code points. */
export function readAdult(shared: string): Adult {
  const folder = path.join(shared, 'data', 'adult');
  const text = readFileSync(path.join(folder, 'adult.csv'), 'utf8');
  const [header = '', ...lines] = text.trimEnd().split(/\r?\n/u);
  const names = header.split(';');
  const cells = lines.map((line) => line.split(';'));
  const columns = new Map<string, { codes: Int32Array; values: readonly string[] }>();
  const hierarchies = new Map<string, CodedHierarchy>();
  const column = (name: string): { codes: Int32Array; values: readonly string[] } => {
    const known = columns.get(name);
    if (known !== undefined) return known;
    const place = names.indexOf(name);
    const texts = cells.map((row) => row[place] ?? '');
    const values = [...new Set(texts)].sort(natural);
    const codes = new Map(values.map((value, code) => [value, code]));
    const made = { codes: Int32Array.from(texts, (value) => codes.get(value) ?? -1), values };
    columns.set(name, made);
    return made;
  };
  const codes = (list: readonly string[], rows: number): Int32Array[] =>
    list.map((name) => column(name).codes.subarray(0, rows));
  return {
    coded(name) {
      const file = path.join(folder, `adult_hierarchy_${name}.csv`);
      const made =
        hierarchies.get(name) ??
        codeHierarchy(readHierarchy(readFileSync(file, 'utf8'), name), column(name).values);
      hierarchies.set(name, made);
      return made;
    },
    tuples: (quasi, sensitive, rows = lines.length) =>
      tuplesOfRows(codes(quasi, rows), codes(sensitive, rows), rows),
    rowTuples: (quasi, rows) => denseKeys(codes(quasi, rows), rows).ids,
  };
}
