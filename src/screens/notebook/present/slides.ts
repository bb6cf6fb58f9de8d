import type { ChartChoice } from '../../../contract/notebook.ts';
import type { Cell } from '../../../document/cell.ts';

/** Ways to draw rows one by one. */
const ROW_KINDS: readonly ChartChoice['kind'][] = ['scatter'];

function isShown(cell: Cell): boolean {
  switch (cell.kind) {
    case 'text':
      return cell.markdown.trim() !== '';
    case 'sql':
      return cell.declaration !== null;
    case 'chart':
      return cell.relation !== '' && !ROW_KINDS.some((kind) => kind === cell.choice?.kind);
    default:
      return true;
  }
}

/**
 * Cells that a presentation shows, one after the other. Passed over are those with nothing to look at, and those that
 * show single customers or orders: SQL whose writer has not said that its rows are groups, and points.
 */
export function slidesOf(cells: readonly Cell[]): readonly Cell[] {
  return cells.filter(isShown);
}
