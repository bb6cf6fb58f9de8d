import { describe, expect, it } from 'vitest';
import type { ResultColumn, ResultSet, Value } from '../../src/contract/result-set.ts';
import { segmentCells } from '../../src/screens/rfm/segment-cells.ts';
import { SEGMENT_FIGURES, segmentRows } from '../../src/screens/rfm/segment-rows.ts';

function table(columns: Readonly<Record<string, readonly Value[]>>): ResultSet {
  const made = Object.entries(columns).map(([name, values]): ResultColumn => ({
    name,
    type: typeof values[0] === 'string' ? 'text' : 'number',
    values,
  }));
  return { columns: made, rowCount: made[0]?.values.length ?? 0 };
}

const grid = (customers: readonly Value[]): ResultSet =>
  table({ r: [2, 2, 1, 1], f: [1, 2, 1, 2], segment: ['New', 'Champions', 'Lost', null], customers });
const scale = { recency: 2, frequency: 2, monetary: 2 };

describe('cells of the heat map', () => {
  it('stand in reading order, best recency first', () => {
    const cells = segmentCells(grid([5, 40, 3, 0]), scale, null);
    expect(cells.map((cell) => [cell.r, cell.f, cell.customers])).toEqual([
      [2, 1, 5],
      [2, 2, 40],
      [1, 1, 3],
      [1, 2, 0],
    ]);
  });

  it('tell a withheld cell from an empty one, and never show the private figure in a preview', () => {
    const cells = segmentCells(grid([5, 40, 3, 0]), scale, grid([null, 40, null, null]));
    expect(cells.map((cell) => cell.customers)).toEqual([null, 40, null, 0]);
  });

  it('are withheld too where the preview has left their rows out', () => {
    const leaving = table({ r: [2], f: [2], segment: ['Champions'], customers: [40] });
    const cells = segmentCells(grid([5, 40, 3, 0]), scale, leaving);
    expect(cells.map((cell) => cell.customers)).toEqual([null, 40, null, 0]);
  });
});

describe('rows of the table of segments', () => {
  const figures = (rows: number, value: (row: number) => Value): Record<string, Value[]> =>
    Object.fromEntries(
      SEGMENT_FIGURES.map((name) => [name, Array.from({ length: rows }, (_, row) => value(row))]),
    );
  const all = table({ segment: ['Champions', 'New'], ...figures(2, (row) => row + 20) });

  it('keep every segment in a preview and mark the ones that would not leave', () => {
    const withheld = table({
      segment: ['Champions', 'New'],
      ...figures(2, (row) => (row === 0 ? 20 : null)),
    });
    const omitted = table({ segment: ['Champions'], ...figures(1, () => 20) });
    for (const released of [withheld, omitted]) {
      const rows = segmentRows(all, released);
      expect(rows.map((row) => [row.segment, row.withheld])).toEqual([
        ['Champions', false],
        ['New', true],
      ]);
      expect(Object.values(rows[1]?.figures ?? {}).every((value) => value === null)).toBe(true);
    }
  });
});
