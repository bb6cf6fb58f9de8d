import type { LinearTable, Relation } from '../../../src/privacy/disclosure/linear-table.ts';

/** A two-way table with its margins: cells by row, then row totals, column totals and the grand total. */
export function twoWay(table: readonly (readonly number[])[]): {
  readonly linear: LinearTable;
  readonly cellAt: (row: number, col: number) => number;
  readonly margins: readonly number[];
} {
  const rows = table.length;
  const cols = table[0]?.length ?? 0;
  const cellAt = (row: number, col: number): number => row * cols + col;
  const rowTotal = (row: number): number => rows * cols + row;
  const colTotal = (col: number): number => rows * cols + rows + col;
  const grand = rows * cols + rows + cols;
  const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
  const each = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
  const values = [
    ...table.flat(),
    ...table.map(sum),
    ...each(cols).map((col) => sum(table.map((row) => row[col] ?? 0))),
    sum(table.flat()),
  ];
  const relations: Relation[] = [
    ...each(rows).map((row) => ({ parts: each(cols).map((col) => cellAt(row, col)), total: rowTotal(row) })),
    ...each(cols).map((col) => ({ parts: each(rows).map((row) => cellAt(row, col)), total: colTotal(col) })),
    { parts: each(rows).map(rowTotal), total: grand },
    { parts: each(cols).map(colTotal), total: grand },
  ];
  const margins = [...each(rows).map(rowTotal), ...each(cols).map(colTotal), grand];
  return { linear: { values, relations }, cellAt, margins };
}
