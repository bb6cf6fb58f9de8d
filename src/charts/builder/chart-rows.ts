import type { ChartData } from '../../contract/notebook.ts';
import type { ColumnType, ResultColumn, Unit, Value } from '../../contract/result-set.ts';
import type { ChartNames, ColumnNames } from './chart-names.ts';

/** Figures of a chart, and what is said of their columns. */
export interface NamedChart extends ChartData {
  readonly names?: ChartNames;
}

/** One row of the figures of a chart. */
export interface ChartRow {
  readonly x: Value;
  readonly series: Value;
  /** Null where there is none, and where it is withheld. */
  readonly y: number | null;
  readonly others: boolean;
  readonly seriesOthers: boolean;
  readonly incomplete: boolean;
  readonly withheld: boolean;
}

/** What is known of a place of a chart: the type and unit of its column, and its name in the relation. */
export interface ChartColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly unit: Unit;
  /** What is declared of it. */
  readonly names?: ColumnNames;
}

function find({ result }: ChartData, name: string): ResultColumn | undefined {
  return result.columns.find((each) => each.name === name);
}

/** Whether each row is marked by a column of truth values that may be absent. */
function flags(data: ChartData, name: string): readonly boolean[] {
  const values = find(data, name)?.values ?? [];
  return Array.from({ length: data.result.rowCount }, (_, row) => values[row] === true);
}

/** Whether each row is withheld. */
export function withheldFlags(data: ChartData): readonly boolean[] {
  return flags(data, 'withheld');
}

/** Figures nearer to zero are drawn as zero: an axis of steps smaller than this cannot be written. */
const LEAST = 1e-15;

/** A figure as it is drawn; null for what is none. */
function figure(value: Value | undefined): number | null {
  if (typeof value !== 'number' || !Number.isFinite(value)) return null;
  return Math.abs(value) < LEAST ? 0 : value;
}

/** Figures of a column by row; null where there is none, and where it is withheld. */
export function figuresOf(data: ChartData, name: string): readonly (number | null)[] {
  const values = find(data, name)?.values ?? [];
  return withheldFlags(data).map((hidden, row) => (hidden ? null : figure(values[row])));
}

/** Values of a column by row, whatever they are; null throughout where there is no such column. */
export function valuesOf(data: ChartData, name: string): readonly Value[] {
  const values = find(data, name)?.values ?? [];
  return Array.from({ length: data.result.rowCount }, (_, row) => values[row] ?? null);
}

/** Rows of a chart of groups or points. */
export function chartRows(data: ChartData): readonly ChartRow[] {
  const [x, series, y] = [valuesOf(data, 'x'), valuesOf(data, 'series'), figuresOf(data, 'y')];
  const [others, seriesOthers] = [flags(data, 'others'), flags(data, 'seriesOthers')];
  const [incomplete, withheld] = [flags(data, 'incomplete'), withheldFlags(data)];
  return x.map((value, row) => ({
    x: typeof value === 'number' ? figure(value) : value,
    series: series[row] ?? null,
    y: y[row] ?? null,
    others: others[row] ?? false,
    seriesOthers: seriesOthers[row] ?? false,
    incomplete: incomplete[row] ?? false,
    withheld: withheld[row] ?? false,
  }));
}

/** Place that a column of the result stands in; a histogram has the ends of its bins, a box its quartiles. */
function placeOf(name: string): keyof ChartNames {
  if (name === 'low') return 'x';
  return name === 'x' || name === 'series' ? name : 'y';
}

/**
 * The column in a place of a chart.
 *
 * @param name in the result
 * @param source name in the relation; null where none was chosen
 */
export function chartColumn(data: NamedChart, name: string, source: string | null): ChartColumn {
  const found = find(data, name);
  const names = source === null ? undefined : data.names?.[placeOf(name)];
  return {
    name: source ?? '',
    type: found?.type ?? 'text',
    unit: found?.unit ?? 'number',
    ...(names === undefined ? {} : { names }),
  };
}
