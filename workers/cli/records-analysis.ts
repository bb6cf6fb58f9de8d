import type { TableShape } from '../../src/analyses/analysis.ts';
import type { ResultSet, Value } from '../../src/contract/result-set.ts';
import type { RecordsBench } from '../records/records-bench.ts';
import type { GateNow } from '../records/release-records.ts';
import type { TakenRecords } from '../records/taken-records.ts';

/** What an analysis of records is asked on the command line. */
export interface RecordsQuestion {
  readonly taken: TakenRecords;
  /** What stood after `--params`, decoded. */
  readonly params: unknown;
  /** Where the data stand: files that parameters name are looked for there, too. */
  readonly folder: string;
  /** Takes up the records of another file. */
  readonly take: (location: string) => Promise<TakenRecords>;
}

/** A file that may leave. */
export interface LetOut {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A figure, or figures by column. */
export type Fact = Value | Readonly<Record<string, number>>;

/** What an analysis of records has found. */
export interface RecordsAnswer {
  /** Parameters with the defaults filled in. */
  readonly params: Readonly<Record<string, unknown>>;
  readonly facts: Readonly<Record<string, Fact>>;
  readonly tables: Readonly<Record<string, ResultSet>>;
  /** Declared shapes of the tables that the gate is asked about. */
  readonly shapes: Readonly<Record<string, TableShape>>;
  /** Asks the gate about what is no such table. */
  readonly release?: (gate: GateNow) => Promise<readonly LetOut[]>;
}

/** An analysis of rows about people, which need no customers, dates or amounts. */
export interface RecordsAnalysis {
  readonly id: string;
  readonly version: number;
  /**
   * Runs it.
   *
   * @throws UsageError for parameters it cannot read, AppFailure
   */
  readonly run: (bench: RecordsBench, question: RecordsQuestion) => Promise<RecordsAnswer>;
}
