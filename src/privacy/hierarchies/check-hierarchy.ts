import { appError, AppFailure } from '../../contract/error.ts';
import type { Hierarchy } from '../../contract/records.ts';

/** What every value becomes at the top. */
export const ANY = '*';

/** How many values of a hierarchy stand in a group that is split again higher up; must be none. */
export function inconsistentValues({ rows, levels }: Hierarchy): number {
  const inconsistent = new Set<number>();
  for (let level = 1; level + 1 < levels.length; level += 1) {
    const above = new Map<string, string>();
    const split = new Set<string>();
    for (const row of rows) {
      const [group = '', next = ''] = row.slice(level, level + 2);
      const known = above.get(group);
      if (known === undefined) above.set(group, next);
      else if (known !== next) split.add(group);
    }
    rows.forEach((row, place) => {
      if (split.has(row[level] ?? '')) inconsistent.add(place);
    });
  }
  return inconsistent.size;
}

/** The first level at which a group is split, or null. */
function splitLevel({ rows, levels }: Hierarchy): number | null {
  for (let level = 1; level + 1 < levels.length; level += 1) {
    const above = new Map<string, string>();
    for (const row of rows) {
      const [group = '', next = ''] = row.slice(level, level + 2);
      if ((above.get(group) ?? next) !== next) return level;
      above.set(group, next);
    }
  }
  return null;
}

/**
 * Makes sure that a hierarchy is one: it has values, every value once, all rows have as many entries as there are
 * levels, a group lies in one group of the next level, and the last level is one group.
 *
 * @throws AppFailure `hierarchy.empty`, `hierarchy.ragged`, `hierarchy.repeated`, `hierarchy.split` or
 *   `hierarchy.open`
 */
export function assertHierarchy(hierarchy: Hierarchy): void {
  const { column, rows, levels } = hierarchy;
  if (rows.length === 0 || levels.length < 2) throw new AppFailure(appError('hierarchy.empty', { column }));
  const seen = new Set<string>();
  rows.forEach((row, place) => {
    if (row.length !== levels.length) {
      throw new AppFailure(appError('hierarchy.ragged', { column, row: place + 1 }));
    }
    const value = row[0] ?? '';
    if (seen.has(value)) throw new AppFailure(appError('hierarchy.repeated', { column, row: place + 1 }));
    seen.add(value);
  });
  const level = splitLevel(hierarchy);
  if (level !== null) throw new AppFailure(appError('hierarchy.split', { column, level }));
  if (new Set(rows.map((row) => row.at(-1))).size > 1) {
    throw new AppFailure(appError('hierarchy.open', { column }));
  }
}

/** Distinct groups at each level. */
export function groupsByLevel({ rows, levels }: Hierarchy): readonly number[] {
  return levels.map((_, level) => new Set(rows.map((row) => row[level])).size);
}
