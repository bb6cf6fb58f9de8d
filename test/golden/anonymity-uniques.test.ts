import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { equivalenceClasses } from '../../src/privacy/anonymity/classes.ts';
import { individualRisk, individualRisks } from '../../src/privacy/anonymity/individual-risk.ts';
import { minimalUniques, setSize } from '../../src/privacy/anonymity/minimal-uniques.ts';
import { dataIntrusion, disSuda, sudaReport, sudaScore } from '../../src/privacy/anonymity/suda.ts';
import { sharedFolder } from '../analyses/orders-in-engine.ts';
import { readAdult, tuplesOfRows } from './adult-records.ts';

const shared = sharedFolder() ?? '';
const adult = shared === '' ? null : readAdult(shared);

function golden(name: string): unknown {
  return JSON.parse(readFileSync(path.join(shared, 'golden', name), 'utf8'));
}

interface SudaCheck {
  readonly case: string;
  readonly sumScore: number;
  readonly msuCount: number;
  readonly msuBySize: Readonly<Record<string, number>>;
  readonly sampleUniques: number;
  readonly recordsInPairs: number;
}

interface SdcRun {
  readonly case: string;
  readonly qis?: readonly string[];
  readonly n?: number;
  readonly disFraction?: number;
  readonly score?: readonly number[];
  readonly disScore?: readonly number[];
  readonly contribution?: readonly number[];
  readonly fk?: readonly number[];
  readonly Fk?: readonly number[];
  readonly rk?: readonly number[];
  readonly sumRisk_expectedReidentifications?: number;
  readonly maxRisk?: number;
  readonly rkFirst10?: readonly number[];
  readonly fkFirst10?: readonly number[];
}

/** Cases are told by the rows they take and the columns: `adult first 200 rows, sex+race`. */
function caseOf(text: string): { readonly rows: number; readonly names: readonly string[] } {
  const [, rows = '', names = ''] = /first (\d+) rows, (.*)$/u.exec(text) ?? [];
  return { rows: Number(rows), names: names.split('+') };
}

function found(names: readonly string[], rows: number) {
  if (adult === null) throw new Error('no data');
  const tuples = adult.tuples(names, [], rows);
  const { sizes } = equivalenceClasses(tuples);
  const uniques = sizes.filter((size) => size === 1).length;
  const paired = 2 * sizes.filter((size) => size === 2).length;
  const minimal = minimalUniques(tuples, names.length, () => undefined);
  return { tuples, minimal, sample: { uniques, paired } };
}

describe.skipIf(adult === null)('what isolates people in Adult', () => {
  test('minimal sample uniques equal brute force in number, size and score', () => {
    const { checks } = golden('bruteforce-suda2.json') as { checks: readonly SudaCheck[] };
    expect(checks).toHaveLength(4);
    for (const check of checks) {
      const { rows, names } = caseOf(check.case);
      const { minimal, sample } = found(names, rows);
      const bySize: Record<string, number> = {};
      for (const set of [...minimal.byTuple.values()].flat()) {
        bySize[setSize(set)] = (bySize[setSize(set)] ?? 0) + 1;
      }
      const report = sudaReport(minimal, names.length, sample, 0.01);
      expect(bySize, check.case).toEqual(check.msuBySize);
      expect(report.minimalUniques).toBe(check.msuCount);
      expect(report.score).toBe(check.sumScore);
      expect(sample).toEqual({ uniques: check.sampleUniques, paired: check.recordsInPairs });
    }
  });

  test('scores, DIS-SUDA and contributions equal sdcMicro, record by record', () => {
    const { runs } = golden('sdcmicro-suda2-indivrisk.json') as { runs: readonly SdcRun[] };
    const cases = runs.filter((run) => run.case.startsWith('adult first'));
    expect(cases).toHaveLength(4);
    for (const { case: title, disFraction = 0, score = [], disScore = [], contribution = [] } of cases) {
      const { rows, names } = caseOf(title);
      const { tuples, minimal, sample } = found(names, rows);
      const scores = [...minimal.byTuple.values()].map((sets) => sudaScore(sets, names.length));
      const dis = dataIntrusion(sample.uniques, sample.paired, disFraction) ?? 0;
      const spread = disSuda(scores, names.length, sample.uniques, dis);
      // Records of the golden stand in the order of the file, tuples where they first appear.
      const order = [...(adult?.rowTuples(names, rows) ?? [])];
      expect(order, title).toHaveLength(score.length);
      order.forEach((tuple, row) => {
        const own = sudaScore(minimal.byTuple.get(tuple) ?? [], names.length);
        expect(own, `${title}, row ${row}`).toBe(score[row]);
        expect(Math.abs(spread(own) - (disScore[row] ?? 0))).toBeLessThan(1e-6);
      });
      const report = sudaReport(minimal, names.length, sample, disFraction);
      report.contributions.forEach((share, place) => {
        expect(share * 100).toBeCloseTo(contribution[place] ?? 0, 9);
      });
      expect(tuples.counts.reduce((sum, count) => sum + count, 0)).toBe(rows);
    }
  });

  test('the score of sets of one to four of four attributes is that of the guideline', () => {
    expect([0b1, 0b11, 0b111, 0b1111].map((set) => sudaScore([set], 4))).toEqual([6, 2, 1, 1]);
  });

  test('individual risks equal sdcMicro, approximate and exact', () => {
    const { runs } = golden('sdcmicro-suda2-indivrisk.json') as { runs: readonly SdcRun[] };
    const tables = runs.filter((run) => run.rk !== undefined);
    expect(tables).toHaveLength(2);
    for (const { case: title, fk = [], Fk = [], rk = [] } of tables) {
      const exact = title.includes('exact');
      fk.forEach((size, row) => {
        const risk = individualRisk(size, Fk[row] ?? 0, exact);
        expect(risk / (rk[row] ?? 0), `${title} ${row}`).toBeCloseTo(1, 9);
      });
    }
    const weighted = runs.find((run) => run.case.startsWith('adult qi5 weight=10'));
    const names = ['sex', 'age', 'race', 'marital-status', 'education'];
    const classes = equivalenceClasses(adult?.tuples(names, []) ?? tuplesOfRows([], [], 0));
    const { expected, highest } = individualRisks(classes, 0.1, false);
    expect(expected / (weighted?.sumRisk_expectedReidentifications ?? 0)).toBeCloseTo(1, 9);
    expect(highest / (weighted?.maxRisk ?? 0)).toBeCloseTo(1, 9);
    weighted?.fkFirst10?.forEach((size, row) => {
      expect(individualRisk(size, size * 10, false) / (weighted.rkFirst10?.[row] ?? 0)).toBeCloseTo(1, 9);
    });
  });
});
