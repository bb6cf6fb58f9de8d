import type { DecisionId } from './ids.ts';

declare const privateMark: unique symbol;

/**
 * A value that may be drawn on this screen but not leave it. It is what the engine hands out; no exporter
 * takes it. `src/privacy/gate` alone turns it into a released value.
 */
export type Private<T> = T & { readonly [privateMark]: true };

/** Marks a value as private. Widening only: nothing in the app removes the mark. */
export function asPrivate<T>(value: T): Private<T> {
  return value as Private<T>;
}

/** What may leave, as the host's compliance team and the user have set it. */
export interface Policy {
  /** Fewest customers a figure must rest on to leave. */
  readonly threshold: number;
  /** Kinds of file that may be made. */
  readonly formats: readonly ExportFormat[];
}

/** Kinds of file the gate can be asked for. */
export type ExportFormat = 'csv' | 'svg' | 'png';

/** Why a cell or a whole table did not leave. */
export type GateReason =
  'belowThreshold' | 'complement' | 'rowLevel' | 'noContributors' | 'allSuppressed' | 'kindNotAllowed';

/** One decision of the gate. It names tables and counts, never values. */
export interface Decision {
  readonly id: DecisionId;
  /** When, as ISO 8601 in UTC. */
  readonly at: string;
  /** What was asked for, e.g. `rfm/segments`. */
  readonly subject: string;
  readonly format: ExportFormat;
  readonly outcome: 'released' | 'refused';
  /** Threshold in force at the time. */
  readonly threshold: number;
  /** Rows of the table that was asked for. */
  readonly rows: number;
  /** Rows whose figures were withheld because too few customers stand behind them. */
  readonly suppressedRows: number;
  readonly reasons: readonly GateReason[];
  /** SHA-256 of the bytes that left, as hex; null when nothing did. */
  readonly digest: string | null;
}

/** The bytes of a released file on their way from the worker to the page; `receiveReleased` checks them. */
export interface ReleasedFile {
  readonly name: string;
  readonly mime: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly decision: Decision;
}
