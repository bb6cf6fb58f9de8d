import type { CatalogColumn, ChartChoice } from '../../../contract/notebook.ts';

/** Lengths of periods, the shortest first. */
export const CHART_GRAINS = [
  'day',
  'week',
  'month',
  'quarter',
  'year',
] as const satisfies readonly ChartChoice['grain'][];

/** Orders of categories. */
export const CHART_ORDERS = ['y', 'x', 'table'] as const satisfies readonly ChartChoice['order'][];

/** Whether a column holds dates. */
export function isTimeColumn(columns: readonly CatalogColumn[], name: string | null): boolean {
  const type = columns.find((each) => each.name === name)?.type;
  return type === 'date' || type === 'timestamp';
}
