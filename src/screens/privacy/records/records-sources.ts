import type { RecordsSource } from '../../../contract/records.ts';
import type { Workspace } from '../../../state/workspace.svelte.ts';

/** Rows that can be taken up, and what they are called. */
export interface OfferedSource {
  readonly id: string;
  readonly label: string;
  readonly source: RecordsSource;
}

/** Rows about people that this tab has: one for each customer of the loaded orders, and those of the open file. */
export function offeredSources(workspace: Workspace): readonly OfferedSource[] {
  const { dataset, importing, t } = workspace;
  const offered: OfferedSource[] = [];
  if (dataset !== null) {
    offered.push({
      id: `customers ${dataset.id}`,
      label: t('records.source.customers', { name: dataset.receipt.fileName }),
      source: { kind: 'customers', datasetId: dataset.id },
    });
  }
  const preview = importing?.preview ?? null;
  if (preview !== null) {
    offered.push({
      id: `file ${preview.fileId}`,
      label: t('records.source.file', { name: preview.name }),
      source: { kind: 'file', fileId: preview.fileId },
    });
  }
  return offered;
}

/** Whether two are the same rows. */
export function sameSource(one: RecordsSource | null, other: RecordsSource): boolean {
  if (one?.kind === 'file') return other.kind === 'file' && one.fileId === other.fileId;
  return one?.kind === 'customers' && other.kind === 'customers' && one.datasetId === other.datasetId;
}
