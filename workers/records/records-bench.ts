import type { Compute } from '../engine/compute.ts';
import type { Database, Run } from '../engine/database.ts';

/** What work on records runs on. */
export interface RecordsBench {
  readonly db: Database;
  readonly compute: Compute;
  readonly run: Run;
}
