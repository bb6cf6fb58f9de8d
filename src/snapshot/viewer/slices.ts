import type { SnapshotColumn, SnapshotTable, Words } from '../content.ts';
import { valueText } from '../figure-text.ts';

/** A table of the file by the name of its tile. */
export interface NamedTable {
  readonly name: string;
  readonly table: SnapshotTable;
}

/** A value that tables can be restricted to. */
export interface SliceValue {
  readonly value: string;
  readonly words: Words;
}

/** A dimension that tables can be restricted by. */
export interface SliceDimension {
  readonly dimension: string;
  readonly label: Words;
  readonly values: readonly SliceValue[];
}

/** Restrictions in force: the value of each dimension that is restricted. */
export type Slice = ReadonlyMap<string, string>;

function groupsOf({ columns }: SnapshotTable): readonly SnapshotColumn[] {
  return columns.filter(({ meaning }) => meaning === 'group');
}

/** How a value of a column of groups reads. */
export function groupWords(column: SnapshotColumn, row: number): Words {
  const value = column.values[row] ?? null;
  const text = valueText(value, column);
  return column.valueWords[value === null ? '' : String(value)] ?? { en: text, 'zh-CN': text };
}

/**
 * Finds the dimensions that tables can be sliced by: those that stand in several tables, or beside another one. A total
 * (null) is no value to slice by.
 */
export function sliceDimensions(tables: readonly NamedTable[]): readonly SliceDimension[] {
  const found = new Map<
    string,
    { label: Words; values: Map<string, Words>; tables: number; isInner: boolean }
  >();
  for (const { table } of tables) {
    for (const [place, column] of groupsOf(table).entries()) {
      const { dimension, label, values } = column;
      if (dimension === null) continue;
      const known = found.get(dimension) ?? {
        label,
        values: new Map<string, Words>(),
        tables: 0,
        isInner: false,
      };
      known.tables += 1;
      known.isInner ||= place > 0;
      for (const [row, value] of values.entries()) {
        if (value !== null) known.values.set(String(value), groupWords(column, row));
      }
      found.set(dimension, known);
    }
  }
  return [...found]
    .filter(([, { tables: count, isInner, values }]) => (count > 1 || isInner) && values.size > 1)
    .map(([dimension, { label, values }]) => ({
      dimension,
      label,
      values: [...values].map(([value, words]) => ({ value, words })),
    }));
}

/**
 * Rows of a table that are in a slice. They are cells of the file as they are: nothing is added up.
 *
 * @returns places of the rows; null when no restriction is on a dimension of the table
 */
export function slicedRows(table: SnapshotTable, slice: Slice): readonly number[] | null {
  const restricted = groupsOf(table).filter(({ dimension }) => dimension !== null && slice.has(dimension));
  if (restricted.length === 0) return null;
  return Array.from({ length: table.rowCount }, (_, row) => row).filter((row) =>
    restricted.every(({ dimension, values }) => {
      const value = values[row] ?? null;
      return value !== null && String(value) === slice.get(dimension ?? '');
    }),
  );
}

/** A bar of a slice: one row of the table. */
export interface SliceBar {
  readonly row: number;
  readonly words: Words;
  /** Null: withheld, or there is none. */
  readonly value: number | null;
  readonly isWithheld: boolean;
}

/** Bars of a slice. */
export interface SliceBars {
  readonly figure: SnapshotColumn;
  readonly bars: readonly SliceBar[];
}

/**
 * What a slice is drawn as: the first figure by the one column of groups that is not restricted.
 *
 * @returns null when there is nothing to compare: several such columns or none, or a single row
 */
export function sliceBars(table: SnapshotTable, rows: readonly number[], slice: Slice): SliceBars | null {
  const open = groupsOf(table).filter(({ dimension }) => dimension === null || !slice.has(dimension));
  const figure = table.columns.find(
    ({ meaning, type }) => meaning === 'figure' && (type === 'integer' || type === 'number'),
  );
  const [group, another] = open;
  if (group === undefined || another !== undefined || figure === undefined) return null;
  const bars = rows
    .filter((row) => (group.values[row] ?? null) !== null)
    .map((row): SliceBar => {
      const value = figure.values[row];
      const isWithheld = figure.withheld.includes(row);
      const shown = typeof value === 'number' && !isWithheld ? value : null;
      return { row, words: groupWords(group, row), value: shown, isWithheld };
    });
  return bars.length < 2 ? null : { figure, bars };
}
