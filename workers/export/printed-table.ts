import type { TableShape } from '../../src/analyses/analysis.ts';
import { labelText, say } from '../../src/charts/labels.ts';
import type { Language } from '../../src/charts/look.ts';
import type { ColumnType, Unit, Value } from '../../src/contract/result-set.ts';
import type { ReleasedTable } from '../../src/privacy/gate.ts';

/** Stands for a figure that is withheld: the same for every reason, so that a file does not tell them apart. */
export const WITHHELD = Symbol('withheld');

/** How a table is written. */
export interface TableLook extends Language {
  readonly shape: TableShape;
  /** ISO 4217, put beside the names of columns of money; null when the data have none. */
  readonly currency: string | null;
  /** Parameters the table was made with; some columns are called by them. Absent: none. */
  readonly params?: Readonly<Record<string, unknown>>;
  /** Whether the figures come from the sample data. Absent: they do not. */
  readonly synthetic?: boolean;
  /** Conditions on the orders it is of, in the reader's language. Absent: none. */
  readonly filters?: readonly string[];
}

/** A column as a file shows it. */
export interface PrintedColumn {
  /** Name in the result, for programs. */
  readonly name: string;
  /** Name in the reader's language. */
  readonly title: string;
  readonly type: ColumnType;
  readonly unit: Unit | null;
  readonly cells: readonly (Value | typeof WITHHELD)[];
}

/**
 * Says what a released table shows in a file: columns in the order of their shape with titles in the reader's
 * language, values that have a translation too, and which figures are withheld. What the gate has left out of the
 * table is left out here.
 */
export function printedTable(released: ReleasedTable, look: TableLook): readonly PrintedColumn[] {
  const { table, contributors, withheldFigures } = released;
  const counts = table.columns.find(({ name }) => name === contributors)?.values ?? [];
  return look.shape.columns.flatMap(
    ({ name, label, labelFor, meaning, unit, valueLabel, totalLabel, when }): PrintedColumn[] => {
      const source = table.columns.find((each) => each.name === name);
      if (source === undefined || meaning === 'contribution') return [];
      const title = labelFor === undefined ? say(label, look) : labelText(labelFor(look.params ?? {}), look);
      const money = unit === 'currency' ? look.currency : null;
      const named = look.locale === 'en' ? undefined : valueLabel;
      const rows = withheldFigures.get(name);
      // A column that means nothing here is empty, not of all.
      const total = (when?.(look.params ?? {}) ?? true) ? totalLabel : undefined;
      return [
        {
          name,
          title: money === null ? title : look.translate('chart.withUnit', { name: title, unit: money }),
          type: source.type,
          unit: unit ?? null,
          cells: Array.from({ length: table.rowCount }, (_, row) => {
            const isFigure = meaning !== 'group';
            if (isFigure && (counts[row] === null || rows?.has(row) === true)) return WITHHELD;
            const value = source.values[row] ?? null;
            if (value === null && total !== undefined) return say(total, look);
            if (named === undefined || typeof value !== 'string') return value;
            const said = named(value, look.params);
            // Programs sort by names of periods as they stand in results.
            return 'period' in said ? value : labelText(said, look);
          }),
        },
      ];
    },
  );
}
