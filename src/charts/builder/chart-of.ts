import type { ChartSpec, Label } from '../chart-spec.ts';
import { basicsOf } from './basics.ts';
import type { NamedChart } from './chart-rows.ts';
import { categoriesOf, heatmapOf, sankeyOf, seriesBarsOf } from './groups-of.ts';
import { lineOf } from './line-of.ts';
import { boxOf, histogramOf, scatterOf } from './spread-of.ts';

/**
 * Describes how figures that have been put together are drawn. Pure.
 *
 * @param data figures as the engine has made them, or as the gate has let them out: of rows that are marked as
 *   `withheld` no figure is looked at; and what is said of their columns
 * @param title subject of the chart
 */
export function chartOf(data: NamedChart, title: Label): ChartSpec {
  const basics = basicsOf(data, title);
  const { kind } = data.choice;
  switch (kind) {
    case 'bar':
    case 'region':
      return categoriesOf(data, basics, 'bar');
    case 'treemap':
    case 'funnel':
      return categoriesOf(data, basics, kind);
    case 'grouped':
    case 'stacked':
      return seriesBarsOf(data, basics, kind);
    case 'line':
    case 'area':
      return lineOf(data, basics);
    case 'heatmap':
      return heatmapOf(data, basics);
    case 'sankey':
      return sankeyOf(data, basics);
    case 'histogram':
      return histogramOf(data, basics);
    case 'scatter':
      return scatterOf(data, basics);
    case 'box':
      return boxOf(data, basics);
  }
}
