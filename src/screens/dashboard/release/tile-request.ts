import type { TileReleaseRequest } from '../../../contract/dashboard.ts';
import type { ExportFormat } from '../../../contract/privacy.ts';
import type { Tile } from '../../../dashboard/dashboard.ts';
import type { TileGround } from '../../../state/dashboard/session-port.ts';
import { groupsLook } from '../../../state/dashboard/groups-look.ts';
import { runnableTile } from '../../../state/dashboard/tile-run.ts';
import type { Workspace } from '../../../state/workspace.svelte.ts';

/** Pictures are drawn at this size, CSS pixels. */
const PICTURE_SIZE = [960, 540] as const;
const PICTURES: readonly ExportFormat[] = ['svg', 'png'];

/** How the file of a tile is written and called. */
export interface TileFile extends Pick<Workspace, 'locale'> {
  /** Of pictures. They are light unless somebody chooses otherwise: most stand on paper. */
  readonly theme?: TileReleaseRequest['theme'];
  /** Absent where only what would leave is asked for. */
  readonly called?: NonNullable<TileReleaseRequest['called']>;
}

/** What the gate is asked for a tile as it stands; null for words, cells and what cannot be run. */
export function tileRequest(
  tile: Tile,
  { prepare, prepared, selection }: TileGround,
  format: ExportFormat,
  { locale, theme = 'light', called }: TileFile,
): TileReleaseRequest | null {
  const runnable = runnableTile(tile, prepare, selection);
  if (runnable === null) return null;
  const isPicture = PICTURES.includes(format);
  const groups = isPicture ? groupsLook(tile.body, prepared) : null;
  return {
    run: runnable.run,
    table: runnable.table,
    format,
    view: isPicture ? runnable.view : null,
    ...(groups === null ? {} : { groups }),
    locale,
    theme,
    ...(called === undefined ? {} : { called }),
    ...(isPicture ? { size: PICTURE_SIZE } : {}),
  };
}
