/** How a figure has moved against an earlier one, formatted. */
export interface KpiChange {
  /** By how much, without a sign. */
  readonly figure: string;
  readonly direction: 'up' | 'down' | 'same';
  /** Whether that is welcome: a falling number of lost customers is. */
  readonly verdict: 'good' | 'bad' | 'neutral';
}
