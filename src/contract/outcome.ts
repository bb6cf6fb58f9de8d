import type { DatasetId } from './ids.ts';
import type { Private } from './privacy.ts';
import type { ResultSet, Value } from './result-set.ts';

/** What a run of an analysis has found. */
export interface AnalysisOutcome {
  readonly analysisId: string;
  readonly version: number;
  readonly datasetId: DatasetId;
  /** Parameters in force, defaults filled in. */
  readonly params: Readonly<Record<string, unknown>>;
  /** Aggregate tables by name. Row-level tables stay in the engine and are read window by window. */
  readonly tables: Readonly<Record<string, Private<ResultSet>>>;
  /** Rows of each row-level table left in the engine. */
  readonly rowTables: Readonly<Record<string, number>>;
  /** Single figures by name. */
  readonly facts: Private<Readonly<Record<string, Value>>>;
  /** The SQL that made each table, as it ran. */
  readonly sql: Readonly<Record<string, string>>;
  readonly elapsedMs: number;
}
