import { dayNumber } from '../analyses/calendar-day.ts';
import { DASHBOARD_MEASURES, type DashboardGrain, type DashboardMeasure } from '../contract/dashboard.ts';
import type { MessageKey } from '../i18n/messages.ts';
import type { Translate } from '../i18n/translate.ts';
import type { FigureWords } from './alerts.ts';
import { changeOf, isShare, isSum, type FigureChange } from './figure-change.ts';

/** Figures of one file, kept to be compared with those of the next. Complete periods only. */
export interface KeptFigures {
  readonly grain: DashboardGrain;
  /** ISO dates; null for data without orders. */
  readonly firstDay: string | null;
  readonly lastDay: string | null;
  readonly currency: string | null;
  /** Periods by name, oldest first. */
  readonly periods: readonly string[];
  /** One value a period; measures that the data have not are left out. */
  readonly figures: Readonly<Partial<Record<DashboardMeasure, readonly (number | null)[]>>>;
}

/** From which change on it is worth a sentence. */
export interface Materiality {
  /** Of what was before, for figures that are no shares. */
  readonly share: number;
  /** Difference of shares. */
  readonly points: number;
  /** Difference of counts, so that a few customers more are no news. */
  readonly count: number;
}

/** A twentieth, one point, ten of whatever is counted. */
export const USUAL_MATERIALITY: Materiality = { share: 0.05, points: 0.01, count: 10 };

/** What is different between two files. */
export type DataFinding =
  /** The data go on for some days, or end earlier. */
  | { readonly kind: 'longer' | 'shorter'; readonly lastDay: string; readonly days: number }
  | { readonly kind: 'sameDays'; readonly lastDay: string }
  /** Amounts are in another currency, so that they are not compared. */
  | { readonly kind: 'currency'; readonly before: string; readonly now: string }
  /** A figure is there that was not, or the other way round. */
  | { readonly kind: 'gained' | 'lost'; readonly measure: DashboardMeasure }
  /** The newest complete period against the one that was newest. */
  | {
      readonly kind: 'moved';
      readonly measure: DashboardMeasure;
      readonly period: string;
      readonly earlier: string;
      readonly change: FigureChange;
    }
  /** A period that both files have, with another figure. */
  | {
      readonly kind: 'restated';
      readonly measure: DashboardMeasure;
      readonly period: string;
      readonly change: FigureChange;
    };

const MONEY: readonly DashboardMeasure[] = [
  'revenue',
  'margin',
  'average_order_value',
  'revenue_per_customer',
];
const COUNTS: readonly DashboardMeasure[] = DASHBOARD_MEASURES.filter(
  (measure) => isSum(measure) && !MONEY.includes(measure),
);

/** Whether a change is worth a sentence; what was nothing and is something is. */
function isMaterial(measure: DashboardMeasure, { by, share }: FigureChange, limits: Materiality): boolean {
  if (by === 0) return false;
  if (isShare(measure)) return Math.abs(by) >= limits.points;
  if (COUNTS.includes(measure) && Math.abs(by) < limits.count) return false;
  return share === null || Math.abs(share) >= limits.share;
}

function figureAt(kept: KeptFigures, measure: DashboardMeasure, period: string | undefined): number | null {
  const at = period === undefined ? -1 : kept.periods.indexOf(period);
  return kept.figures[measure]?.[at] ?? null;
}

type Changed = Extract<DataFinding, { change: FigureChange }>;

function weight({ change: { share } }: Changed): number {
  return share === null ? Infinity : Math.abs(share);
}

/** The largest relative changes first; equal ones stay in the order of the measures. */
function byWeight(findings: readonly Changed[]): readonly Changed[] {
  return [...findings].sort((one, other) => {
    const [a, b] = [weight(one), weight(other)];
    return a === b ? 0 : b - a;
  });
}

function days(before: KeptFigures, now: KeptFigures): readonly DataFinding[] {
  if (before.lastDay === null || now.lastDay === null) return [];
  const more = dayNumber(now.lastDay) - dayNumber(before.lastDay);
  if (more === 0) return [{ kind: 'sameDays', lastDay: now.lastDay }];
  return [{ kind: more > 0 ? 'longer' : 'shorter', lastDay: now.lastDay, days: Math.abs(more) }];
}

/** That amounts are in another currency; null where they are not, or no currency is known. */
function otherCurrency(before: KeptFigures, now: KeptFigures): DataFinding | null {
  if (before.currency === null || now.currency === null || before.currency === now.currency) return null;
  return { kind: 'currency', before: before.currency, now: now.currency };
}

function moved(
  before: KeptFigures,
  now: KeptFigures,
  measures: readonly DashboardMeasure[],
  limits: Materiality,
): readonly Changed[] {
  const [period, earlier] = [now.periods.at(-1), before.periods.at(-1)];
  if (period === undefined || earlier === undefined || period === earlier) return [];
  return measures.flatMap((measure) => {
    const change = changeOf(figureAt(now, measure, period), figureAt(before, measure, earlier));
    if (change === null || !isMaterial(measure, change, limits)) return [];
    return [{ kind: 'moved', measure, period, earlier, change }] as const;
  });
}

/** Of each measure the period that was restated most. */
function restated(
  before: KeptFigures,
  now: KeptFigures,
  measures: readonly DashboardMeasure[],
  limits: Materiality,
): readonly Changed[] {
  const both = now.periods.filter((period) => before.periods.includes(period));
  return measures.flatMap((measure) => {
    const all = both.flatMap((period) => {
      const change = changeOf(figureAt(now, measure, period), figureAt(before, measure, period));
      if (change === null || !isMaterial(measure, change, limits)) return [];
      return [{ kind: 'restated', measure, period, change }] as const;
    });
    return byWeight(all).slice(0, 1);
  });
}

/**
 * What changed since the last file: first how far the data go and what can be compared, then how figures moved to the
 * newest complete period, then periods whose figures are not what they were; in each the largest relative changes
 * first, and none below the limits. Files told by periods of another length are compared by their days alone.
 */
export function dataChanges(
  before: KeptFigures,
  now: KeptFigures,
  limits: Materiality = USUAL_MATERIALITY,
): readonly DataFinding[] {
  const has = (kept: KeptFigures) => DASHBOARD_MEASURES.filter((each) => kept.figures[each] !== undefined);
  const [old, present] = [has(before), has(now)];
  const other = otherCurrency(before, now);
  const gained = present.filter((each) => !old.includes(each));
  const lost = old.filter((each) => !present.includes(each));
  const both = present.filter((each) => old.includes(each) && (other === null || !MONEY.includes(each)));
  const measures = before.grain === now.grain ? both : [];
  return [
    ...days(before, now),
    ...(other === null ? [] : [other]),
    ...gained.map((measure): DataFinding => ({ kind: 'gained', measure })),
    ...lost.map((measure): DataFinding => ({ kind: 'lost', measure })),
    ...byWeight(moved(before, now, measures, limits)),
    ...byWeight(restated(before, now, measures, limits)),
  ];
}

/** How findings are written: figures, and days. */
export interface FindingWords extends FigureWords {
  day(iso: string): string;
}

/** A finding as a sentence with figures. */
export function findingSentence(finding: DataFinding, translate: Translate, words: FindingWords): string {
  switch (finding.kind) {
    case 'longer':
    case 'shorter':
      return translate(`dashboard.data.${finding.kind}`, {
        day: words.day(finding.lastDay),
        count: finding.days,
      });
    case 'sameDays':
      return translate('dashboard.data.sameDays', { day: words.day(finding.lastDay) });
    case 'currency':
      return translate('dashboard.data.currency', { before: finding.before, now: finding.now });
    case 'gained':
    case 'lost':
      return translate(`dashboard.data.${finding.kind}`, { measure: words.measure(finding.measure) });
    case 'moved':
    case 'restated': {
      const { measure, change } = finding;
      const say = translate as (key: MessageKey, values: Readonly<Record<string, string>>) => string;
      const by =
        isShare(measure) || change.share === null
          ? words.figure(measure, Math.abs(change.by))
          : words.share(Math.abs(change.share));
      return say(`dashboard.data.${finding.kind}.${change.by > 0 ? 'up' : 'down'}`, {
        measure: words.measure(measure),
        period: words.period(finding.period),
        earlier: finding.kind === 'moved' ? words.period(finding.earlier) : '',
        now: words.figure(measure, change.now),
        before: words.figure(measure, change.before),
        by,
      });
    }
  }
}
