import type { AlertRule } from '../../../dashboard/dashboard.ts';
import { fromPercent, toPercent } from '../../analysis/parameter-form.ts';

type When = AlertRule['when'];

/** Kinds of rule, in the order they are offered. */
export const ALERT_KINDS = [
  'below',
  'above',
  'fall',
  'rise',
  'unusual',
] as const satisfies readonly When['kind'][];

/** Least modified z-score of a figure that is called unusual (Iglewicz and Hoaglin 1993). */
const USUAL_SCORE = 3.5;
const LEAST_SCORE = 0.1;
const USUAL_SHARE = 0.1;

/** A rule of a kind as it is begun. */
export function usualRule(kind: When['kind']): When {
  switch (kind) {
    case 'below':
    case 'above':
      return { kind, value: 0 };
    case 'fall':
      return { kind, share: -USUAL_SHARE };
    case 'rise':
      return { kind, share: USUAL_SHARE };
    case 'unusual':
      return { kind, score: USUAL_SCORE };
  }
}

/** The figure of a rule as it is typed: shares in per cent, a fall without its sign. */
export function figureOfRule(when: When): { readonly figure: number; readonly isShare: boolean } {
  switch (when.kind) {
    case 'below':
    case 'above':
      return { figure: when.value, isShare: false };
    case 'fall':
    case 'rise':
      return { figure: toPercent(Math.abs(when.share)), isShare: true };
    case 'unusual':
      return { figure: when.score, isShare: false };
  }
}

/** A rule with another figure, as it was typed. */
export function ruleWith(when: When, typed: number): When {
  switch (when.kind) {
    case 'below':
    case 'above':
      return { ...when, value: typed };
    case 'fall':
      return { ...when, share: -fromPercent(Math.abs(typed)) };
    case 'rise':
      return { ...when, share: fromPercent(Math.abs(typed)) };
    case 'unusual':
      return { ...when, score: Math.max(LEAST_SCORE, typed) };
  }
}
