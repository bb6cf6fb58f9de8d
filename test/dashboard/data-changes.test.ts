import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  dataChanges,
  findingSentence,
  type DataFinding,
  type FindingWords,
  type KeptFigures,
} from '../../src/dashboard/data-changes.ts';
import { loadMessages, LOCALES } from '../../src/i18n/messages.ts';
import { createTranslate } from '../../src/i18n/translate.ts';

const BEFORE: KeptFigures = {
  grain: 'month',
  firstDay: '2025-01-01',
  lastDay: '2026-02-28',
  currency: 'EUR',
  periods: ['2026-01', '2026-02'],
  figures: {
    revenue: [1000, 2000],
    customers: [100, 200],
    orders: [10, 10],
    margin_rate: [0.3, 0.3],
    units: [5, 5],
  },
};
const NOW: KeptFigures = {
  ...BEFORE,
  lastDay: '2026-03-31',
  periods: ['2026-01', '2026-02', '2026-03'],
  figures: {
    revenue: [1000, 2050, 1000],
    customers: [100, 260, 230],
    orders: [10, 10, 18],
    margin_rate: [0.3, 0.3, 0.335],
    new_customers: [1, 1, 1],
  },
};

const WORDS: FindingWords = {
  measure: (measure) => measure,
  figure: (_, value) => String(value),
  share: (value) => `${Math.round(value * 100)} %`,
  period: (name) => name,
  score: String,
  day: (iso) => iso,
};

function kinds(findings: readonly DataFinding[]): readonly string[] {
  return findings.map((finding) =>
    'measure' in finding ? `${finding.kind} ${finding.measure}` : finding.kind,
  );
}

describe('what changed since the last file', () => {
  it('says how far the data go, then the largest changes first, and none that is small', () => {
    // Orders rose by 80 %, but by 8 of them; revenue of February by 2.5 %.
    expect(kinds(dataChanges(BEFORE, NOW))).toEqual([
      'longer',
      'gained new_customers',
      'lost units',
      'moved revenue',
      'moved customers',
      'moved margin_rate',
      'restated customers',
    ]);
  });

  it('says nothing of a file that is the same, but that it is', () => {
    expect(dataChanges(NOW, NOW)).toEqual([{ kind: 'sameDays', lastDay: '2026-03-31' }]);
  });

  it('does not compare amounts in another currency, nor periods of another length', () => {
    expect(kinds(dataChanges(BEFORE, { ...NOW, currency: 'USD' }))).not.toContain('moved revenue');
    expect(kinds(dataChanges(BEFORE, { ...NOW, currency: 'USD' }))).toContain('currency');
    expect(kinds(dataChanges(BEFORE, { ...NOW, currency: null }))).toContain('moved revenue');
    expect(kinds(dataChanges(BEFORE, { ...NOW, grain: 'week' }))).toEqual([
      'longer',
      'gained new_customers',
      'lost units',
    ]);
  });

  it('is a sentence with figures in both languages', async () => {
    const en = createTranslate('en', await loadMessages('en'));
    const sentences = dataChanges(BEFORE, NOW).map((each) => findingSentence(each, en, WORDS));
    expect(sentences).toContain('The data now go to 2026-03-31, 31 days further than before.');
    expect(sentences).toContain('revenue is down 50 %: 1000 in 2026-03 after 2000 in 2026-02.');
    expect(sentences).toContain('customers of 2026-02 is 260, 30 % more than the last file had (200).');
    const all = [...dataChanges(BEFORE, { ...NOW, currency: 'USD' }), ...dataChanges(NOW, BEFORE)];
    for (const locale of LOCALES) {
      const translate = createTranslate(locale, await loadMessages(locale));
      for (const finding of [...all, ...dataChanges(NOW, NOW)]) {
        const sentence = findingSentence(finding, translate, WORDS);
        expect(sentence).not.toBe('');
        expect(sentence).not.toMatch(/[{}]/u);
      }
    }
  });

  it('finds the same changes backwards, with the sign turned', () => {
    const series = fc.array(fc.option(fc.integer({ min: -500, max: 500 })), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(series, series, (one, other) => {
        const at = (values: readonly (number | null)[]): KeptFigures => ({
          ...NOW,
          figures: { margin: values },
        });
        const least = { share: 0, points: 0, count: 0 };
        const by = (findings: readonly DataFinding[]): unknown =>
          findings.flatMap((each) => (each.kind === 'restated' ? [Math.abs(each.change.by) > 0] : []));
        expect(by(dataChanges(at(one), at(other), least))).toEqual(
          by(dataChanges(at(other), at(one), least)),
        );
      }),
    );
  });
});
