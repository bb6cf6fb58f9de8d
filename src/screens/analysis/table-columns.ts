import type { ColumnShape } from '../../analyses/analysis.ts';
import type { Workspace } from '../../state/workspace.svelte.ts';
import type { GridColumn } from '../../ui/grid/grid-column.ts';
import { columnTitle, isFigure, valueText } from './figure-text.ts';

/** Columns of a list as the declared columns of a table say. */
export function gridColumns(
  shapes: readonly ColumnShape[],
  currency: string | null,
  workspace: Workspace,
): GridColumn[] {
  return shapes.map((shape): GridColumn => {
    const label = columnTitle(workspace.say(shape.label), shape, workspace);
    const figure = isFigure(shape);
    // A heading is hardly ever worth more than two of its figures.
    const narrowest = shape.type === 'date' ? 136 : figure ? 96 : 120;
    const least = Math.min(220, Math.max(narrowest, label.length * 7 + 40));
    return {
      name: shape.name,
      label,
      align: figure ? 'end' : 'start',
      width: `minmax(${least}px, 1fr)`,
      format: (value) => valueText(value, shape, currency, workspace),
    };
  });
}
