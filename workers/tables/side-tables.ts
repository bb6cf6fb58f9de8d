import { appError, AppFailure } from '../../src/contract/error.ts';
import type { FileId, TableId } from '../../src/contract/ids.ts';
import type {
  LoadTableRequest,
  MergePreview,
  MergeRule,
  SchemaDifference,
  SideMapping,
  SideTable,
} from '../../src/contract/tables.ts';
import type { Run } from '../engine/database.ts';
import type { TablesBench } from './tables-desk.ts';

/** The tables beside the orders. */
export class SideTables {
  readonly bench: TablesBench;

  constructor(bench: TablesBench) {
    this.bench = bench;
  }

  load(_run: Run, request: LoadTableRequest): Promise<SideTable> {
    return Promise.reject(unbuilt(request.mapping.kind));
  }

  drop(_run: Run, tableId: TableId): Promise<void> {
    return Promise.reject(unbuilt(tableId));
  }

  all(_run: Run): Promise<readonly SideTable[]> {
    return Promise.resolve([]);
  }

  differences(
    _run: Run,
    _fileId: FileId,
    tableId: TableId,
    _mapping: SideMapping,
  ): Promise<readonly SchemaDifference[]> {
    return Promise.reject(unbuilt(tableId));
  }

  previewMerge(_run: Run, rules: readonly MergeRule[]): Promise<MergePreview> {
    return Promise.reject(unbuilt(rules.join(', ')));
  }

  merge(_run: Run, rules: readonly MergeRule[]): Promise<MergePreview> {
    return Promise.reject(unbuilt(rules.join(', ')));
  }
}

function unbuilt(detail: string): AppFailure {
  return new AppFailure(appError('app.unexpected', { detail }));
}
