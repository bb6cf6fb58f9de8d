import type { CatalogColumn, CatalogRelation, ChartChoice } from '../../src/contract/notebook.ts';
import type { Unit } from '../../src/contract/result-set.ts';
import { isTime } from '../../src/charts/builder/column-kinds.ts';
import { identifier, sql, type Sql } from '../../src/contract/sql.ts';
import { readableValue } from './relation-columns.ts';

/** Colours that series are told apart by, at most. */
const MOST_SERIES = 6;

/** The columns a chart draws, found in its relation. */
export interface ChartPlaces {
  readonly x: CatalogColumn | null;
  readonly y: CatalogColumn | null;
  readonly series: CatalogColumn | null;
}

/** Finds the columns of a choice that has been checked. */
export function placesOf(choice: ChartChoice, { columns }: CatalogRelation): ChartPlaces {
  const find = (name: string | null): CatalogColumn | null =>
    columns.find((column) => column.name === name) ?? null;
  return { x: find(choice.x), y: find(choice.y), series: find(choice.series) };
}

/** What rows are put together by along x: periods, or values as they are. */
export function xValue({ grain }: ChartChoice, column: CatalogColumn): Sql {
  return isTime(column) && grain !== null
    ? sql`date_trunc(${grain}, ${identifier(column.name)})::DATE`
    : readableValue(column);
}

/** How many categories a column may have in a chart; null where its values have an order of their own. */
export function mostOf(
  column: CatalogColumn | null,
  { kind, most }: ChartChoice,
  place: 'x' | 'series',
): number | null {
  if (column === null || (column.type !== 'text' && column.type !== 'boolean')) return null;
  const coloured = place === 'series' && kind !== 'heatmap' && kind !== 'sankey';
  return coloured ? Math.min(most, MOST_SERIES) : most;
}

/** SQL of the figure of a group, over the raw values `v` of its rows. */
export function figureOf({ aggregate, y }: ChartChoice): Sql {
  switch (aggregate) {
    case 'count':
      return y === null ? sql`count(*)` : sql`count(v)`;
    case 'distinct':
      return sql`count(DISTINCT v)`;
    case 'none':
    case 'sum':
      return sql`sum(v)::DOUBLE`;
    case 'mean':
      return sql`avg(v)::DOUBLE`;
    case 'median':
      return sql`quantile_cont(v::DOUBLE, 0.5)`;
    case 'min':
      return sql`min(v)::DOUBLE`;
    case 'max':
      return sql`max(v)::DOUBLE`;
  }
}

/** What the figure counts or measures. */
export function figureUnit({ aggregate }: ChartChoice, y: CatalogColumn | null): Unit {
  if (aggregate === 'count') return 'rows';
  if (aggregate !== 'distinct') return y?.unit ?? 'number';
  if (y?.role === 'customerId' || y?.identifier === true) return 'customers';
  return y?.role === 'orderId' ? 'orders' : 'number';
}
