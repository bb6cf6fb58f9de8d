/** How long data can be kept, days. */
export const KEPT_DAYS = [1, 7, 30, 90, 365] as const;

/** Days that are proposed. */
export const USUAL_KEPT_DAYS = 30;

function dayOf(moment: Date): string {
  const parts = [moment.getFullYear(), moment.getMonth() + 1, moment.getDate()];
  return parts.map((part, at) => String(part).padStart(at === 0 ? 4 : 2, '0')).join('-');
}

/**
 * The last day data are kept, in the time zone of the device.
 *
 * @param days how many days from today
 * @returns YYYY-MM-DD
 */
export function keptUntil(days: number, now: Date): string {
  return dayOf(new Date(now.getFullYear(), now.getMonth(), now.getDate() + days));
}

/** Whether the last day is over. */
export function isExpired(until: string, now: Date): boolean {
  return until < dayOf(now);
}
