import type { Role } from './import.ts';
import type { RecordsId } from './ids.ts';
import type { AnalysisOutcome } from './outcome.ts';
import type { Result } from './result.ts';

/** Figures that groups of records can be compared by. `revenue` is the sum of a column of numbers, whatever it holds. */
export const COMPARED_MEASURES = [
  'customers',
  'orders',
  'revenue',
  'revenue_per_customer',
  'average_order_value',
] as const;
export type ComparedMeasure = (typeof COMPARED_MEASURES)[number];

/** One chart that is drawn of the records as they were and as they are after de-identification. */
export type ComparedAsk =
  | {
      readonly kind: 'figures';
      readonly measure: ComparedMeasure;
      /** Column of numbers that is summed or averaged; null where records or customers are counted. */
      readonly of: string | null;
      /** Column that the records are divided by. */
      readonly by: string;
      /** Only records with one of these values, as they stand in the de-identified table; all must hold. */
      readonly where: readonly { readonly column: string; readonly values: readonly string[] }[];
    }
  | {
      readonly kind: 'analysis';
      readonly analysisId: string;
      readonly params: Readonly<Record<string, unknown>>;
    };

/** Asks for charts of the table that was made last and of the records it was made from. */
export interface CompareRequest {
  readonly recordsId: RecordsId;
  /** Charts wanted; null: the ones that suggest themselves. */
  readonly asks: readonly ComparedAsk[] | null;
}

/** A chart that was asked for, with its figures on both sides, or why there are none. */
export interface ComparedRun {
  readonly ask: ComparedAsk;
  readonly sides: Result<{ readonly before: AnalysisOutcome; readonly after: AnalysisOutcome }>;
}

/** Records of one side in figures. */
export interface ComparedTotals {
  readonly records: number;
  /** Distinct customers; records where no column tells customers apart. */
  readonly customers: number;
  /** Sum of the column of amounts; null where there is none. */
  readonly amount: number | null;
}

/** Why an analysis cannot be run on the de-identified table. */
export interface LostAnalysis {
  readonly analysisId: string;
  readonly role: Role;
  /** Column that had the role; null where the records never had one. */
  readonly column: string | null;
  readonly reason: 'absent' | 'dropped' | 'generalised' | 'pseudonymised';
}

/** Charts of records before and after, and what they rest on. */
export interface ComparedRecords {
  /** Column that tells customers apart on both sides; null: each record counts as one. */
  readonly customer: string | null;
  /** Column of amounts; null for none. */
  readonly amount: string | null;
  /** Columns that records can be divided by. */
  readonly groups: readonly string[];
  /** Columns of numbers that can be summed. */
  readonly numbers: readonly string[];
  /** Columns that were generalised in ranges of their own, so that values before cannot be put into them. */
  readonly ranged: readonly string[];
  readonly before: ComparedTotals;
  readonly after: ComparedTotals;
  /** Suppressed records, and how many of them leave with `*` in place of what was generalised. */
  readonly suppressed: number;
  readonly starred: number;
  readonly runs: readonly ComparedRun[];
  /** Analyses that can be run on both sides. */
  readonly analyses: readonly string[];
  readonly lost: readonly LostAnalysis[];
}
