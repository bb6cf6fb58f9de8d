import { NO_VALUE, OTHER_VALUES } from '../../analyses/metric/columns.ts';
import type { DashboardDimension } from '../../contract/dashboard.ts';
import type { ResultSet } from '../../contract/result-set.ts';
import { dimensionValueColour } from './dimension-words.ts';

/** Groups of what is left stand last, whatever their size. */
const LAST: readonly string[] = [OTHER_VALUES, NO_VALUE];

/**
 * The order in which values of a dimension are drawn: their own where they follow each other or are known on every
 * screen, such as segments; else the largest first.
 *
 * @param name of the dimension
 * @param dimension undefined where it is not prepared
 * @param table groups by this dimension, among others, and a figure of each
 */
export function valueOrder(
  name: string,
  dimension: Pick<DashboardDimension, 'ordered' | 'values'> | undefined,
  table: ResultSet | null,
  measure: string,
): readonly string[] {
  const values = dimension?.values ?? [];
  const isKnown = values.some((value) => dimensionValueColour(name, value) !== undefined);
  const names = table?.columns.find((each) => each.name === name)?.values;
  const figures = table?.columns.find((each) => each.name === measure)?.values;
  if (dimension?.ordered === true || isKnown || names === undefined || figures === undefined) return values;
  const sizes = new Map<string, number>();
  for (const [row, value] of names.entries()) {
    const figure = figures[row];
    const size = typeof figure === 'number' ? figure : 0;
    sizes.set(String(value), (sizes.get(String(value)) ?? 0) + size);
  }
  const rank = (value: string): number => LAST.indexOf(value);
  return [...sizes.keys()].sort(
    (one, other) => rank(one) - rank(other) || (sizes.get(other) ?? 0) - (sizes.get(one) ?? 0),
  );
}
