import fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';
import type { Policy } from '../../src/contract/privacy.ts';
import { english as ENGLISH } from '../../src/i18n/en/index.ts';
import { createTranslate } from '../../src/i18n/translate.ts';
import { DecisionLog } from '../../src/privacy/decision-log.ts';
import { releaseOther, type Released } from '../../src/privacy/gate.ts';
import { decideReport, type ReportCell, type ReportPage } from '../../src/privacy/report.ts';
import { reportCsv } from '../../workers/export/report-csv.ts';
import { reportHtml } from '../../workers/export/report-html.ts';

const POLICY: Policy = {
  threshold: 10,
  formats: ['csv', 'print'],
  dominance: null,
  estimation: null,
  groupDisclosure: true,
  protection: 0,
  rounding: null,
  differencing: true,
  rows: { deidentified: null, lists: null },
  unverified: false,
  noise: null,
};
const ENGLISH_WORDS = { locale: 'en', translate: createTranslate('en', ENGLISH) } as const;

function page(counts: readonly number[], parts: boolean, people: number | null = null): ReportPage {
  const rows = counts.map((count, row): readonly ReportCell[] => [`=class ${row} <b>`, { people: count }]);
  const columns = [
    { title: 'Class', numeric: false },
    { title: 'Records', numeric: true },
  ];
  return { title: 'Risk', note: 'Made now.', people, tables: [{ title: '', columns, rows, parts }] };
}

const leaving = (counts: readonly number[], parts: boolean, policy = POLICY): (number | null)[] =>
  decideReport(page(counts, parts), policy).page.tables[0]?.rows.map(([, cell]) =>
    typeof cell === 'object' && 'people' in cell ? cell.people : null,
  ) ?? [];

describe('the decision on a report', () => {
  it('withholds counts of few people, and shows that there is nobody', () => {
    expect(leaving([0, 3, 10, 400], false)).toEqual([0, null, 10, 400]);
  });

  it('withholds parts of a whole so that none is told by the others', () => {
    expect(leaving([3, 40, 12, 0], true)).toEqual([null, 40, null, 0]);
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 60 }), { maxLength: 8 }), (counts) => {
        const hidden = leaving(counts, true).flatMap((shown, row) =>
          shown === null ? [counts[row] ?? 0] : [],
        );
        const sum = hidden.reduce((all, each) => all + each, 0);
        const others = counts.filter((count) => count > 0).length;
        return (
          hidden.length === 0 || hidden.length === others || (hidden.length > 1 && sum >= POLICY.threshold)
        );
      }),
      { seed: 20_261_122, numRuns: 200 },
    );
  });

  it('rounds where the policy rounds, and shows no exact count where it asks for noise', () => {
    expect(leaving([12, 13], false, { ...POLICY, rounding: { base: 5 } })).toEqual([10, 15]);
    expect(leaving([12, 13], false, { ...POLICY, noise: { epsilon: 1, budget: 2 } })).toEqual([null, null]);
  });

  it('refuses a report about few people', () => {
    const { verdict } = decideReport(page([9], false, 9), POLICY);
    expect(verdict.outcome).toBe('refused');
  });
});

describe('a released report', () => {
  const files = async (format: 'print' | 'csv'): Promise<string> => {
    const decided = decideReport(page([3, 40, 12], true), POLICY);
    const log = new DecisionLog();
    const { result, decision } = await releaseOther(
      {
        kind: 'report',
        format,
        policy: POLICY,
        subject: 'report/risk',
        value: decided.page,
        rows: 3,
        verdict: decided.verdict,
      },
      (released) =>
        Promise.resolve({
          name: 'risk',
          mime: 'text/plain',
          bytes: format === 'csv' ? reportCsv(released, ENGLISH_WORDS) : reportHtml(released, ENGLISH_WORDS),
        }),
      log,
    );
    expect(decision.suppressedRows).toBe(2);
    return result.ok ? new TextDecoder().decode(result.value.bytes) : '';
  };

  it('is a page without scripts, styles or addresses, whose texts are no markup', async () => {
    const html = await files('print');
    expect(html).toContain('&lt;b&gt;');
    expect(html).toContain('>40</td>');
    expect(html).not.toMatch(/<script|<style|style=|href=|src=|>3<|>12</u);
  });

  it('is a CSV file that no spreadsheet takes for formulas', async () => {
    const csv = await files('csv');
    expect(csv).toContain("'=class 1 <b>,40");
    expect(csv).not.toMatch(/,3\r|,12\r/u);
  });

  it('is made of nothing that has not passed the gate', () => {
    expectTypeOf<ReportPage>().not.toExtend<Released<ReportPage>>();
    const forged = { value: page([3], false) } as unknown as Released<ReportPage>;
    expect(() => reportHtml(forged, ENGLISH_WORDS)).toThrow('gate.notReleased');
    expect(() => reportCsv(forged, ENGLISH_WORDS)).toThrow('gate.notReleased');
  });
});
