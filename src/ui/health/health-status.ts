/** How a check came out; also how near a figure is to its target. */
export type HealthStatus = 'good' | 'caution' | 'bad';

/** One check of a health card, in words. */
export interface HealthRow {
  readonly title: string;
  /** What was found and what it means. */
  readonly sentence: string;
  readonly status: HealthStatus;
  /** The figure that was judged, formatted; null when there is none. */
  readonly figure: string | null;
  /** What the figure should be, formatted; null when nothing is asked of it. */
  readonly reference: { readonly bound: 'least' | 'most'; readonly text: string } | null;
}

const ORDER: readonly HealthStatus[] = ['good', 'caution', 'bad'];

/** The worst of several; good when there are none. */
export function worst(statuses: readonly HealthStatus[]): HealthStatus {
  return ORDER[Math.max(0, ...statuses.map((status) => ORDER.indexOf(status)))] ?? 'good';
}
