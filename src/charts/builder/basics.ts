import type { Unit } from '../../contract/result-set.ts';
import type { Label, Words } from '../chart-spec.ts';
import { chartColumn, type NamedChart } from './chart-rows.ts';
import { figureTitle } from './value-names.ts';

/** What every chart says of itself. */
export interface ChartBasics {
  readonly title: Label;
  readonly unit: Unit;
  readonly figure?: Words;
  readonly definition?: Label;
  readonly currency: string | null;
}

/** How the figure is to be read, where the drawing does not say it by itself. */
function definitionOf({ choice, drawn, rows }: NamedChart): Label | null {
  if (choice.kind === 'scatter') {
    return drawn < rows ? { key: 'chart.built.sample', values: { drawn, rows } } : null;
  }
  if (choice.kind === 'box') return { key: 'chart.built.box' };
  return choice.kind === 'funnel' ? { key: 'chart.built.funnel' } : null;
}

/** Title, figure and unit of a chart. Customers behind it are not among its figures. */
export function basicsOf(data: NamedChart, title: Label): ChartBasics {
  const { choice, currency } = data;
  const name = choice.kind === 'box' ? 'median' : 'y';
  const column = chartColumn(data, name, choice.y);
  const counts = choice.kind === 'histogram' || choice.aggregate === 'count';
  const figure = choice.kind === 'histogram' ? undefined : figureTitle(choice, column);
  const definition = definitionOf(data);
  return {
    title,
    unit: counts ? 'rows' : column.unit,
    ...(figure === undefined ? {} : { figure }),
    ...(definition === null ? {} : { definition }),
    currency,
  };
}
