import { expect, test } from 'vitest';
import type { CategorySpec, ChartSpec, SeriesBarSpec } from '../../src/charts/chart-spec.ts';
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
