import type { CategorySpec, HeatmapSpec, HistogramSpec } from '../../charts/chart-spec.ts';
import { column, texts, type ResultSet, type Unit } from '../../contract/result-set.ts';
import type { MessageKey } from '../../i18n/messages.ts';
import type { View, ViewContext } from '../analysis.ts';
import { contributors, figures, withheldRows } from '../drawn-table.ts';
import { segmentColour, segmentLabel } from './segments.ts';

function heatmap(table: ResultSet, context: ViewContext): HeatmapSpec {
  const r = figures(table, 'r').map((score) => score ?? 1);
  const f = figures(table, 'f').map((score) => score ?? 1);
  const segments = column(table, 'segment').values;
  const counts = figures(table, 'customers');
  const withheld = withheldRows(table);
  const labels = (scores: readonly number[]): { text: string }[] =>
    Array.from({ length: Math.max(0, ...scores) }, (_, index) => ({ text: String(index + 1) }));
  return {
    kind: 'heatmap',
    title: 'rfm.view.grid',
    unit: 'customers',
    currency: context.currency,
    contributors: contributors(table),
    x: { title: 'rfm.column.f', labels: labels(f) },
    y: { title: 'rfm.column.r', labels: labels(r) },
    cells: counts.map((value, index) => {
      const segment = segments[index];
      const name = typeof segment === 'string' ? segment : null;
      return {
        x: (f[index] ?? 1) - 1,
        y: (r[index] ?? 1) - 1,
        value,
        withheld: withheld[index] ?? false,
        colour: name === null ? 'neutral' : segmentColour(name),
        label: name === null ? null : segmentLabel(name),
      };
    }),
  };
}

interface Categories {
  readonly id: string;
  readonly kind: CategorySpec['kind'];
  readonly title: MessageKey;
  readonly figure: string;
  readonly unit: Unit;
}

function bySegment({ id, kind, title, figure, unit }: Categories): View {
  return {
    id,
    title,
    table: 'segments',
    chart(table, context): CategorySpec {
      const names = texts(table, 'segment');
      const values = figures(table, figure);
      const withheld = withheldRows(table);
      return {
        kind,
        title,
        unit,
        currency: context.currency,
        contributors: contributors(table),
        categories: names.map((name, index) => ({
          label: segmentLabel(name),
          value: values[index] ?? null,
          withheld: withheld[index] ?? false,
          colour: segmentColour(name),
        })),
      };
    },
  };
}

function histogram(id: string, title: MessageKey, quantity: MessageKey, quantityUnit: Unit): View {
  return {
    id,
    title,
    table: `${id}_distribution`,
    chart(table, context): HistogramSpec {
      const from = figures(table, 'from').map((edge) => edge ?? 0);
      const last = figures(table, 'to').at(-1) ?? null;
      const end = last ?? (from.at(-1) ?? 0) + 1;
      return {
        kind: 'histogram',
        title,
        unit: 'customers',
        currency: context.currency,
        contributors: contributors(table),
        quantity,
        quantityUnit,
        edges: [...from, end],
        counts: figures(table, 'customers'),
        withheld: withheldRows(table),
        openEnd: from.length > 0 && last === null,
      };
    },
  };
}

/** What can be drawn of RFM. */
export const rfmViews: readonly View[] = [
  { id: 'grid', title: 'rfm.view.grid', table: 'grid', chart: heatmap },
  bySegment({
    id: 'customers_by_segment',
    kind: 'bar',
    title: 'rfm.view.customersBySegment',
    figure: 'customers',
    unit: 'customers',
  }),
  bySegment({
    id: 'revenue_by_segment',
    kind: 'bar',
    title: 'rfm.view.revenueBySegment',
    figure: 'revenue',
    unit: 'currency',
  }),
  bySegment({
    id: 'revenue_treemap',
    kind: 'treemap',
    title: 'rfm.view.revenueTreemap',
    figure: 'revenue',
    unit: 'currency',
  }),
  histogram('recency', 'rfm.view.recency', 'rfm.column.recencyDays', 'days'),
  histogram('frequency', 'rfm.view.frequency', 'rfm.column.frequency', 'orders'),
  histogram('monetary', 'rfm.view.monetary', 'rfm.column.monetary', 'currency'),
];
