import type { AppError } from '../../../contract/error.ts';
import type { SnapshotPreview, SnapshotRequest } from '../../../contract/snapshot.ts';
import type { Tile } from '../../../dashboard/dashboard.ts';

/** What of a tile of a dashboard would stand in a snapshot. */
export type LeavingState =
  | { readonly kind: 'words' }
  /** The gate has not answered yet. */
  | { readonly kind: 'open' }
  | { readonly kind: 'leaves'; readonly rows: number; readonly withheld: number }
  | { readonly kind: 'refused'; readonly error: AppError }
  /** It is no part of snapshots; `unfilled`: the data have not what it needs. */
  | { readonly kind: 'posture' | 'unfilled' };

/**
 * What of a tile would leave.
 *
 * @param request the snapshot that is asked for
 * @param answer what the gate said of it; null before it has answered
 */
export function leavingState(
  { id, body }: Pick<Tile, 'id' | 'body'>,
  request: SnapshotRequest,
  answer: SnapshotPreview | null,
): LeavingState {
  const asked = request.pages.flatMap(({ tiles }) => tiles).find(({ tile }) => tile === id);
  if (asked === undefined) {
    return { kind: body.kind === 'posture' ? 'posture' : 'unfilled' };
  }
  if (asked.kind === 'text') return { kind: 'words' };
  const answered = answer?.tiles.find(({ tile }) => tile === id);
  if (answered === undefined) return { kind: 'open' };
  if (answered.refused !== null) return { kind: 'refused', error: answered.refused };
  const { rows = 0, suppressedRows = 0 } = answered.preview?.decision ?? {};
  return { kind: 'leaves', rows, withheld: suppressedRows };
}
