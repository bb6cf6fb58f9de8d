import type { DataProfile, ProfileRequest } from './data-profile.ts';
import type { FileId, RunId, TableId } from './ids.ts';
import type { ExportFormat, ReleasedFile } from './privacy.ts';
import type { Result } from './result.ts';
import type { LoadTableRequest, SchemaDifference, SideMapping, SideTable } from './tables.ts';

/** A profile asked for as a file or on paper. */
export interface ProfileReleaseRequest extends ProfileRequest {
  readonly format: Extract<ExportFormat, 'print' | 'csv'>;
  readonly locale: 'en' | 'zh-CN';
}

/** What the engine does with tables beside the orders, and with all tables as such. */
export interface TablesApi {
  /** Loads an open file as a table beside the orders, or adds its rows to one. */
  loadTable(runId: RunId, request: LoadTableRequest): Promise<Result<SideTable>>;
  /** Forgets a table. */
  dropTable(runId: RunId, tableId: TableId): Promise<Result<null>>;
  /** Every table beside the orders, with how it is tied to them now. */
  tables(runId: RunId): Promise<Result<readonly SideTable[]>>;
  /** How a file differs from the table it would be added to. */
  differences(
    runId: RunId,
    fileId: FileId,
    tableId: TableId,
    mapping: SideMapping,
  ): Promise<Result<readonly SchemaDifference[]>>;
  /** Measures a relation of loaded data. */
  profileTable(runId: RunId, request: ProfileRequest): Promise<Result<DataProfile>>;
  /** Asks the gate for the aggregates of a profile. */
  releaseProfile(runId: RunId, request: ProfileReleaseRequest): Promise<Result<ReleasedFile>>;
}
