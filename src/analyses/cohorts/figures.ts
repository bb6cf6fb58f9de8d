import type { Label, LineSeries } from '../../charts/chart-spec.ts';
import { column, type ResultSet, type Unit } from '../../contract/result-set.ts';
import type { MessageKey } from '../../i18n/messages.ts';
import type { ViewContext } from '../analysis.ts';
import { figures } from '../drawn-table.ts';
import type { CohortsParams, Measure } from './params.ts';

/** What a measure is called and where it stands: in a cell, and per customer in an average. */
export interface MeasureFigure {
  readonly cell: string;
  readonly average: string;
  readonly unit: Unit;
  readonly averageUnit: Unit;
  readonly label: MessageKey;
  readonly averageLabel: MessageKey;
}

/** The figures of every measure. */
export const MEASURE_FIGURES: Readonly<Record<Measure, MeasureFigure>> = {
  customers: {
    cell: 'retention',
    average: 'retention',
    unit: 'share',
    averageUnit: 'share',
    label: 'cohorts.column.retention',
    averageLabel: 'cohorts.column.retention',
  },
  orders: {
    cell: 'orders',
    average: 'orders_per_customer',
    unit: 'orders',
    averageUnit: 'number',
    label: 'cohorts.column.orders',
    averageLabel: 'cohorts.column.ordersPerCustomer',
  },
  revenue: {
    cell: 'revenue',
    average: 'revenue_per_customer',
    unit: 'currency',
    averageUnit: 'currency',
    label: 'cohorts.column.revenue',
    averageLabel: 'cohorts.column.revenuePerCustomer',
  },
  margin: {
    cell: 'margin',
    average: 'margin_per_customer',
    unit: 'currency',
    averageUnit: 'currency',
    label: 'cohorts.column.margin',
    averageLabel: 'cohorts.column.marginPerCustomer',
  },
  cumulativeValue: {
    cell: 'cumulative_value',
    average: 'cumulative_value',
    unit: 'currency',
    averageUnit: 'currency',
    label: 'cohorts.column.cumulativeValue',
    averageLabel: 'cohorts.column.cumulativeValue',
  },
  cumulativeMargin: {
    cell: 'cumulative_margin',
    average: 'cumulative_margin',
    unit: 'currency',
    averageUnit: 'currency',
    label: 'cohorts.column.cumulativeMargin',
    averageLabel: 'cohorts.column.cumulativeMargin',
  },
};

/** Parameters of a view; the screen hands a view what the schema has parsed. */
export function paramsOf({ params }: ViewContext): CohortsParams {
  return params as CohortsParams;
}

/**
 * The definition in force, in words: measure, mode, window and period.
 *
 * @param slots the columns that are drawn
 */
export function definitionLabel(
  { measure, mode, window, period }: CohortsParams,
  slots: readonly Slot[],
): Label {
  return {
    key: (slots[0]?.from ?? 0) > 0 ? 'cohorts.definitionFromOne' : 'cohorts.definition',
    values: {
      measure: { key: `cohorts.measure.${measure}` },
      mode: { key: `cohorts.definition.mode.${mode}` },
      window: { key: `cohorts.definition.window.${window}.${period}` },
    },
  };
}

/** The rows of a table as places in it, by the text in a column, in the order they come. */
export function rowsBy(table: ResultSet, name: string): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>();
  column(table, name).values.forEach((value, index) => {
    const key = String(value ?? '');
    const rows = found.get(key);
    if (rows === undefined) found.set(key, [index]);
    else rows.push(index);
  });
  return found;
}

/** A column of the matrix by its first and last period. */
export interface Slot {
  readonly from: number;
  readonly label: Label;
}

function slotLabel(from: number, to: number | null, mode: CohortsParams['mode']): Label {
  if (mode === 'onOrAfter') return { text: `${from}+` };
  return { text: to === null || to === from ? String(from) : `${from}–${to}` };
}

/** The columns of the matrix in a table, by first period. */
function slotsOf(table: ResultSet, { mode }: CohortsParams): readonly Slot[] {
  const to = figures(table, 'period_to');
  const found = new Map<number, Slot>();
  figures(table, 'period').forEach((from, index) => {
    if (from === null || found.has(from)) return;
    found.set(from, { from, label: slotLabel(from, to[index] ?? null, mode) });
  });
  return [...found.values()].sort((a, b) => a.from - b.from);
}

/**
 * The columns of the matrix that a chart draws, the first ones. Everyone is retained in period 0, which says nothing
 * and would leave no room for the rest, so charts of retention begin with the period after it.
 */
export function drawnSlots(table: ResultSet, params: CohortsParams, most: number): readonly Slot[] {
  const all = slotsOf(table, params).slice(0, most);
  return params.measure === 'customers' && all.length > 1 ? all.filter(({ from }) => from > 0) : all;
}

/** Customers behind rows of a table; null once one of them is withheld. */
export function customersBehind(table: ResultSet, rows: readonly number[]): number | null {
  const counts = figures(table, 'customers');
  return rows.reduce<number | null>((sum, row) => {
    const count = counts[row] ?? null;
    return sum === null || count === null ? null : sum + count;
  }, 0);
}

/** Colours of up to six lines. */
export const SERIES_COLOURS = ['series1', 'series2', 'series3', 'series4', 'series5', 'series6'] as const;

/**
 * A line through rows of a table over the columns of the matrix.
 *
 * @param rows places in the table
 * @param name the column with the figure; retention brings its interval
 */
export function lineOf(
  table: ResultSet,
  rows: readonly number[],
  slots: readonly Slot[],
  name: string,
): Pick<LineSeries, 'values' | 'withheld' | 'low' | 'high'> {
  const periods = figures(table, 'period');
  const byPeriod = new Map(rows.map((row) => [periods[row] ?? -1, row]));
  const places = slots.map(({ from }) => byPeriod.get(from));
  const over = (column: readonly (number | null)[]): readonly (number | null)[] =>
    places.map((row) => (row === undefined ? null : (column[row] ?? null)));
  const counts = figures(table, 'customers');
  return {
    values: over(figures(table, name)),
    withheld: places.map((row) => row !== undefined && counts[row] === null),
    ...(name === 'retention' ? { low: over(figures(table, 'low')), high: over(figures(table, 'high')) } : {}),
  };
}
