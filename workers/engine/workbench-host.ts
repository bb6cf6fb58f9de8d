import type { Compute } from './compute.ts';
import type { Database } from './database.ts';
import type { RegisterShelf } from './register-shelf.ts';

/** What a workbench runs on. */
export interface WorkbenchHost {
  readonly db: Database;
  readonly compute: Compute;
  /** Where the register of releases is kept; absent: where this surrounding usually does. */
  readonly shelf?: RegisterShelf;
}
