import type {
  ChartSpec,
  HeatmapSpec,
  LineSpec,
  SankeySpec,
  SeriesBarSpec,
} from '../../src/charts/chart-spec.ts';

/** A small, seeded wobble, so that lines are not ruled: -1 to 1. */
const wobble = (at: number): number => Math.sin(at * 12.9898) * Math.cos(at * 4.1414);

const months = (count: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => Date.UTC(2023, index, 1));

const monthLabels = (count: number) =>
  months(count).map((ms) => ({ text: new Date(ms).toISOString().slice(0, 7) }));

/** Cumulative purchases by week, observed and expected with its band, and the end of the calibration. */
export const tracking: LineSpec = {
  kind: 'line',
  title: 'rfm.view.frequency',
  unit: 'purchases',
  currency: null,
  contributors: 2357,
  definition: {
    text: 'Cumulative repeat purchases of all customers; expected with its 95 % bootstrap interval.',
  },
  x: {
    title: 'chart.unitName.weeks',
    kind: 'number',
    unit: 'weeks',
    values: Array.from({ length: 78 }, (_, index) => index + 1),
  },
  series: [
    {
      label: { text: 'Observed' },
      colour: 'series1',
      style: 'solid',
      values: Array.from({ length: 78 }, (_, index) => 66 * (index + 1) ** 0.95 + 30 * wobble(index)),
      withheld: new Array<boolean>(78).fill(false),
    },
    {
      label: { text: 'Expected' },
      colour: 'series2',
      style: 'dashed',
      values: Array.from({ length: 78 }, (_, index) => 62 * (index + 1) ** 0.96),
      low: Array.from({ length: 78 }, (_, index) => 60 * (index + 1) ** 0.95),
      high: Array.from({ length: 78 }, (_, index) => 64 * (index + 1) ** 0.97),
      withheld: new Array<boolean>(78).fill(false),
    },
  ],
  zeroBased: true,
  marker: { x: 39, label: { text: 'End of calibration' } },
};

/** Revenue by month over dates, one month withheld in one line, the last month not over. */
export const monthly: LineSpec = {
  kind: 'line',
  title: 'rfm.view.revenueBySegment',
  unit: 'currency',
  currency: 'GBP',
  contributors: null,
  x: { title: 'chart.unitName.months', kind: 'date', grain: 'month', values: months(14) },
  series: (['New', 'Returning', 'Won back'] as const).map((text, place) => ({
    label: { text },
    colour: (['series1', 'series2', 'series3'] as const)[place] ?? 'series1',
    style: 'solid' as const,
    values: Array.from({ length: 14 }, (_, at) =>
      place === 2 && at === 5 ? null : 42_000 * (place + 1) * (1 + at / 30 + 0.1 * wobble(at + place)),
    ),
    withheld: Array.from({ length: 14 }, (_, at) => place === 2 && at === 5),
    incomplete: Array.from({ length: 14 }, (_, at) => at === 13),
  })),
  zeroBased: true,
};

/** Survival curves of two groups as steps with bands. */
export const survival: LineSpec = {
  kind: 'line',
  title: 'rfm.view.recency',
  unit: 'share',
  currency: null,
  contributors: 7043,
  x: {
    title: 'chart.unitName.months',
    kind: 'number',
    unit: 'months',
    values: Array.from({ length: 73 }, (_, index) => index),
  },
  series: (['Month-to-month', 'Two years'] as const).map((text, place) => {
    const values = Array.from({ length: 73 }, (_, at) => Math.exp(-at / (place === 0 ? 45 : 400)));
    return {
      label: { text },
      colour: place === 0 ? ('series2' as const) : ('series1' as const),
      style: 'solid' as const,
      step: true,
      values,
      low: values.map((value, at) => value - at / 1500),
      high: values.map((value, at) => Math.min(1, value + at / 1500)),
      withheld: values.map(() => false),
    };
  }),
  zeroBased: true,
};

/** Lorenz curve. */
export const lorenz: LineSpec = {
  kind: 'line',
  title: 'rfm.view.monetary',
  unit: 'share',
  currency: null,
  contributors: 4000,
  figure: 'chart.unitName.currency',
  x: {
    title: 'chart.unitName.customers',
    kind: 'number',
    unit: 'share',
    values: Array.from({ length: 21 }, (_, index) => index / 20),
  },
  series: [
    {
      label: { text: 'Revenue' },
      colour: 'accent',
      style: 'solid',
      area: true,
      values: Array.from({ length: 21 }, (_, index) => (index / 20) ** 3),
      withheld: new Array<boolean>(21).fill(false),
    },
  ],
  zeroBased: true,
  reference: 'diagonal',
};

/** Retention of cohorts as curves that end at different ages. */
export const curves: LineSpec = {
  kind: 'line',
  title: 'rfm.view.recency',
  unit: 'share',
  currency: null,
  contributors: 3000,
  x: {
    title: 'chart.unitName.periods',
    kind: 'category',
    values: Array.from({ length: 10 }, (_, index) => String(index)),
  },
  series: Array.from({ length: 8 }, (_, cohort) => ({
    label: { text: `2024-0${cohort + 1}` },
    colour:
      (['series1', 'series2', 'series3', 'series4', 'series5', 'series6'] as const)[cohort % 6] ?? 'series1',
    style: 'solid' as const,
    values: Array.from({ length: 10 }, (_, at) =>
      at >= 9 - cohort ? null : 0.5 / (at + 1) + 0.02 * wobble(at + cohort),
    ),
    withheld: new Array<boolean>(10).fill(false),
    incomplete: Array.from({ length: 10 }, (_, at) => at === 8 - cohort),
  })),
  zeroBased: true,
};

/** New and returning customers by month, the last month not over, one figure withheld. */
export const stacked: SeriesBarSpec = {
  kind: 'stacked',
  title: 'rfm.view.customersBySegment',
  unit: 'customers',
  currency: null,
  contributors: null,
  x: { title: 'chart.unitName.months', labels: monthLabels(12) },
  series: (['New', 'Returning', 'Won back'] as const).map((text, place) => ({
    label: { text },
    colour: (['series1', 'series2', 'series3'] as const)[place] ?? 'series1',
    values: Array.from({ length: 12 }, (_, at) =>
      place === 2 && at === 4 ? null : Math.round(420 / (place + 1) + 60 * wobble(at * 3 + place)),
    ),
    withheld: Array.from({ length: 12 }, (_, at) => place === 2 && at === 4),
    incomplete: Array.from({ length: 12 }, (_, at) => at === 11),
  })),
};

/** Value before and after, with figures below zero. */
export const grouped: SeriesBarSpec = {
  kind: 'grouped',
  title: 'rfm.view.revenueBySegment',
  unit: 'currency',
  currency: 'GBP',
  contributors: null,
  x: {
    title: 'chart.column.group',
    labels: ['Price', 'Volume', 'Mix of products', 'New customers', 'Lost customers'].map((text) => ({
      text,
    })),
  },
  series: (['2023', '2024'] as const).map((text, place) => ({
    label: { text },
    colour: place === 0 ? ('series6' as const) : ('series1' as const),
    values: [120_500, -34_000, place === 0 ? null : 8_400, 96_000 * (place + 1), -71_250],
    withheld: [false, false, place === 0, false, false],
  })),
};

const TIERS = ['Platinum', 'Gold', 'Silver', 'Bronze'] as const;

/** Tiers at three dates. */
export const migration: SankeySpec = {
  kind: 'sankey',
  title: 'rfm.view.customersBySegment',
  unit: 'customers',
  currency: null,
  contributors: null,
  layers: ['Jan 2024', 'Jul 2024', 'Jan 2025'].map((text) => ({ text })),
  nodes: [0, 1, 2].flatMap((layer) =>
    TIERS.map((text, tier) => ({
      id: `${layer}-${tier}`,
      label: { text },
      colour: (['tier1', 'tier2', 'tier3', 'tier4'] as const)[tier] ?? 'tier5',
      layer,
    })),
  ),
  links: [0, 1].flatMap((layer) =>
    TIERS.flatMap((_, from) =>
      TIERS.map((__, to) => {
        const withheld = layer === 0 && from === 0 && to === 3;
        const value = Math.round(((from + 1) * 180) / (1 + 3 * Math.abs(from - to)));
        return {
          from: `${layer}-${from}`,
          to: `${layer + 1}-${to}`,
          value: withheld ? null : value,
          withheld,
        };
      }),
    ),
  ),
};

/** Cohort triangle: figures in one hue, its last diagonal not over, one cell withheld. */
export const cohorts: HeatmapSpec = {
  kind: 'heatmap',
  scale: 'sequential',
  range: [0, 0.5],
  title: 'rfm.view.grid',
  unit: 'share',
  currency: null,
  contributors: null,
  definition: { key: 'chart.cell.named', values: { place: { key: 'chart.unitName.share' }, name: 'n-day' } },
  x: {
    title: 'chart.unitName.months',
    labels: Array.from({ length: 12 }, (_, index) => ({ text: String(index) })),
  },
  y: { title: 'chart.column.group', labels: monthLabels(12), first: 'top' },
  cells: Array.from({ length: 12 }, (_, y) =>
    Array.from({ length: 12 - y }, (__, x) => {
      const withheld = x === 4 && y === 3;
      const value = x === 0 ? 1 : 0.42 / x ** 0.4 + 0.04 * wobble(x * 7 + y);
      return {
        x,
        y,
        value: withheld ? null : value,
        withheld,
        label: null,
        incomplete: x + y === 11,
        ...(withheld ? {} : { low: value - 0.02, high: value + 0.02 }),
        ...(x === 2 && y === 2 ? { note: { text: 'sale in May' } } : {}),
      };
    }),
  ).flat(),
};

/** Two groups compared: differences round zero. */
export const differences: HeatmapSpec = {
  ...cohorts,
  scale: 'diverging',
  range: [-0.12, 0.12],
  cells: cohorts.cells.map((cell) => ({
    x: cell.x,
    y: cell.y,
    label: null,
    withheld: cell.withheld,
    incomplete: cell.incomplete ?? false,
    value: cell.withheld ? null : 0.12 * wobble(cell.x * 5 + cell.y * 3),
  })),
};

/** One chart of each new kind and manner. */
export const SERIES_SPECS: Readonly<Record<string, ChartSpec>> = {
  tracking,
  monthly,
  survival,
  lorenz,
  curves,
  stacked,
  grouped,
  migration,
  cohorts,
  differences,
};

/** A chart without its definition. */
export function bare(spec: LineSpec): LineSpec {
  const { definition, ...rest } = spec;
  return definition === undefined ? spec : rest;
}

/** A line chart cut down to its first places. */
function short(spec: LineSpec, count: number): LineSpec {
  return {
    ...spec,
    x: { ...spec.x, values: spec.x.values.slice(0, count) },
    series: spec.series.map((each) => ({ ...each, values: each.values.slice(0, count) })),
  };
}

/** Charts with one place, and with none. */
export const EMPTY_SPECS: Readonly<Record<string, ChartSpec>> = {
  oneWeek: short(tracking, 1),
  oneMonth: short(monthly, 1),
  oneShare: short(lorenz, 1),
  noLine: short(tracking, 0),
  noSeries: { ...tracking, series: [] },
  oneBar: { ...stacked, x: { ...stacked.x, labels: stacked.x.labels.slice(0, 1) } },
  noBars: { ...grouped, x: { ...grouped.x, labels: [] } },
  oneFlow: { ...migration, links: migration.links.slice(0, 1) },
  noFlows: { ...migration, nodes: [], links: [] },
  oneCell: { ...cohorts, cells: cohorts.cells.slice(0, 1) },
  noCells: { ...cohorts, cells: [] },
  nothingButWithheld: {
    ...differences,
    cells: differences.cells.map((cell) => ({ ...cell, value: null, withheld: true })),
  },
};
