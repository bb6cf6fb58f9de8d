import type { CellId } from '../../contract/ids.ts';
import type { Cell } from '../../document/cell.ts';
import { apply } from '../../document/operations.ts';
import type { TileBody } from '../../dashboard/dashboard.ts';
import type { NotebookPort } from '../engine-port.ts';
import { CellRuns } from '../notebook/cell-runs.ts';
import type { Ground } from '../notebook/runnable-cell.ts';
import type { CellState } from '../notebook/session-port.ts';

/** Letters of a mark that tells the cells of one tile from all others in the engine. */
const MARK_LENGTH = 8;

/** Cells of a tile under ids and names of their own. */
export interface OwnCells {
  readonly cells: readonly Cell[];
  readonly shown: CellId;
}

/**
 * The cells of a tile under ids and names that no notebook has: relations of the engine are known by their names, and a
 * notebook with the same cells may be open.
 *
 * @param mark letters and digits, other ones for each tile
 */
export function ownCells(
  { cells, shown }: Pick<Extract<TileBody, { kind: 'cell' }>, 'cells' | 'shown'>,
  mark: string,
): OwnCells {
  let notebook: { readonly title: string; readonly cells: readonly Cell[] } = { title: '', cells };
  for (const cell of cells) {
    if (cell.kind === 'text') continue;
    const { id, name } = cell;
    notebook = apply(notebook, { kind: 'rename', id, name: `${name}_${mark}` }).notebook;
  }
  const ids = new Map(cells.map(({ id }, at) => [id, `${mark}-${at}` as CellId]));
  const own = notebook.cells.map((cell): Cell => ({ ...cell, id: ids.get(cell.id) ?? cell.id }));
  return { cells: own, shown: ids.get(shown) ?? shown };
}

/** A cell that was put on a dashboard, with all it reads, in the engine. */
export class CellTile {
  readonly own: OwnCells;
  readonly #runs: CellRuns;

  constructor(
    engine: NotebookPort,
    body: Extract<TileBody, { kind: 'cell' }>,
    onState: (state: CellState) => void,
  ) {
    this.own = ownCells(body, crypto.randomUUID().replaceAll('-', '').slice(0, MARK_LENGTH));
    const { shown } = this.own;
    this.#runs = new CellRuns(engine, {
      onStates: (states) => {
        const state = states.get(shown);
        if (state !== undefined) onState(state);
      },
      onWhole: () => undefined,
    });
    this.#runs.setCells(this.own.cells);
  }

  /** Stands on other data, or on the same in an engine that was started again. */
  setGround(ground: Ground): void {
    this.#runs.setGround(ground, false);
    // It was put here to be seen, dear or not.
    if (ground.datasetId !== null) this.run();
  }

  run(): void {
    this.#runs.ask([this.own.shown], false);
  }

  close(): void {
    this.#runs.close();
  }
}
