import type { CellId } from '../../../contract/ids.ts';
import type { Cell } from '../../../document/cell.ts';
import type { TileBody } from '../../../dashboard/dashboard.ts';

/**
 * A cell as a tile: with all that it reads, as they are now, in the order of the notebook.
 *
 * @param readsOf cells that a cell reads
 */
export function pinnedCell(
  cells: readonly Cell[],
  shown: CellId,
  readsOf: (cell: CellId) => readonly CellId[],
): TileBody {
  const wanted = new Set<CellId>([shown]);
  // A set goes on to what is put into it while it is gone through.
  for (const id of wanted) for (const read of readsOf(id)) wanted.add(read);
  return { kind: 'cell', cells: cells.filter(({ id }) => wanted.has(id)), shown, view: null };
}
