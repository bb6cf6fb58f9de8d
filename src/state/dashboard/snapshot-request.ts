import type { SnapshotRequest, SnapshotTile } from '../../contract/snapshot.ts';
import type { Dashboard, Tile } from '../../dashboard/dashboard.ts';
import { inReadingOrder } from '../../dashboard/layout.ts';
import { groupsLook } from './groups-look.ts';
import { questionsOf } from './page-view.ts';
import type { TileGround } from './session-port.ts';
import { snapshotCell } from './snapshot-cell.ts';
import { runnableTile } from './tile-run.ts';

/** How a page that leaves is to look, and why it is made. */
export type SnapshotLook = Pick<SnapshotRequest, 'purpose' | 'locale' | 'theme' | 'form' | 'signed'>;

/** A tile as it is to stand in a page that leaves; null for what the data cannot fill, or has nothing to show. */
function snapshotTile(
  tile: Tile,
  title: string,
  { prepare, prepared, selection }: TileGround,
): SnapshotTile | null {
  const { id, note, body, place } = tile;
  const room = { w: place.w, h: place.h };
  const named = { tile: id, title, note, room };
  if (body.kind === 'text') return { kind: 'text', tile: id, title: '', markdown: body.markdown, room };
  if (body.kind === 'figure') {
    const [question] = questionsOf({ id: '', title: '', tiles: [tile] }, prepared);
    if (question?.kind !== 'figure') return null;
    const { target } = body;
    if (target === null) return { kind: 'figure', ...named, question, target: null };
    const { value, better, tolerance } = target;
    return { kind: 'figure', ...named, question, target: value, aim: { better, tolerance } };
  }
  if (body.kind === 'cell') {
    const cell = snapshotCell(id, body, prepare.datasetId);
    return cell === null ? null : { kind: 'cell', ...named, ...cell };
  }
  const isFilled =
    body.kind !== 'groups' || questionsOf({ id: '', title: '', tiles: [tile] }, prepared).length > 0;
  const runnable = isFilled ? runnableTile(tile, prepare, selection) : null;
  if (runnable === null) return null;
  const groups = groupsLook(body, prepared);
  return { kind: 'analysis', ...named, ...runnable, ...(groups === null ? {} : { groups }) };
}

/**
 * What the gate is asked for to let a dashboard out as a page: all its pages under the selection, tiles in the order
 * of reading.
 *
 * @param titleOf what a tile is called
 */
export function snapshotRequest(
  dashboard: Pick<Dashboard, 'title' | 'pages'>,
  ground: TileGround,
  titleOf: (tile: Tile) => string,
  look: SnapshotLook,
): SnapshotRequest {
  const { prepare, selection } = ground;
  const pages = dashboard.pages.map(({ title, tiles }) => ({
    title,
    tiles: inReadingOrder(tiles).flatMap((tile) => snapshotTile(tile, titleOf(tile), ground) ?? []),
  }));
  return {
    datasetId: prepare.datasetId,
    title: dashboard.title,
    prepare,
    selection,
    pages: pages.filter(({ tiles }) => tiles.length > 0),
    ...look,
  };
}
