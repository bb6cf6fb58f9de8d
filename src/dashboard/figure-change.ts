import type { DashboardMeasure } from '../contract/dashboard.ts';
import type { Target } from './dashboard.ts';

/** Figures that are shares; their change is told in points. */
const SHARES: readonly DashboardMeasure[] = ['margin_rate', 'new_customer_share'];
/** Figures that count or sum something: nothing of it is 0, where a ratio has no value. */
const SUMS: readonly DashboardMeasure[] = [
  'revenue',
  'orders',
  'customers',
  'new_customers',
  'returning_customers',
  'units',
  'margin',
];

/** Whether a figure is a share of 1. */
export function isShare(measure: DashboardMeasure): boolean {
  return SHARES.includes(measure);
}

/** Whether a figure of no orders is 0. */
export function isSum(measure: DashboardMeasure): boolean {
  return SUMS.includes(measure);
}

/** How a figure has moved against an earlier one. */
export interface FigureChange {
  readonly now: number;
  readonly before: number;
  /** The difference, in the unit of the figure. */
  readonly by: number;
  /** The difference as a share of what was, whatever its sign; null where it was 0. */
  readonly share: number | null;
}

/** The change from one figure to another; null where one of them is not known. */
export function changeOf(
  now: number | null | undefined,
  before: number | null | undefined,
): FigureChange | null {
  if (typeof now !== 'number' || typeof before !== 'number') return null;
  if (!Number.isFinite(now) || !Number.isFinite(before)) return null;
  const by = now - before;
  return { now, before, by, share: before === 0 ? null : by / Math.abs(before) };
}

/** Where a figure stands against its target: green, amber, red. The screen says it in words too. */
export type TargetStatus = 'good' | 'caution' | 'bad';

/**
 * Judges a figure by its target: good when it is reached, caution within the tolerance of it, else bad.
 *
 * @returns null for a figure that is not known
 */
export function statusOf(now: number | null | undefined, target: Target): TargetStatus | null {
  if (typeof now !== 'number' || !Number.isFinite(now)) return null;
  const lead = target.better === 'more' ? now - target.value : target.value - now;
  if (lead >= 0) return 'good';
  return lead >= -Math.abs(target.value) * target.tolerance ? 'caution' : 'bad';
}
