import type { ChartSpec, ColourToken } from '../../src/charts/chart-spec.ts';

const NAMES: readonly [string, ColourToken, number | null][] = [
  ['Champions', 'champions', 412_345.678],
  ['Loyal customers', 'loyal', 221_004.5],
  ['Potential loyalists', 'potential', 56_100],
  ['New customers', 'new', null],
  ['Promising', 'promising', null],
  ['Need attention', 'attention', 21_250.25],
  ['About to sleep', 'sleep', 22_480],
  ["Can't lose", 'cantlose', 24_000],
  ['At risk <&"', 'risk', 41_010],
  ['Hibernating', 'hibernating', 18_303.1],
];

const categories = NAMES.map(([text, colour, value]) => ({
  label: { text },
  colour,
  value,
  withheld: value === null,
}));

/** One chart of each kind, each with figures that are withheld. */
export const SPECS: Readonly<Record<string, ChartSpec>> = {
  heatmap: {
    kind: 'heatmap',
    title: 'rfm.view.grid',
    unit: 'customers',
    currency: null,
    contributors: null,
    x: { title: 'rfm.column.f', labels: ['1', '2', '3', '4', '5'].map((text) => ({ text })) },
    y: { title: 'rfm.column.r', labels: ['1', '2', '3', '4', '5'].map((text) => ({ text })) },
    cells: Array.from({ length: 25 }, (_, index) => {
      const [text, colour] = NAMES[index % NAMES.length] ?? ['', 'neutral'];
      const withheld = index === 3 || index === 18;
      const value = withheld ? null : index === 7 ? 0 : 17 + index * 41;
      return { x: index % 5, y: Math.floor(index / 5), value, withheld, colour, label: { text } };
    }),
  },
  bar: {
    kind: 'bar',
    title: 'rfm.view.revenueBySegment',
    unit: 'currency',
    currency: 'GBP',
    contributors: 3615,
    categories,
  },
  treemap: {
    kind: 'treemap',
    title: 'rfm.view.revenueTreemap',
    unit: 'currency',
    currency: 'GBP',
    contributors: null,
    categories,
  },
  recency: {
    kind: 'histogram',
    title: 'rfm.view.recency',
    unit: 'customers',
    currency: null,
    contributors: 2000,
    quantity: 'rfm.column.recencyDays',
    quantityUnit: 'days',
    edges: Array.from({ length: 15 }, (_, index) => index * 28),
    counts: [900, 600, 420, 360, 300, 260, null, 200, 190, null, 140, 110, 100, 90],
    withheld: Array.from({ length: 14 }, (_, index) => index === 6 || index === 9),
    openEnd: false,
  },
  frequency: {
    kind: 'histogram',
    title: 'rfm.view.frequency',
    unit: 'customers',
    currency: null,
    contributors: 1900,
    quantity: 'rfm.column.frequency',
    quantityUnit: 'orders',
    edges: Array.from({ length: 21 }, (_, index) => index + 1),
    counts: Array.from({ length: 20 }, (_, index) => Math.round(1200 / (index + 1) ** 1.4)),
    withheld: new Array<boolean>(20).fill(false),
    openEnd: true,
  },
  monetary: {
    kind: 'histogram',
    title: 'rfm.view.monetary',
    unit: 'customers',
    currency: 'GBP',
    contributors: 4000,
    quantity: 'rfm.column.monetary',
    quantityUnit: 'currency',
    edges: Array.from({ length: 15 }, (_, index) => 4 * 2 ** index),
    counts: [12, 40, 130, 310, 560, 820, 1000, 900, 660, 420, 250, 130, 70, 30],
    withheld: new Array<boolean>(14).fill(false),
    openEnd: false,
  },
};
