import { type Kernel, type KernelTable, numbersOf } from '../../../contract/kernel.ts';
import { calibrationError, scoreBins, scoreQuality } from '../../../stats/logistic-metrics.ts';
import { fitLogistic, predictLogistic } from '../../../stats/logistic.ts';
import { normalCdf, normalQuantile } from '../../../stats/normal.ts';

/** Settings of the kernel `churn.explain`. */
export interface ExplainOptions {
  /** Columns of the input, with the names they have for the reader. */
  readonly drivers: readonly { readonly name: string; readonly label: string }[];
  /** Confidence of intervals. */
  readonly level: number;
}

/** Name of the first coefficient. */
export const INTERCEPT = '(intercept)';
/** Name of the values of a column that are too rare to stand alone. */
const OTHERS = '(other)';
/** Most values of a column of text that get a coefficient of their own. */
const MOST_VALUES = 20;
const DECILES = 10;

export const COEFFICIENT_COLUMNS = {
  place: 'integer',
  driver: 'text',
  coefficient: 'number',
  standard_error: 'number',
  p: 'number',
  odds_ratio: 'number',
  low: 'number',
  high: 'number',
  customers: 'integer',
} as const;

export const DRIVER_FIT_COLUMNS = {
  customers: 'integer',
  churned: 'integer',
  features: 'integer',
  log_likelihood: 'number',
  converged: 'integer',
  auc: 'number',
  average_precision: 'number',
  log_loss: 'number',
  brier: 'number',
  ks: 'number',
  ece: 'number',
} as const;

export const DECILE_COLUMNS = {
  decile: 'integer',
  customers: 'integer',
  churned: 'integer',
  rate: 'number',
  lift: 'number',
  mean_score: 'number',
} as const;

interface Feature {
  readonly label: string;
  readonly values: Float64Array;
}

/** One feature for each value of a text but the most frequent, which the others are compared with. */
function valuesApart(label: string, texts: readonly string[], weight: Float64Array): readonly Feature[] {
  const counts = new Map<string, number>();
  for (const [row, text] of texts.entries()) counts.set(text, (counts.get(text) ?? 0) + (weight[row] ?? 0));
  const ranked = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([text]) => text);
  const own = ranked.slice(1, MOST_VALUES + 1).sort((a, b) => (a < b ? -1 : 1));
  const rare = new Set(ranked.slice(MOST_VALUES + 1));
  const feature = (name: string, holds: (text: string) => boolean): Feature => ({
    label: `${label}=${name}`,
    values: Float64Array.from(texts, (text) => (holds(text) ? 1 : 0)),
  });
  return [
    ...own.map((name) => feature(name, (text) => text === name)),
    ...(rare.size > 0 ? [feature(OTHERS, (text) => rare.has(text))] : []),
  ];
}

function featuresOf(
  table: KernelTable,
  { drivers }: ExplainOptions,
  weight: Float64Array,
): readonly Feature[] {
  return drivers.flatMap(({ name, label }) => {
    const column = table[name] ?? [];
    return column instanceof Float64Array ? [{ label, values: column }] : valuesApart(label, column, weight);
  });
}

/**
 * Logistic regression of churn on drivers, and how well it tells who churns. It is given distinct rows of drivers and
 * outcome with their customers, and makes `coefficients`, `driver_fit` and `score_deciles` (of the same customers it
 * was fitted to).
 */
export const explainKernel: Kernel = ({ inputs, options }, tell) => {
  const settings = options as unknown as ExplainOptions;
  const table = inputs['rows'] ?? {};
  const outcome = numbersOf(table, 'outcome');
  const weight = numbersOf(table, 'customers');
  const all = weight.reduce((sum, each) => sum + each, 0);
  if (all === 0) return {};
  const features = featuresOf(table, settings, weight);
  const columns = features.map(({ values }) => values);
  const fit = fitLogistic({ features: columns, outcome, weight });
  tell(0.7);
  const z = normalQuantile((1 + settings.level) / 2);
  const errors = fit.converged ? fit.standardErrors : fit.standardErrors.map(() => Number.NaN);
  const bounds = (sign: 1 | -1): Float64Array =>
    fit.coefficients.map((each, place) => Math.exp(each + sign * z * (errors[place] ?? Number.NaN)));
  const scored = { score: predictLogistic(columns, fit.coefficients), outcome, weight };
  const quality = scoreQuality(scored);
  const deciles = scoreBins(scored, DECILES, 'highest').filter(({ n }) => n > 0);
  const churned = outcome.reduce((sum, each, row) => sum + each * (weight[row] ?? 0), 0);
  return {
    coefficients: {
      place: fit.coefficients.map((_, place) => place),
      driver: [INTERCEPT, ...features.map(({ label }) => label)],
      coefficient: fit.coefficients,
      standard_error: errors,
      p: fit.coefficients.map(
        (each, place) => 2 * normalCdf(-Math.abs(each / (errors[place] ?? Number.NaN))),
      ),
      odds_ratio: fit.coefficients.map((each) => Math.exp(each)),
      low: bounds(-1),
      high: bounds(1),
      customers: fit.coefficients.map(() => all),
    },
    driver_fit: {
      customers: Float64Array.of(all),
      churned: Float64Array.of(churned),
      features: Float64Array.of(features.length),
      log_likelihood: Float64Array.of(fit.logLikelihood),
      converged: Float64Array.of(fit.converged ? 1 : 0),
      auc: Float64Array.of(quality.auc),
      average_precision: Float64Array.of(quality.averagePrecision),
      log_loss: Float64Array.of(quality.logLoss),
      brier: Float64Array.of(quality.brier),
      ks: Float64Array.of(quality.ks),
      ece: Float64Array.of(calibrationError(scoreBins(scored, DECILES, 'lowest'))),
    },
    score_deciles: {
      decile: Float64Array.from(deciles, (_, place) => place + 1),
      customers: Float64Array.from(deciles, ({ n }) => n),
      churned: Float64Array.from(deciles, ({ events }) => Math.round(events)),
      rate: Float64Array.from(deciles, ({ rate }) => rate),
      lift: Float64Array.from(deciles, ({ rate }) => rate / (churned / all)),
      mean_score: Float64Array.from(deciles, ({ meanScore }) => meanScore),
    },
  };
};
