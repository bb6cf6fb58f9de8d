import type { DatasetId } from '../../contract/ids.ts';
import type { ShownCell, SnapshotTile } from '../../contract/snapshot.ts';
import type { TileBody, TileId } from '../../dashboard/dashboard.ts';
import type { Cell } from '../../document/cell.ts';
import { graphOf, sourcesOf } from '../../reactive/graph.ts';
import { inputsOfDocument, inspected, LOADED_NAMES, reactiveCell, runOf } from '../notebook/runnable-cell.ts';
import { ownCells } from './cell-tile.ts';

type CellBody = Extract<TileBody, { kind: 'cell' }>;
type SnapshotCell = Pick<Extract<SnapshotTile, { kind: 'cell' }>, 'runs' | 'shown' | 'called'>;

/** Letters of an id that the names of a tile's cells are marked with. */
const MARK_LENGTH = 12;

/** The same each time, so that what was previewed is not computed again when it leaves. */
function markOf(id: TileId): string {
  return `s${id
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/gu, '')
    .slice(-MARK_LENGTH)}`;
}

/** What of a cell stands in a page; null for words and inputs, and for what is not filled in. */
function shownCell(cell: Cell, view: string | null): ShownCell | null {
  switch (cell.kind) {
    case 'sql':
      return { kind: 'rows', relation: cell.name, declaration: cell.declaration };
    case 'chart':
      return cell.relation === '' ? null : { kind: 'chart', relation: cell.relation, choice: cell.choice };
    case 'analysis':
    case 'metric':
      return { kind: 'analysis', name: cell.name, view };
    default:
      return null;
  }
}

/** What the user calls what is shown. */
function calledOf(cell: Cell | undefined): string {
  if (cell === undefined || cell.kind === 'text') return '';
  return cell.kind === 'chart' ? cell.relation : cell.name;
}

/**
 * A cell of a notebook as it is asked for in a snapshot, with what has to run for it.
 *
 * @returns null where it has nothing to show
 */
export function snapshotCell(id: TileId, body: CellBody, datasetId: DatasetId): SnapshotCell | null {
  const { cells, shown } = ownCells(body, markOf(id));
  const cell = cells.find((each) => each.id === shown);
  const what = cell === undefined ? null : shownCell(cell, body.view);
  if (what === null) return null;
  const ground = { datasetId, token: '' };
  const graph = graphOf(
    cells.map((each) => reactiveCell(each, inspected(each), ground, false)),
    LOADED_NAMES,
  );
  const wanted = sourcesOf(graph, [shown]).add(shown);
  const inputs = inputsOfDocument(cells);
  const runs = graph.order
    .filter((each) => wanted.has(each))
    .flatMap((each) => {
      const found = cells.find((one) => one.id === each);
      const run = found === undefined ? null : runOf(found, inspected(found), datasetId, inputs);
      return run === null || run.kind === 'chart' ? [] : [run];
    });
  return { runs, shown: what, called: calledOf(body.cells.find((each) => each.id === body.shown)) };
}
