import type { ColumnShape } from '../../analyses/analysis.ts';
import type { Label } from '../../charts/chart-spec.ts';
import { labelText } from '../../charts/labels.ts';
import type { Workspace } from '../../state/workspace.svelte.ts';
import type { GridColumn } from '../../ui/grid/grid-column.ts';
import { columnTitle, isFigure, valueText } from './figure-text.ts';

/** Columns of a list as the declared columns of a table say. */
export function gridColumns(
  shapes: readonly ColumnShape[],
  currency: string | null,
  workspace: Workspace,
): GridColumn[] {
  return shapes
    .filter(({ meaning }) => meaning !== 'contribution')
    .map((shape): GridColumn => {
      const { t: translate, locale } = workspace;
      const say = (label: Label): string => labelText(label, { locale, translate });
      const name = shape.labelFor === undefined ? workspace.say(shape.label) : say(shape.labelFor({}));
      const { totalLabel } = shape;
      const label = columnTitle(name, shape, workspace);
      const figure = isFigure(shape);
      // A heading is hardly ever worth more than two of its figures.
      const narrowest = shape.type === 'date' ? 136 : figure ? 96 : 120;
      const least = Math.min(220, Math.max(narrowest, label.length * 7 + 40));
      return {
        name: shape.name,
        label,
        group: shape.meaning === 'group',
        align: figure ? 'end' : 'start',
        width: `minmax(${least}px, 1fr)`,
        // A figure that is withheld comes as the words for that.
        format: (value) => {
          if (value === null && totalLabel !== undefined) return workspace.say(totalLabel);
          return figure && typeof value === 'string' ? value : valueText(value, shape, currency, workspace);
        },
      };
    });
}
