import type { DatasetId, RunId } from './ids.ts';
import type { CleaningReceipt } from './import.ts';
import type { CustomerMerge, MergePreview, MergePreviewRequest, MergeTable } from './merge.ts';
import type { Result } from './result.ts';

/** What the engine does with customers of several systems. */
export interface MergeApi {
  /** Tables whose rows name customers, with what their columns may tell. */
  mergeTables(runId: RunId): Promise<Result<readonly MergeTable[]>>;
  /** What a merge would do. Nothing changes. */
  previewMerge(runId: RunId, request: MergePreviewRequest): Promise<Result<MergePreview>>;
  /** Merges customers, in place of an earlier merge; null takes that back. Results computed before no longer stand. */
  mergeCustomers(
    runId: RunId,
    datasetId: DatasetId,
    merge: CustomerMerge | null,
  ): Promise<Result<CleaningReceipt>>;
}
