import type { ChartChoice } from '../../contract/notebook.ts';
import type { Unit, Value } from '../../contract/result-set.ts';
import type { ColourToken, Label, Words } from '../chart-spec.ts';
import type { Grain } from '../period-text.ts';
import { declaredColour } from './chart-names.ts';
import type { ChartColumn } from './chart-rows.ts';
import { isTime } from './column-kinds.ts';

const DAY_MS = 86_400_000;

/** Colours of series, in this order, then again. */
const SERIES = ['series1', 'series2', 'series3', 'series4', 'series5', 'series6'] as const;

/** Colour of a series; what is put together as others is grey. */
function seriesColour(place: number, others: boolean): ColourToken {
  return others ? 'other' : (SERIES[place % SERIES.length] ?? 'series1');
}

/**
 * Colour of a value in a place of series: that of its declaration, the same on every screen; else the next one.
 *
 * @param place of the series among all
 */
export function valueColour(
  { names }: Pick<ChartColumn, 'names'>,
  { value, others }: { readonly value: Value; readonly others: boolean },
  place: number,
): ColourToken {
  const declared = others ? undefined : declaredColour(names, value);
  return declared ?? seriesColour(place, others);
}

/** What a column is called: as it is declared; else by its name. */
function columnName({ name, names }: ChartColumn): Label {
  return names?.label ?? { text: name };
}

/** Units that a reader would miss beside a name. */
const SAID: ReadonlySet<Unit> = new Set(['days', 'weeks', 'months', 'periods']);

function withUnit(name: Label, unit: Unit): Label {
  return SAID.has(unit)
    ? { key: 'chart.withUnit', values: { name, unit: { key: `chart.unitName.${unit as 'days'}` } } }
    : name;
}

/** What an axis of a column is called. */
export function columnTitle(column: ChartColumn, currency: string | null): Label {
  const { unit, names } = column;
  const name = names?.label ?? column.name;
  return unit === 'currency' && currency !== null
    ? { key: 'chart.withUnit', values: { name, unit: currency } }
    : withUnit(columnName(column), unit);
}

/** Length of the periods of an axis: as chosen; else a day, or a moment where any value is none. */
export function grainOf(choice: ChartChoice, { type }: ChartColumn, values: readonly Value[]): Grain {
  if (choice.grain !== null) return choice.grain;
  const moment = values.some((value) => typeof value === 'number' && value % DAY_MS !== 0);
  return type === 'timestamp' && moment ? 'minute' : 'day';
}

/** How the values of a column are named. */
export interface Naming {
  readonly column: ChartColumn;
  readonly grain: Grain;
  readonly currency: string | null;
}

/** Name of one value: a category, a period, a number. */
export function valueName(value: Value, { column, grain, currency }: Naming): Label {
  const { names } = column;
  if (value === null || value === '') return names?.nullLabel ?? { key: 'chart.built.empty' };
  if (typeof value === 'boolean') return { key: value ? 'chart.built.true' : 'chart.built.false' };
  if (typeof value === 'string') return names?.valueLabel?.(value) ?? { text: value };
  if (isTime(column)) return { period: value, grain };
  // Whole numbers without a unit may be years or codes: they are written without separators.
  if (Number.isInteger(value) && column.unit === 'number') return { text: String(value) };
  return { figure: value, unit: column.unit, currency };
}

/** Name of what is put together as others. */
export function othersName(count: number): Label {
  return count > 0 ? { key: 'chart.built.othersCounted', values: { count } } : { key: 'chart.built.others' };
}

/**
 * Name of the figure: of its column and how rows make it. Nothing where its unit says all, such as rows.
 *
 * @param column in the place of the figure
 */
export function figureTitle({ aggregate, y }: ChartChoice, column: ChartColumn): Words | undefined {
  const { unit, names } = column;
  if (y === null || aggregate === 'count') return undefined;
  const name = names?.label ?? y;
  if (aggregate === 'none') return withUnit(columnName({ ...column, name: y }), unit);
  if (aggregate === 'distinct') {
    return unit === 'number' ? { key: 'chart.built.distinct', values: { column: name } } : undefined;
  }
  return withUnit({ key: `chart.built.${aggregate}`, values: { column: name } }, unit);
}
