import type { DashboardDimension, Selection } from '../../src/contract/dashboard.ts';
import { allowed } from './chosen-customers.ts';

/** A dimension with where on it each of some codes lies. */
export interface PlacedDimension {
  readonly dimension: DashboardDimension;
  readonly digits: Int32Array;
}

/**
 * The group of each code under conditions, -1 for those that do not meet them.
 *
 * @param placed dimensions that codes tell apart; conditions on others are left aside
 * @param by those of them that make groups; the first counts most
 */
export function codeGroups(
  placed: readonly PlacedDimension[],
  by: readonly PlacedDimension[],
  selection: Selection,
): Int32Array {
  const rules = placed.flatMap(({ dimension, digits }) => {
    const clause = selection.find((each) => each.dimension === dimension.name);
    return clause === undefined ? [] : [{ digits, may: allowed(dimension.values, clause) }];
  });
  const codes = placed[0]?.digits.length ?? 1;
  const of = new Int32Array(codes);
  for (const { dimension, digits } of by) {
    const size = dimension.values.length;
    for (let code = 0; code < codes; code += 1) of[code] = (of[code] ?? 0) * size + (digits[code] ?? 0);
  }
  for (const { digits, may } of rules) {
    for (let code = 0; code < codes; code += 1) if (may[digits[code] ?? 0] !== 1) of[code] = -1;
  }
  return of;
}
