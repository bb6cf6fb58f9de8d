import type { DataProfile, ProfileRequest } from '../../src/contract/data-profile.ts';
import type { FileId, TableId } from '../../src/contract/ids.ts';
import type { FilePreview } from '../../src/contract/import.ts';
import type { ReleasedFile } from '../../src/contract/privacy.ts';
import type { Result } from '../../src/contract/result.ts';
import type { ProfileReleaseRequest } from '../../src/contract/tables-api.ts';
import type {
  LoadTableRequest,
  SchemaDifference,
  SideMapping,
  SideTable,
} from '../../src/contract/tables.ts';
import type { Database, FileSource, Run } from '../engine/database.ts';
import type { NotebookGround } from '../notebook/notebook-ground.ts';
import { SideTables } from './side-tables.ts';
import { type ProfiledRelation, profiledRelation } from './profile-relation.ts';
import { profileTable } from './profile-table.ts';
import { releaseProfile } from './release-profile.ts';

/** What tables stand on in the engine. */
export interface TablesBench {
  readonly db: Database;
  readonly ground: () => NotebookGround;
  /** An open file. Throws AppFailure `file.gone` where it is not open. */
  readonly file: (fileId: FileId) => { readonly source: FileSource; readonly preview: FilePreview };
}

/** Tables beside the orders, how they are tied to them, and what all tables are like. */
export class TablesDesk {
  readonly #bench: TablesBench;
  readonly #tables: SideTables;

  constructor(bench: TablesBench) {
    this.#bench = bench;
    this.#tables = new SideTables(bench);
  }

  load(run: Run, request: LoadTableRequest): Promise<SideTable> {
    return this.#tables.load(run, request);
  }

  async drop(run: Run, tableId: TableId): Promise<null> {
    await this.#tables.drop(run, tableId);
    return null;
  }

  all(run: Run): Promise<readonly SideTable[]> {
    return this.#tables.all(run);
  }

  differences(
    run: Run,
    fileId: FileId,
    tableId: TableId,
    mapping: SideMapping,
  ): Promise<readonly SchemaDifference[]> {
    return this.#tables.differences(run, fileId, tableId, mapping);
  }

  /** Measures a relation of loaded data. Throws AppFailure `sql.unknownTable` where there is none of the name. */
  async profile(run: Run, request: ProfileRequest): Promise<DataProfile> {
    return profileTable(this.#bench.db, run, await this.#profiled(run, request.relation), request.asOf);
  }

  /** Asks the gate for the aggregates of a profile. */
  async releaseProfile(run: Run, request: ProfileReleaseRequest): Promise<Result<ReleasedFile>> {
    const { db, ground } = this.#bench;
    const table = await this.#profiled(run, request.relation);
    const profile = await profileTable(db, run, table, request.asOf);
    return releaseProfile({ db, run, ground: ground() }, table, profile, request);
  }

  async #profiled(run: Run, relation: string): Promise<ProfiledRelation> {
    const { db, ground } = this.#bench;
    return profiledRelation(db, run, relation, ground().loaded, await this.#tables.all(run));
  }
}
