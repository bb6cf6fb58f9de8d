import type { ChartData } from '../../contract/notebook.ts';
import { column } from '../../contract/result-set.ts';
import type { ChartSpec, Label } from '../chart-spec.ts';

/**
 * Describes how figures that have been put together are drawn. Pure.
 *
 * @param data figures as the engine has made them, or as the gate has let them out: rows of which `withheld` is true
 *   are drawn as withheld whatever else they hold
 * @param title subject of the chart
 */
export function chartOf(data: ChartData, title: Label): ChartSpec {
  const { result, choice } = data;
  const names = column(result, 'x').values;
  const figures = column(result, choice.kind === 'box' ? 'median' : 'y');
  return {
    kind: 'bar',
    title,
    unit: figures.unit ?? 'number',
    currency: data.currency,
    contributors: null,
    categories: names.map((name, row) => {
      const value = figures.values[row];
      return {
        label: { text: String(name) },
        value: typeof value === 'number' ? value : null,
        withheld: false,
        colour: 'accent',
      };
    }),
  };
}
