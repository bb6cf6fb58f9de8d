import type { ChartNames, ColumnNames } from '../charts/builder/chart-names.ts';
import type { ChartChoice } from '../contract/notebook.ts';
import type { TableShape } from './analysis.ts';

type Params = Readonly<Record<string, unknown>>;

function columnNames(shape: TableShape, params: Params, name: string | null): ColumnNames | undefined {
  const column = shape.columns.find((each) => each.name === name);
  if (column === undefined) return undefined;
  const { label, labelFor, valueLabel, valueColour, totalLabel } = column;
  return {
    label: labelFor?.(params) ?? { key: label },
    ...(valueLabel === undefined ? {} : { valueLabel: (value: string) => valueLabel(value, params) }),
    ...(valueColour === undefined ? {} : { valueColour: (value: string) => valueColour(value, params) }),
    ...(totalLabel === undefined ? {} : { nullLabel: { key: totalLabel } }),
  };
}

/**
 * What a declared table says of the columns that a chart draws of it: their names, and the names and colours of their
 * values, so that a chart of a notebook reads as the analysis's own screen does.
 *
 * @param params of the analysis, in force
 */
export function chartNamesOf(shape: TableShape, params: Params, choice: ChartChoice): ChartNames {
  const [x, series, y] = [choice.x, choice.series, choice.y].map((name) => columnNames(shape, params, name));
  return {
    ...(x === undefined ? {} : { x }),
    ...(series === undefined ? {} : { series }),
    ...(y === undefined ? {} : { y }),
  };
}
