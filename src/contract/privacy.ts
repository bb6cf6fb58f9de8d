import type { ConsentNote, WithoutConsent } from './consent.ts';
import type { AuditId, DecisionId } from './ids.ts';

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
  /**
   * (n,k) dominance: a sum whose `n` largest contributions are more than `k` % of it is withheld. Null: not asked.
   */
  readonly dominance: { readonly n: number; readonly k: number } | null;
  /**
   * (p,q) rule on a sum X with largest contributions x1 ≥ x2: withheld when (X − x1 − x2) · q < p · x1, both in %;
   * `q` = 100 is the p % rule. Null: not asked.
   */
  readonly estimation: { readonly p: number; readonly q: number } | null;
  /** Whether a group is withheld in which all (or none) of the customers have a property that is released. */
  readonly groupDisclosure: boolean;
  /**
   * Least width, in customers, of the interval an attacker can infer for a withheld count. 0: it must only not be
   * exact.
   */
  readonly protection: number;
  /** Counts leave as multiples of `base`; sums and shares with them. Null: exact. */
  readonly rounding: { readonly base: number } | null;
  /** Whether releases are checked against all that has left of the same data before. */
  readonly differencing: boolean;
  /** One row per person. */
  readonly rows: {
    /** De-identified tables leave when each class of equal quasi-identifiers has `k` records. Null: never. */
    readonly deidentified: { readonly k: number } | null;
    /**
     * Lists of customers for a campaign. Null: never; `pseudonymised`: only under pseudonyms. `withoutConsent`: what may
     * become of customers who have not agreed, where consents are loaded; absent: they are left out.
     */
    readonly lists: { readonly pseudonymised: boolean; readonly withoutConsent?: WithoutConsent } | null;
  };
  /** Whether results of free SQL whose contributors nobody has checked may leave, marked as unverified. */
  readonly unverified: boolean;
  /**
   * Differential privacy: counts leave only with discrete Laplace noise of `epsilon` for each release, until the
   * data set's `budget` is spent. Null: no noise.
   */
  readonly noise: { readonly epsilon: number; readonly budget: number } | null;
}

/**
 * Kinds of file the gate can be asked for. `print` is a page for the printer, `clipboard` a range of a table as text,
 * `document` what the user has written without results, `script` its SQL, `snapshot` a dashboard with its released figures.
 */
export type ExportFormat =
  'csv' | 'svg' | 'png' | 'parquet' | 'xlsx' | 'print' | 'clipboard' | 'document' | 'script' | 'snapshot';

/** Why a cell or a whole table did not leave. */
export type GateReason =
  | 'belowThreshold'
  | 'complement'
  | 'nested'
  | 'dominance'
  | 'estimation'
  | 'groupDisclosure'
  | 'extreme'
  | 'quantile'
  | 'rowLevel'
  | 'noContributors'
  | 'allSuppressed'
  | 'kindNotAllowed'
  | 'differencing'
  | 'unverified'
  | 'budgetSpent'
  | 'notDeidentified'
  | 'directIdentifier'
  | 'consent';

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
  /** Rows whose figures were withheld because too few customers stand behind them; of a list, customers held back. */
  readonly suppressedRows: number;
  readonly reasons: readonly GateReason[];
  /** What kind of thing it is: figures on groups, de-identified rows, a list of customers, a page to print, or what the user has written. */
  readonly kind: 'aggregate' | 'deidentified' | 'list' | 'report' | 'document';
  /** Why it is needed, in the user's words; null where nobody asked. */
  readonly purpose: string | null;
  /** True when the contributors behind the figures were declared by the user and could not be checked. */
  readonly unverified: boolean;
  /** Data set it was taken from, as hex; null before one is loaded. */
  readonly fingerprint: string | null;
  /** SHA-256 of the bytes that left, as hex; null when nothing did. */
  readonly digest: string | null;
  /** SHA-256 of the files that left along with it, as hex; absent when there were none. */
  readonly attached?: readonly string[];
  /** Of a list: the consent it was held against; null where no consents were loaded. Absent: no list, or none was said. */
  readonly consent?: ConsentNote | null;
}

/** A file that leaves along with another: its manifest. */
export interface Attachment {
  readonly name: string;
  readonly mime: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** The bytes of a released file on their way from the worker to the page; `receiveReleased` checks them. */
export interface ReleasedFile {
  readonly name: string;
  readonly mime: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly attachments?: readonly Attachment[];
  readonly decision: Decision;
}

/** Something compliance wants to know of that is no release. It names columns and counts, never values. */
export interface AuditEvent {
  readonly id: AuditId;
  /** When, as ISO 8601 in UTC. */
  readonly at: string;
  readonly kind:
    | 'revealed'
    | 'classified'
    | 'pseudonymised'
    | 'policyChanged'
    | 'measured'
    | 'deidentified'
    | 'registerCleared'
    | 'keyRestored'
    | 'keyDestroyed';
  /** What it was done to: a file, a column, a setting. */
  readonly subject: string;
  /** The reason the user gave, or null. */
  readonly reason: string | null;
}

/** An earlier release that a new one, taken together with it, would give people away. */
export interface Conflict {
  readonly with: DecisionId;
  /** When the earlier one left, as ISO 8601 in UTC. */
  readonly at: string;
  /** What it was, e.g. `metric/cells`. */
  readonly subject: string;
  /** What the person called it who let it out, e.g. the titles of a tile and its dashboard. Absent: by its subject. */
  readonly called?: string;
  /**
   * How many customers the two together tell of: more than none, fewer than the threshold. Null: the two could not be
   * searched through within the work a check may do, so nobody knows that it is none.
   */
  readonly customers: number | null;
  /** The earlier one is of another part of the same file, so that the two cannot be compared. Absent: it is not. */
  readonly otherPart?: boolean;
  /** Cells of the new table that are in conflict, by row. */
  readonly rows: readonly number[];
  /** What would help, best first. */
  readonly cures: readonly ('widen' | 'merge' | 'suppress')[];
}

/** A release as it stands in the register. */
export interface RegisteredRelease {
  readonly id: DecisionId;
  readonly at: string;
  readonly subject: string;
  /** What the person called it who let it out. Absent: by its subject. */
  readonly called?: string;
  readonly format: ExportFormat;
  /** Figures on groups that left with it. */
  readonly cells: number;
  /** Customers behind them, each counted once; null where it is not known who they are. */
  readonly customers: number | null;
  /** In words: parameters and filters it was made with. */
  readonly description: string;
  /** `list`: customers one by one, so that it is their set that counts. Absent: figures on groups. */
  readonly kind?: Exclude<Decision['kind'], 'aggregate'>;
  /** ε of the noise on its counts; null: they left without noise; absent: the register did not keep it then. */
  readonly epsilon?: number | null;
}

/** What is known of a withheld cell by whoever has the released ones. */
export interface WithheldCell {
  /** Row of the table. */
  readonly row: number;
  /** Column that counts customers. */
  readonly column: string;
  readonly reason: GateReason;
  /** Least and most it can be, given all that is released; null when unbounded. */
  readonly low: number | null;
  readonly high: number | null;
}
