import { describe, expect, it } from 'vitest';
import { chartWithInferred } from '../../src/analyses/inferred-marks.ts';
import type { ChartSpec } from '../../src/charts/chart-spec.ts';
import { renderSvg } from '../../src/charts/draw.ts';
import { readings } from '../../src/charts/marks.ts';
import { tableTwin } from '../../src/charts/twin.ts';
import { numbers, texts, type ResultSet } from '../../src/contract/result-set.ts';
import { english as ENGLISH } from '../../src/i18n/en/index.ts';
import { createTranslate } from '../../src/i18n/translate.ts';
import { ask, openReleased } from '../../src/privacy/gate.ts';
import { policy, rowsOf, shape, tableOf } from '../privacy/tables.ts';

const LOOK = { locale: 'en', theme: 'light', translate: createTranslate('en', ENGLISH) } as const;
const RELEASED: ResultSet = {
  rowCount: 3,
  columns: [
    { name: 'segment', type: 'text', values: ['a', 'b', 'c'] },
    { name: 'customers', type: 'integer', values: [40, null, null] },
  ],
};
const WITHHELD = [
  { row: 1, column: 'customers', reason: 'belowThreshold', low: 0, high: 9 },
  { row: 2, column: 'customers', reason: 'complement', low: 3, high: null },
] as const;

/** Bars in falling order, so that the place of a bar depends on its figure. */
const view = (unit: 'customers' | 'currency') => ({
  chart: (table: ResultSet): ChartSpec => {
    const counts = numbers(table, 'customers');
    const categories = texts(table, 'segment')
      .map((text, row) => ({ text, count: counts[row] ?? Number.NaN }))
      .sort((a, b) => (Number.isNaN(b.count) ? -1 : b.count) - (Number.isNaN(a.count) ? -1 : a.count))
      .map(({ text, count }) => ({
        label: { text },
        value: Number.isNaN(count) ? null : count,
        withheld: Number.isNaN(count),
        colour: 'accent' as const,
      }));
    return { kind: 'bar', title: 'chart.withheld', unit, currency: null, contributors: null, categories };
  },
});
const CONTEXT = { params: {}, currency: null };

describe('what can be inferred of withheld counts', () => {
  const spec = chartWithInferred(view('customers'), RELEASED, CONTEXT, WITHHELD);

  it('is put beside the mark it belongs to, and left out where there is no upper end', () => {
    const inferred = spec.kind === 'bar' ? spec.categories.map(({ label, inferred: of }) => [label, of]) : [];
    expect(inferred).toContainEqual([{ text: 'b' }, { low: 0, high: 9 }]);
    expect(inferred).toContainEqual([{ text: 'c' }, undefined]);
    expect(inferred).toContainEqual([{ text: 'a' }, undefined]);
  });

  it('is read, stands in the table and is drawn', () => {
    expect(readings(spec, LOOK).join('\n')).toContain('withheld; 0 to 9 can be inferred');
    expect(JSON.stringify(tableTwin(spec, LOOK).rows)).toContain('withheld; 0 to 9 can be inferred');
    expect(renderSvg(spec, LOOK, { width: 600, height: 240, frame: { title: 'Bars', notes: [] } })).toContain(
      '0–9',
    );
  });

  it('is of the customers behind it where another figure is drawn', () => {
    const other = chartWithInferred(view('currency'), RELEASED, CONTEXT, WITHHELD);
    const inferred = other.kind === 'bar' ? other.categories.map((each) => each.inferred) : [];
    expect(inferred).toContainEqual({ low: 0, high: 9, of: 'customers' });
    expect(readings(other, LOOK).join('\n')).toContain(
      'withheld; 0 to 9 customers behind it can be inferred',
    );
    expect(
      renderSvg(other, LOOK, { width: 600, height: 240, frame: { title: 'Bars', notes: [] } }),
    ).toContain('0–9 customers');
  });

  it('is not said of a figure computed from several rows', () => {
    const sum = {
      chart: (table: ResultSet): ChartSpec => {
        const [, b = 0, c = 0] = numbers(table, 'customers');
        const value = Number.isNaN(b + c) ? null : (b + c) / 2;
        const category = {
          label: { text: 'b and c' },
          value,
          withheld: value === null,
          colour: 'accent',
        } as const;
        const base = { kind: 'bar', title: 'chart.withheld', unit: 'customers', currency: null } as const;
        return { ...base, contributors: null, categories: [category] };
      },
    };
    const both = [WITHHELD[0], { ...WITHHELD[1], high: 8 }];
    expect(JSON.stringify(chartWithInferred(sum, RELEASED, CONTEXT, both))).not.toContain('inferred');
  });

  it('is the same whatever the withheld figures are, as long as the same leaves', async () => {
    const drawn = async (counts: readonly number[]): Promise<ChartSpec> => {
      const table = tableOf(rowsOf(counts));
      const { result, infer } = await ask({ table, shape, policy, format: 'svg', subject: 'test/segments' });
      if (!result.ok) throw new RangeError(result.error.code);
      return chartWithInferred(view('customers'), openReleased(result.value).table, CONTEXT, await infer());
    };
    const one = await drawn([40, 3, 7, 25]);
    expect(one).toEqual(await drawn([40, 7, 3, 25]));
    expect(JSON.stringify(one)).toContain('"inferred":{"low":0,"high":10}');
  });
});
