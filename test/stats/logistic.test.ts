import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calibrationError, scoreBins, scoreQuality } from '../../src/stats/logistic-metrics.ts';
import { fitLogistic, predictLogistic } from '../../src/stats/logistic.ts';
import { sharedFolder } from '../analyses/orders-in-engine.ts';

interface Golden {
  readonly logistic: {
    readonly features: readonly string[];
    readonly coef: readonly number[];
    readonly se: readonly number[];
    readonly loglik: number;
    readonly auc: number;
    readonly average_precision: number;
    readonly log_loss: number;
    readonly brier: number;
    readonly ks: number;
    readonly deciles_by_score: readonly {
      readonly n: number;
      readonly churners: number;
      readonly rate: number;
    }[];
    readonly calibration_10_bins: readonly {
      readonly n: number;
      readonly mean_pred: number;
      readonly observed: number;
    }[];
    readonly ece: number;
    readonly first5_pred: readonly number[];
  };
  readonly logistic_l2_standardised: { readonly coef: readonly number[]; readonly auc: number };
}

const shared = sharedFolder();

function close(found: Float64Array | readonly number[], expected: readonly number[], digits: number): void {
  expect(found).toHaveLength(expected.length);
  for (const [place, value] of expected.entries()) {
    expect((found[place] ?? Number.NaN) / value, String(place)).toBeCloseTo(1, digits);
  }
}

describe.skipIf(shared === null)('logistic regression on the Telco file of ../shared', () => {
  const folder = shared ?? '';
  const golden = (): Golden =>
    JSON.parse(readFileSync(path.join(folder, 'golden/telco_churn.json'), 'utf8')) as Golden;
  const read = (features: readonly string[]): { features: Float64Array[]; outcome: Float64Array } => {
    const [header = '', ...lines] = readFileSync(
      path.join(folder, 'data/telco/Telco-Customer-Churn.csv'),
      'utf8',
    )
      .trim()
      .split(/\r?\n/u);
    const names = header.split(',');
    const rows = lines.map((line) => line.split(','));
    const column = (feature: string): Float64Array => {
      const [name = '', value] = feature.split('=');
      const place = names.indexOf(name);
      return Float64Array.from(rows, (row) =>
        value === undefined ? Number(row[place]) : row[place] === value ? 1 : 0,
      );
    };
    return { features: features.map(column), outcome: column('Churn=Yes') };
  };

  it('equals the reference fit and its figures', () => {
    const { logistic } = golden();
    const data = read(logistic.features);
    const fit = fitLogistic(data);
    expect(fit.converged).toBe(true);
    close(fit.coefficients, logistic.coef, 7);
    close(fit.standardErrors, logistic.se, 6);
    expect(fit.logLikelihood).toBeCloseTo(logistic.loglik, 8);
    const score = predictLogistic(data.features, fit.coefficients);
    close(score.subarray(0, 5), logistic.first5_pred, 7);
    const scored = { score, outcome: data.outcome };
    const quality = scoreQuality(scored);
    expect(quality.auc).toBeCloseTo(logistic.auc, 9);
    expect(quality.averagePrecision).toBeCloseTo(logistic.average_precision, 9);
    expect(quality.logLoss).toBeCloseTo(logistic.log_loss, 9);
    expect(quality.brier).toBeCloseTo(logistic.brier, 9);
    expect(quality.ks).toBeCloseTo(logistic.ks, 9);
    const deciles = scoreBins(scored, 10, 'highest');
    expect(deciles.map(({ n, events }) => [n, events])).toEqual(
      logistic.deciles_by_score.map(({ n, churners }) => [n, churners]),
    );
    const bins = scoreBins(scored, 10, 'lowest');
    expect(bins.map(({ n }) => n)).toEqual(logistic.calibration_10_bins.map(({ n }) => n));
    close(
      bins.map((bin) => bin.meanScore),
      logistic.calibration_10_bins.map((bin) => bin.mean_pred),
      7,
    );
    close(
      bins.map((bin) => bin.rate),
      logistic.calibration_10_bins.map((bin) => bin.observed),
      9,
    );
    expect(calibrationError(bins)).toBeCloseTo(logistic.ece, 8);
  });

  it('equals the reference fit with a penalty on standardised features', () => {
    const { logistic, logistic_l2_standardised: penalised } = golden();
    const { features, outcome } = read(logistic.features);
    const standardised = features.map((column) => {
      const mean = column.reduce((sum, value) => sum + value, 0) / column.length;
      const spread = Math.sqrt(column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / column.length);
      return column.map((value) => (value - mean) / spread);
    });
    const fit = fitLogistic({ features: standardised, outcome }, 1);
    close(fit.coefficients, penalised.coef, 5);
    const score = predictLogistic(standardised, fit.coefficients);
    expect(scoreQuality({ score, outcome }).auc).toBeCloseTo(penalised.auc, 6);
  });
});

const rows = fc.array(
  fc.record({
    x: fc.double({ min: -3, max: 3, noNaN: true }),
    y: fc.boolean(),
    weight: fc.integer({ min: 1, max: 4 }),
  }),
  { minLength: 8, maxLength: 60 },
);

describe('logistic regression', () => {
  it('is the log odds of the share without features', () => {
    const fit = fitLogistic({ features: [], outcome: Float64Array.of(1, 0, 0, 0) });
    expect(fit.coefficients[0]).toBeCloseTo(Math.log(1 / 3), 10);
    expect(fit.standardErrors[0]).toBeCloseTo(Math.sqrt(1 + 1 / 3), 8);
  });

  it('takes weights for so many equal rows, in the fit and in its figures', () => {
    fc.assert(
      fc.property(rows, (list) => {
        const written = list.flatMap((row) => Array.from({ length: row.weight }, () => row));
        const features = (from: typeof list): Float64Array[] => [Float64Array.from(from, ({ x }) => x)];
        const outcome = (from: typeof list): Float64Array => Float64Array.from(from, ({ y }) => (y ? 1 : 0));
        const weight = Float64Array.from(list, (row) => row.weight);
        const one = fitLogistic({ features: features(list), outcome: outcome(list), weight }, 0.1);
        const other = fitLogistic({ features: features(written), outcome: outcome(written) }, 0.1);
        expect(one.logLikelihood).toBeCloseTo(other.logLikelihood, 7);
        const score = predictLogistic(features(list), one.coefficients);
        const spread = predictLogistic(features(written), one.coefficients);
        const [a, b] = [
          scoreQuality({ score, outcome: outcome(list), weight }),
          scoreQuality({ score: spread, outcome: outcome(written) }),
        ];
        for (const name of ['auc', 'averagePrecision', 'logLoss', 'brier', 'ks'] as const) {
          if (Number.isNaN(b[name])) expect(a[name]).toBeNaN();
          else expect(a[name]).toBeCloseTo(b[name], 9);
        }
      }),
    );
  });

  it('does not converge where a feature tells all, and has no errors where two say the same', () => {
    const x = Float64Array.of(1, 2, 3, 4, 5, 6);
    expect(fitLogistic({ features: [x], outcome: Float64Array.of(0, 0, 0, 1, 1, 1) }).converged).toBe(false);
    const twice = fitLogistic({ features: [x, x], outcome: Float64Array.of(0, 1, 0, 1, 0, 1) });
    expect(twice.standardErrors[1]).toBeNaN();
  });
});

describe('bins of scores', () => {
  it('hold every row once and add up', () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 10 }), (list, count) => {
        const scored = {
          score: Float64Array.from(list, ({ x }) => 1 / (1 + Math.exp(-x))),
          outcome: Float64Array.from(list, ({ y }) => (y ? 1 : 0)),
          weight: Float64Array.from(list, ({ weight }) => weight),
        };
        const bins = scoreBins(scored, count, 'highest');
        expect(bins).toHaveLength(count);
        const sum = (values: readonly number[]): number => values.reduce((total, each) => total + each, 0);
        expect(sum(bins.map(({ n }) => n))).toBeCloseTo(sum(list.map(({ weight }) => weight)), 9);
        expect(sum(bins.map(({ events }) => events))).toBeCloseTo(
          sum(list.map(({ y, weight }) => (y ? weight : 0))),
          9,
        );
      }),
    );
  });
});
