import type { AuditEvent, Decision } from '../../../contract/privacy.ts';

/** What the log can be narrowed to. */
export const LOG_KINDS = ['all', 'released', 'refused', 'events'] as const;
export type LogKind = (typeof LOG_KINDS)[number];

/** One line of the log: a decision of the gate, or something else that was done. */
export type LogEntry =
  | { readonly kind: 'decision'; readonly at: string; readonly decision: Decision }
  | { readonly kind: 'event'; readonly at: string; readonly event: AuditEvent };

/** Decisions and events in one order, newest first. */
export function logEntries(
  decisions: readonly Decision[],
  events: readonly AuditEvent[],
): readonly LogEntry[] {
  const entries: LogEntry[] = [
    ...decisions.map((decision): LogEntry => ({ kind: 'decision', at: decision.at, decision })),
    ...events.map((event): LogEntry => ({ kind: 'event', at: event.at, event })),
  ];
  return entries.toSorted((a, b) => (a.at < b.at ? 1 : Number(a.at > b.at) * -1));
}

/** The entries of a kind whose subject has a text in it. */
export function filterLog(
  entries: readonly LogEntry[],
  kind: LogKind,
  text: string,
  titleOf: (subject: string) => string,
): readonly LogEntry[] {
  const wanted = text.trim().toLowerCase();
  return entries.filter((entry) => {
    const isKind =
      kind === 'all' ||
      (kind === 'events'
        ? entry.kind === 'event'
        : entry.kind === 'decision' && entry.decision.outcome === kind);
    const subject = entry.kind === 'event' ? entry.event.subject : entry.decision.subject;
    return isKind && [subject, titleOf(subject)].some((each) => each.toLowerCase().includes(wanted));
  });
}
