import type { MeasureReport } from '../../../contract/records.ts';

/** A figure of a report; null where it was not measured. */
export function fact({ facts }: MeasureReport, name: string): number | null {
  const value = facts[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
