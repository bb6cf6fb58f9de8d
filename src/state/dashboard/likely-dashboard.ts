import { boundDataOf } from '../../analyses/bound-data.ts';
import type { PrepareRequest } from '../../contract/dashboard.ts';
import type { CleaningReceipt } from '../../contract/import.ts';
import { readDashboard } from '../../dashboard/dashboard-file.ts';
import type { Dashboard } from '../../dashboard/dashboard.ts';
import { dashboardOf, DASHBOARD_TEMPLATES } from '../../dashboard/templates/index.ts';
import { createTranslate } from '../../i18n/translate.ts';
import type { DocumentShelf } from '../documents/document-shelf.ts';
import { prepareRequest } from './page-view.ts';

/** The dashboard kept in this browser that was changed last; null where there is none that can be read. */
async function lastKept(shelf: Pick<DocumentShelf, 'list' | 'read'>): Promise<Dashboard | null> {
  const listed = await shelf.list();
  const [last] = listed.ok ? listed.value : [];
  const record = last === undefined ? null : await shelf.read(last.id);
  if (record?.ok !== true || record.value === null) return null;
  const read = readDashboard(record.value.text, (kind) => kind);
  return 'code' in read ? null : read.dashboard;
}

/**
 * What the dashboard that is likely to be opened next needs: the one that was changed last, else the one that the first
 * template would make of these orders.
 *
 * @returns null where orders are not enough for any
 */
export async function likelyRequest(
  shelf: Pick<DocumentShelf, 'list' | 'read'>,
  receipt: CleaningReceipt,
): Promise<PrepareRequest | null> {
  if (receipt.firstOrderAt === null) return null;
  const [template] = DASHBOARD_TEMPLATES;
  const kept = await lastKept(shelf);
  // Words are of no account: only dimensions are read off it.
  const built = template && dashboardOf(template, boundDataOf(receipt), createTranslate('en', {}));
  const likely = kept ?? built;
  return likely === undefined ? null : prepareRequest(likely, receipt.datasetId);
}
