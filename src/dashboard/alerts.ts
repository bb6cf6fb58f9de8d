import type { DashboardMeasure } from '../contract/dashboard.ts';
import type { MessageKey } from '../i18n/messages.ts';
import type { Translate } from '../i18n/translate.ts';
import type { AlertRule } from './dashboard.ts';
import { changeOf, type FigureChange } from './figure-change.ts';
import type { PeriodSeries } from './period-series.ts';
import { judgeNewest, type Baseline } from './seasonal-baseline.ts';

/** Least share of what was to be expected that is worth a warning, however steady a figure has been. */
const LEAST_SHARE = 0.1;

/** What a rule found in the newest complete period. */
export type AlertFinding =
  | { readonly kind: 'limit'; readonly limit: number }
  | { readonly kind: 'change'; readonly change: FigureChange }
  | { readonly kind: 'unusual'; readonly baseline: Baseline };

/** A rule that has been looked at. */
export interface JudgedAlert {
  readonly rule: AlertRule;
  /** `unknown`: there are too few complete periods, or the figure has no value. */
  readonly outcome: 'fired' | 'quiet' | 'unknown';
  /** The newest complete period, and the figure in it. */
  readonly period: string | null;
  readonly value: number | null;
  /** Null when the outcome is unknown. */
  readonly finding: AlertFinding | null;
}

function findingOf({ when }: AlertRule, series: PeriodSeries, value: number): AlertFinding | null {
  switch (when.kind) {
    case 'below':
    case 'above':
      return { kind: 'limit', limit: when.value };
    case 'fall':
    case 'rise': {
      const change = changeOf(value, series.values.at(-2));
      return change?.share == null ? null : { kind: 'change', change };
    }
    case 'unusual': {
      const baseline = judgeNewest(series);
      return baseline === null ? null : { kind: 'unusual', baseline };
    }
  }
}

/** Whether a figure is unusual by its score, and by enough that somebody would act on it. */
function isUnusual({ score, expected, value }: Baseline, most: number): boolean {
  return Math.abs(score) > most && Math.abs(value - expected) >= LEAST_SHARE * Math.abs(expected);
}

/** Whether what a rule found is what it warns of. Limits and scores must be passed, changes reached. */
function isFired({ when }: AlertRule, finding: AlertFinding, value: number): boolean {
  if (finding.kind === 'unusual') return when.kind === 'unusual' && isUnusual(finding.baseline, when.score);
  if (finding.kind === 'limit') return when.kind === 'below' ? value < finding.limit : value > finding.limit;
  const share = finding.change.share ?? 0;
  if (when.kind === 'fall') return share <= -Math.abs(when.share);
  return when.kind === 'rise' && share >= Math.abs(when.share);
}

/**
 * Looks at the rules of a dashboard, each on the newest complete period of its figure.
 *
 * @param seriesOf complete periods of a figure, oldest first; null for a figure that the data have not
 */
export function judgeAlerts(
  rules: readonly AlertRule[],
  seriesOf: (measure: DashboardMeasure) => PeriodSeries | null,
): readonly JudgedAlert[] {
  return rules.map((rule) => {
    const series = seriesOf(rule.measure);
    const period = series?.periods.at(-1) ?? null;
    const value = series?.values.at(-1) ?? null;
    const finding = series === null || value === null ? null : findingOf(rule, series, value);
    if (finding === null || value === null) return { rule, outcome: 'unknown', period, value, finding: null };
    return { rule, outcome: isFired(rule, finding, value) ? 'fired' : 'quiet', period, value, finding };
  });
}

/** How figures and periods are written for the reader. */
export interface FigureWords {
  measure(measure: DashboardMeasure): string;
  figure(measure: DashboardMeasure, value: number): string;
  /** A share of 1, without a sign. */
  share(value: number): string;
  period(name: string): string;
  /** A plain figure with two digits at most. */
  score(value: number): string;
}

/** A fired rule as a sentence with figures; null for one that did not fire. */
export function alertSentence(judged: JudgedAlert, translate: Translate, words: FigureWords): string | null {
  const { rule, outcome, period, value, finding } = judged;
  if (outcome !== 'fired' || period === null || value === null || finding === null) return null;
  const { measure, when } = rule;
  const figure = (each: number): string => words.figure(measure, each);
  const base = { measure: words.measure(measure), period: words.period(period), value: figure(value) };
  const say = translate as (key: MessageKey, values: Readonly<Record<string, string>>) => string;
  switch (finding.kind) {
    case 'limit':
      return say(when.kind === 'below' ? 'dashboard.alert.below' : 'dashboard.alert.above', {
        ...base,
        limit: figure(finding.limit),
      });
    case 'change':
      return say(when.kind === 'fall' ? 'dashboard.alert.fall' : 'dashboard.alert.rise', {
        ...base,
        change: words.share(Math.abs(finding.change.share ?? 0)),
        before: figure(finding.change.before),
      });
    case 'unusual': {
      const { score, expected, by } = finding.baseline;
      const key = `dashboard.alert.${score > 0 ? 'high' : 'low'}.${by}` as const;
      return say(key, { ...base, expected: figure(expected), score: words.score(Math.abs(score)) });
    }
  }
}
