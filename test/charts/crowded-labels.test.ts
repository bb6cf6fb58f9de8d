import { expect, test } from 'vitest';
import type { CategorySpec, ChartSpec, HeatmapSpec, SeriesBarSpec } from '../../src/charts/chart-spec.ts';
import { renderSvg } from '../../src/charts/draw.ts';
import { roughWidth } from '../../src/charts/text-width.ts';
import { english as ENGLISH } from '../../src/i18n/en/index.ts';
import { createTranslate } from '../../src/i18n/translate.ts';

const look = { locale: 'en', translate: createTranslate('en', ENGLISH), theme: 'light' } as const;
const frame = { title: 'By month', notes: ['At least 10 customers.'] };

function months(count: number): readonly string[] {
  return Array.from(
    { length: count },
    (_, at) => `${2022 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`,
  );
}

function bars(count: number): CategorySpec {
  const categories = months(count).map((text, at) => ({
    label: { text },
    colour: 'neutral' as const,
    value: at % 7 === 5 ? null : 41_000 + at * 731,
    withheld: at % 7 === 5,
  }));
  return {
    kind: 'bar',
    title: 'rfm.view.revenueBySegment',
    unit: 'currency',
    currency: 'EUR',
    contributors: null,
    categories,
  };
}

function upright(count: number): SeriesBarSpec {
  const { categories, title, unit, currency } = bars(count);
  return {
    kind: 'grouped',
    title,
    unit,
    currency,
    contributors: null,
    x: { title: 'rfm.column.r', labels: categories.map(({ label }) => label) },
    series: [
      {
        label: { text: 'Revenue' },
        colour: 'neutral',
        values: categories.map(({ value }) => value),
        withheld: categories.map(({ withheld }) => withheld),
      },
    ],
  };
}

interface TextBox {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Height of the letters of a line, CSS pixels. */
const LETTERS = 11;

function attribute(attributes: string, name: string): string | null {
  return new RegExp(` ${name}="([^"]*)"`, 'u').exec(attributes)?.[1] ?? null;
}

/** Where the texts of a drawing stand. */
function textBoxes(svg: string): readonly TextBox[] {
  return [...svg.matchAll(/<text([^>]*)>([^<]*)<\/text>/gu)].flatMap(([, attributes = '', text = '']) => {
    const transform = attribute(attributes, 'transform') ?? '';
    // The name of an upright axis stands on its side.
    if (transform.startsWith('matrix') || transform.includes('rotate')) return [];
    const [, dx = '0', dy = '0'] = /translate\(([\d.-]+)[ ,]([\d.-]+)\)/u.exec(transform) ?? [];
    const x = Number(attribute(attributes, 'x') ?? 0) + Number(dx);
    const y = Number(attribute(attributes, 'y') ?? 0) + Number(dy);
    const width = roughWidth(text);
    const anchor = attribute(attributes, 'text-anchor');
    const left = anchor === 'end' ? x - width : anchor === 'middle' ? x - width / 2 : x;
    return [{ text, left, right: left + width, top: y - LETTERS / 2, bottom: y + LETTERS / 2 }];
  });
}

function overlapping(boxes: readonly TextBox[]): readonly string[] {
  return boxes.flatMap((one, at) =>
    boxes
      .slice(at + 1)
      .filter(
        (other) =>
          one.left < other.right &&
          other.left < one.right &&
          one.top < other.bottom &&
          other.top < one.bottom,
      )
      .map((other) => `${one.text} × ${other.text}`),
  );
}

const KINDS: Readonly<Record<string, (count: number) => ChartSpec>> = { lying: bars, upright };
const cases = Object.keys(KINDS).flatMap((kind) =>
  [6, 13, 24, 36, 60].flatMap((count) => [
    [kind, count, 720, 400] as const,
    [kind, count, 390, 260] as const,
  ]),
);

test.each(cases)('labels of %s bars do not overlap: %i of them on %i × %i', (kind, count, width, height) => {
  const spec = (KINDS[kind] ?? bars)(count);
  const boxes = textBoxes(renderSvg(spec, look, { width, height, frame }));
  expect(boxes.filter(({ text }) => /^20\d\d-/u.test(text)).length).toBeGreaterThan(1);
  expect(overlapping(boxes)).toEqual([]);
});

test('names of bars are left out evenly, with the first and the last among those that stay', () => {
  const boxes = textBoxes(renderSvg(bars(24), look, { width: 720, height: 400, frame }));
  const names = boxes.map(({ text }) => text).filter((text) => /^20\d\d-/u.test(text));
  expect(names[0]).toBe('2022-01');
  expect(names.at(-1)).toBe('2023-12');
  const places = names.map((name) => months(24).indexOf(name));
  const steps = new Set(places.slice(1, -1).map((place, at) => place - (places[at] ?? 0)));
  expect(steps.size).toBe(1);
});

const SEGMENTS = [
  'Champions',
  'Loyal',
  'Potential loyalists',
  'Need attention',
  'About to sleep',
  'Can’t lose',
  'At risk',
  'Hibernating',
];

/** Customers by bands of orders and segment. */
const crossed: HeatmapSpec = {
  kind: 'heatmap',
  title: 'rfm.view.grid',
  unit: 'customers',
  currency: null,
  contributors: null,
  x: { title: 'rfm.column.segment', labels: SEGMENTS.map((text) => ({ text })) },
  y: {
    title: 'rfm.column.f',
    labels: ['1', '2', '3–4', '5–9', '≥ 10'].map((text) => ({ text })),
    first: 'top',
  },
  cells: SEGMENTS.map((_, x) => ({ x, y: x % 5, value: 20 + x, withheld: false, label: null })),
  scale: 'sequential',
};

function ofSegments(): SeriesBarSpec {
  const spec = upright(SEGMENTS.length);
  return { ...spec, x: { ...spec.x, labels: SEGMENTS.map((text) => ({ text })) } };
}

function ofPeriods(count: number): SeriesBarSpec {
  const spec = upright(count);
  const labels = Array.from({ length: count }, (_, at) => ({
    period: Date.UTC(2024, at, 1),
    grain: 'month' as const,
  }));
  return { ...spec, x: { ...spec.x, labels } };
}

const sizes = [
  [720, 400],
  [540, 360],
  [345, 300],
] as const;

test.each(sizes)(
  'every name of columns and of upright bars is written in full on %i × %i',
  (width, height) => {
    for (const spec of [crossed, ofSegments()]) {
      const svg = renderSvg(spec, look, { width, height, frame });
      const written = [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/gu)]
        .map(([, text = '']) => text)
        .join(' ');
      for (const name of SEGMENTS) expect(written).toContain(name);
      expect(written).not.toContain('…');
    }
  },
);

test.each([6, 8, 13])(
  'of %i months some are left out where there is no room for all, and none is cut',
  (count) => {
    for (const width of [240, 345, 540]) {
      const svg = renderSvg(ofPeriods(count), look, { width, height: 300, frame });
      const texts = [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/gu)].map(([, text = '']) => text);
      const names = texts.filter((text) =>
        /^(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)/u.test(text),
      );
      expect(names.length).toBeGreaterThan(1);
      for (const name of names) expect(name).toMatch(/^\w{3}(?: 20\d\d)?$/u);
      expect(texts.join()).not.toContain('…');
    }
  },
);

/** Customers by scores, each cell named by its segment. */
const scored: HeatmapSpec = {
  ...crossed,
  x: { title: 'rfm.column.f', labels: ['1', '2', '3', '4', '5'].map((text) => ({ text })) },
  y: { title: 'rfm.column.r', labels: ['5', '4', '3', '2', '1'].map((text) => ({ text })), first: 'top' },
  cells: Array.from({ length: 25 }, (_, at) => ({
    x: at % 5,
    y: Math.floor(at / 5),
    value: 100 + at,
    withheld: false,
    label: { text: SEGMENTS[at % SEGMENTS.length] ?? '' },
  })),
  scale: 'category',
};

test.each([
  [640, 420, true],
  [600, 420, true],
  [345, 300, false],
])('names of cells are broken into lines rather than cut on %i × %i', (width, height, isNamed) => {
  const svg = renderSvg(scored, look, { width, height, frame });
  const texts = [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/gu)].map(([, text = '']) => text);
  expect(texts.join(' ')).not.toContain('…');
  // All of them or none: names in some cells only would look like a choice.
  expect(SEGMENTS.filter((name) => texts.join(' ').includes(name)).length).toBe(
    isNamed ? SEGMENTS.length : 0,
  );
});
