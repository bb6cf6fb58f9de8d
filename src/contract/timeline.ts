import type { DayRange } from './dashboard.ts';
import type { DatasetId } from './ids.ts';
import type { AnyRole, TableKind } from './tables.ts';

/** What a customer's timeline is made of: everything that has happened on a day. */
export const TIMELINE_KINDS = [
  'orders',
  'events',
  'touches',
  'tickets',
  'answers',
  'consents',
] as const satisfies readonly TableKind[];
export type TimelineKind = (typeof TIMELINE_KINDS)[number];

/** Something that is known of an entry. */
export interface TimelineDetail {
  readonly role: AnyRole;
  /** As text: numbers with a point, times as ISO 8601, `true` and `false`. */
  readonly value: string;
  /** Whether it identifies or is free text; the value is masked then unless the customer has been revealed. */
  readonly masked: boolean;
}

/** Something that has happened with a customer. */
export interface TimelineEntry {
  readonly kind: TimelineKind;
  /** Milliseconds since 1970 UTC; null where the table has no time for it. */
  readonly at: number | null;
  /** What is filled in, in the order of the roles. */
  readonly details: readonly TimelineDetail[];
}

/** A page of what has happened with one customer. */
export interface CustomerTimelineRequest {
  readonly datasetId: DatasetId;
  readonly key: number;
  /** Kinds that are wanted; empty: all. */
  readonly kinds: readonly TimelineKind[];
  readonly offset: number;
  readonly limit: number;
  /** What happened outside of it is left out; null: all. */
  readonly days: DayRange | null;
  /** Whether nothing is masked; the customer must have been revealed with a reason before. */
  readonly revealed: boolean;
}

/** Newest first; what has no time comes last. */
export interface CustomerTimeline {
  readonly entries: readonly TimelineEntry[];
  /** Entries of the kinds that are wanted which come before these. */
  readonly offset: number;
  /** Entries of the kinds that are wanted. */
  readonly total: number;
  /** Entries of each kind that is loaded, wanted or not. */
  readonly counts: Readonly<Partial<Record<TimelineKind, number>>>;
}
