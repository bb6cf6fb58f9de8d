import { appError, AppFailure } from '../../contract/error.ts';
import type { Hierarchy } from '../../contract/records.ts';
import type { CodedHierarchy } from '../anonymity/tuples.ts';
import { assertHierarchy } from './check-hierarchy.ts';

/**
 * What the values of a column become at one level: their rows of the hierarchy looked up. A missing value stays
 * missing until the last level, where all become one.
 *
 * @param values as coded: the code of a value is its place; null stands for an empty one
 * @param level 0 to the number of levels less one
 * @throws AppFailure `hierarchy.notCovered` when a value is not in the hierarchy
 */
export function labelsAt(
  hierarchy: Hierarchy,
  values: readonly (string | null)[],
  level: number,
): readonly (string | null)[] {
  const byValue = new Map(hierarchy.rows.map((row) => [row[0] ?? '', row[level] ?? '']));
  const top =
    level > 0 && level === hierarchy.levels.length - 1 ? (hierarchy.rows[0]?.[level] ?? null) : null;
  return values.map((value) => (value === null ? top : (byValue.get(value) ?? null)));
}

function assertCovered(hierarchy: Hierarchy, values: readonly (string | null)[]): void {
  const known = new Set(hierarchy.rows.map(([value]) => value));
  const missing = values.filter((value) => value !== null && !known.has(value)).length;
  if (missing > 0) {
    throw new AppFailure(appError('hierarchy.lacksValues', { column: hierarchy.column, values: missing }));
  }
}

/** A level in codes: groups are numbered in the order in which they first occur among the values. */
function codedLevel(
  hierarchy: Hierarchy,
  values: readonly (string | null)[],
  level: number,
): { readonly groups: Int32Array; readonly leaves: Float64Array } {
  const labels = labelsAt(hierarchy, values, level);
  const codes = new Map<string | null, number>();
  const groups = Int32Array.from(labels, (label) => {
    const code = codes.get(label) ?? codes.size;
    codes.set(label, code);
    return code;
  });
  const leaves = new Float64Array(codes.size);
  const place = (label: string | null): void => {
    const code = codes.get(label);
    if (code !== undefined) leaves[code] = (leaves[code] ?? 0) + 1;
  };
  for (const row of hierarchy.rows) place(row[level] ?? '');
  if (values.includes(null)) place(labels[values.indexOf(null)] ?? null);
  return { groups, leaves };
}

/**
 * Puts a hierarchy on the codes of a column's values.
 *
 * An empty value is a leaf and a group of its own on every level but the last. Leaves are counted over all rows of
 * the hierarchy, also those of values that do not occur, as ARX does for its loss metric.
 *
 * @param hierarchy checked first
 * @param values distinct values of the column; the code of a value is its place, null stands for an empty one
 * @throws AppFailure `hierarchy.lacksValues` when a value is not in the hierarchy, or what is wrong with it
 */
export function codeHierarchy(hierarchy: Hierarchy, values: readonly (string | null)[]): CodedHierarchy {
  assertHierarchy(hierarchy);
  assertCovered(hierarchy, values);
  const levels = hierarchy.levels.map((_, level) => codedLevel(hierarchy, values, level));
  return {
    groups: levels.map(({ groups }) => groups),
    sizes: levels.map(({ leaves }) => leaves.length),
    leaves: levels.map(({ leaves }) => leaves),
  };
}
