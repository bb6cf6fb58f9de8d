import {
  type Kernel,
  type KernelOutput,
  type KernelTable,
  numbersOf,
  textsOf,
} from '../../../contract/kernel.ts';
import { kaplanMeier, survivalQuantile } from '../../../stats/survival/kaplan-meier.ts';
import type { Lifetimes } from '../../../stats/survival/lifetimes.ts';
import { logRank } from '../../../stats/survival/log-rank.ts';
import {
  fitSbg,
  sbgExpectedTenure,
  sbgResidualLifetime,
  sbgRetention,
  sbgSurvival,
  type SbgFit,
} from '../../../stats/survival/shifted-beta-geometric.ts';

/** Settings of the kernel `churn.survival`. */
export interface SurvivalOptions {
  /** Confidence of intervals. */
  readonly level: number;
  /** Discount rate per unit of tenure. */
  readonly discount: number;
}

/** Name of the group of everybody. */
export const EVERYBODY = '(all)';

/** Most periods that retention is shown for. */
const MOST_PERIODS = 400;

export const CURVE_COLUMNS = {
  grp: 'text',
  time: 'number',
  at_risk: 'integer',
  events: 'integer',
  survival: 'number',
  standard_error: 'number',
  low: 'number',
  high: 'number',
} as const;

export const CURVE_GROUP_COLUMNS = {
  grp: 'text',
  customers: 'integer',
  events: 'integer',
  expected: 'number',
  median: 'number',
  median_low: 'number',
  median_high: 'number',
} as const;

export const LOG_RANK_COLUMNS = { statistic: 'number', degrees: 'integer', p: 'number' } as const;

export const SBG_FIT_COLUMNS = {
  alpha: 'number',
  alpha_se: 'number',
  beta: 'number',
  beta_se: 'number',
  log_likelihood: 'number',
  expected_tenure: 'number',
  boundary: 'integer',
  converged: 'integer',
  largest_error: 'number',
} as const;

export const SBG_COLUMNS = {
  period: 'integer',
  at_risk: 'integer',
  observed_retention: 'number',
  fitted_retention: 'number',
  observed_survival: 'number',
  fitted_survival: 'number',
  residual_lifetime: 'number',
} as const;

interface Group {
  readonly name: string;
  readonly lifetimes: Lifetimes;
}

/** Counts of each group, in the order they stand, which is by group. */
function groupsOf(table: KernelTable | undefined): readonly Group[] {
  const names = textsOf(table, 'grp');
  const [time, events, censored] = ['tenure', 'events', 'censored'].map((name) => numbersOf(table, name));
  const starts = names.flatMap((name, row) => (row === 0 || names[row - 1] !== name ? [row] : []));
  return starts.map((from, index) => {
    const to = starts[index + 1] ?? names.length;
    const part = (column: Float64Array | undefined): Float64Array =>
      (column ?? new Float64Array()).subarray(from, to);
    return {
      name: names[from] ?? '',
      lifetimes: { time: part(time), events: part(events), censored: part(censored) },
    };
  });
}

/** Rows as columns; texts where the first value is one. */
function columnsOf<Name extends string>(
  shape: Readonly<Record<Name, string>>,
  rows: readonly Readonly<Record<Name, string | number>>[],
): KernelTable {
  return Object.fromEntries(
    (Object.keys(shape) as Name[]).map((name) => [
      name,
      shape[name] === 'text'
        ? rows.map((row) => String(row[name]))
        : Float64Array.from(rows, (row) => Number(row[name])),
    ]),
  );
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}

function curves(groups: readonly Group[], level: number, expected: readonly number[]): KernelOutput {
  const fitted = groups.map(({ name, lifetimes }) => ({
    name,
    lifetimes,
    curve: kaplanMeier(lifetimes, level),
  }));
  const rows = fitted.flatMap(({ name, curve }) =>
    [...curve.time].map((time, place) => ({
      grp: name,
      time,
      at_risk: curve.atRisk[place] ?? 0,
      events: curve.events[place] ?? 0,
      survival: curve.survival[place] ?? 0,
      standard_error: Math.sqrt(curve.variance[place] ?? Number.NaN),
      low: curve.low[place] ?? Number.NaN,
      high: curve.high[place] ?? Number.NaN,
    })),
  );
  const summary = fitted.map(({ name, lifetimes, curve }, index) => {
    const median = survivalQuantile(curve);
    return {
      grp: name,
      customers: sum(lifetimes.events) + sum(lifetimes.censored),
      events: sum(lifetimes.events),
      expected: expected[index] ?? Number.NaN,
      median: median.time,
      median_low: median.low,
      median_high: median.high,
    };
  });
  return { curves: columnsOf(CURVE_COLUMNS, rows), curve_groups: columnsOf(CURVE_GROUP_COLUMNS, summary) };
}

/** Lifetimes in whole periods, as the shifted-beta-geometric model counts them. */
function inPeriods({ time, events, censored }: Lifetimes): Lifetimes {
  const rows = [...time].flatMap((at, row) => [
    { at: Math.max(1, Math.ceil(at)), events: events[row] ?? 0, censored: 0 },
    { at: Math.floor(at), events: 0, censored: censored[row] ?? 0 },
  ]);
  const kept = rows.filter((row) => row.at >= 1 && row.events + row.censored > 0);
  return {
    time: Float64Array.from(kept, ({ at }) => at),
    events: Float64Array.from(kept, (row) => row.events),
    censored: Float64Array.from(kept, (row) => row.censored),
  };
}

function projection(everybody: Lifetimes, options: SurvivalOptions): KernelOutput {
  const counted = inPeriods(everybody);
  const fit: SbgFit = fitSbg(counted);
  const observed = kaplanMeier(counted, options.level);
  const usable = Number.isFinite(fit.alpha) && !fit.boundary;
  let left = 1;
  let largest = usable ? 0 : Number.NaN;
  const last = Math.min(MOST_PERIODS, observed.time.at(-1) ?? 0);
  const rows = Array.from({ length: last }, (_, index) => {
    const period = index + 1;
    const place = observed.time.indexOf(period);
    // Between two times of the curve everybody at risk at the later one is still there.
    const next = place >= 0 ? place : observed.time.findIndex((time) => time > period);
    const atRisk = observed.atRisk[next] ?? 0;
    const events = place >= 0 ? (observed.events[place] ?? 0) : 0;
    if (place >= 0) left = observed.survival[place] ?? left;
    const fitted = usable ? sbgSurvival(fit, period) : Number.NaN;
    if (usable) largest = Math.max(largest, Math.abs(fitted - left));
    return {
      period,
      at_risk: atRisk,
      observed_retention: atRisk > 0 ? 1 - events / atRisk : Number.NaN,
      fitted_retention: usable ? sbgRetention(fit, period) : Number.NaN,
      observed_survival: left,
      fitted_survival: fitted,
      residual_lifetime:
        usable && options.discount > 0 ? sbgResidualLifetime(fit, period, options.discount) : Number.NaN,
    };
  });
  const parameter = (value: number): number => (usable ? value : Number.NaN);
  const fitRow = {
    alpha: parameter(fit.alpha),
    alpha_se: parameter(fit.alphaError),
    beta: parameter(fit.beta),
    beta_se: parameter(fit.betaError),
    log_likelihood: fit.logLikelihood,
    expected_tenure: parameter(sbgExpectedTenure(fit)),
    boundary: fit.boundary ? 1 : 0,
    converged: fit.converged ? 1 : 0,
    largest_error: largest,
  };
  return { sbg_fit: columnsOf(SBG_FIT_COLUMNS, [fitRow]), sbg_periods: columnsOf(SBG_COLUMNS, rows) };
}

/**
 * Survival of contracts: curves of each group and of everybody, whether they differ, and the shifted-beta-geometric
 * model of everybody. It is given counts by group and tenure in order, and makes `curves`, `curve_groups`,
 * `log_rank`, `sbg_fit` and `sbg_periods`.
 */
export const survivalKernel: Kernel = ({ inputs, options }, tell) => {
  const settings = options as unknown as SurvivalOptions;
  const table = inputs['lifetimes'];
  const groups = groupsOf(table);
  const everybody: Group = {
    name: EVERYBODY,
    lifetimes: {
      time: numbersOf(table, 'tenure'),
      events: numbersOf(table, 'events'),
      censored: numbersOf(table, 'censored'),
    },
  };
  const compared = groups.length > 1;
  const test = logRank(groups.map(({ lifetimes }) => lifetimes));
  const shown = compared ? [...groups, everybody] : [everybody];
  tell(0.5);
  const expected = compared ? [...test.expected, sum(everybody.lifetimes.events)] : [];
  return {
    ...curves(shown, settings.level, expected),
    log_rank: columnsOf(
      LOG_RANK_COLUMNS,
      compared ? [test].map(({ statistic, degrees, p }) => ({ statistic, degrees, p })) : [],
    ),
    ...projection(everybody.lifetimes, settings),
  };
};
