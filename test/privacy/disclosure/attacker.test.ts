import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Highs } from 'highs';
import { intervalByProgramme } from '../../../src/privacy/disclosure/attacker-programme.ts';
import { networkOf, type CellNetwork } from '../../../src/privacy/disclosure/cell-network.ts';
import type { LinearTable, Suppression } from '../../../src/privacy/disclosure/linear-table.ts';
import { NetworkAttacker } from '../../../src/privacy/disclosure/network-attacker.ts';
import { optimalSuppression } from '../../../src/privacy/disclosure/optimal-suppression.ts';
import { isMet, protect } from '../../../src/privacy/disclosure/protect.ts';
import { protectByProgrammes } from '../../../src/privacy/disclosure/protect-by-programmes.ts';
import { loadSolver } from '../../../src/privacy/disclosure/solver.ts';
import { twoWay } from './two-way.ts';

let highs: Highs;
beforeAll(async () => {
  highs = await loadSolver();
});

function network(table: LinearTable): CellNetwork {
  const found = networkOf(table);
  if (found === null) throw new Error('a table of two dimensions is a network');
  return found;
}

/** A small table with a choice of inner cells that are withheld. */
const small = fc.tuple(fc.integer({ min: 2, max: 4 }), fc.integer({ min: 2, max: 4 })).chain(([rows, cols]) =>
  fc.record({
    table: fc.array(fc.array(fc.nat(4), { minLength: cols, maxLength: cols }), {
      minLength: rows,
      maxLength: rows,
    }),
    hidden: fc.subarray(
      Array.from({ length: rows * cols }, (_, cell) => cell),
      { minLength: 1, maxLength: Math.min(8, rows * cols) },
    ),
  }),
);

/** All tables of whole numbers that agree with what is published: least and most of each withheld cell. */
function enumerated(
  table: readonly (readonly number[])[],
  hidden: readonly number[],
): Map<number, [number, number]> {
  const cols = table[0]?.length ?? 0;
  const values = table.flat();
  const left = new Map<string, number>();
  for (const cell of hidden) {
    for (const line of [`r${Math.floor(cell / cols)}`, `c${cell % cols}`]) {
      left.set(line, (left.get(line) ?? 0) + (values[cell] ?? 0));
    }
  }
  const bounds = new Map<number, [number, number]>();
  const guess: number[] = [];
  const place = (at: number): void => {
    const cell = hidden[at];
    if (cell === undefined) {
      if ([...left.values()].some((rest) => rest !== 0)) return;
      hidden.forEach((each, index) => {
        const value = guess[index] ?? 0;
        const [low, high] = bounds.get(each) ?? [value, value];
        bounds.set(each, [Math.min(low, value), Math.max(high, value)]);
      });
      return;
    }
    const row = `r${Math.floor(cell / cols)}`;
    const col = `c${cell % cols}`;
    const most = Math.min(left.get(row) ?? 0, left.get(col) ?? 0);
    for (let value = 0; value <= most; value += 1) {
      guess[at] = value;
      left.set(row, (left.get(row) ?? 0) - value).set(col, (left.get(col) ?? 0) - value);
      place(at + 1);
      left.set(row, (left.get(row) ?? 0) + value).set(col, (left.get(col) ?? 0) + value);
    }
  };
  place(0);
  return bounds;
}

describe('what an attacker can infer', () => {
  test('equals the enumeration of all whole tables that agree with what is published', () => {
    fc.assert(
      fc.property(small, ({ table, hidden }) => {
        const { linear } = twoWay(table);
        const attacker = new NetworkAttacker(network(linear), linear.values);
        for (const cell of hidden) attacker.hide(cell);
        for (const [cell, bounds] of enumerated(table, hidden)) {
          const value = linear.values[cell] ?? 0;
          expect([value - attacker.reach(cell, -1), value + attacker.reach(cell, 1)]).toEqual(bounds);
        }
      }),
    );
  });

  test('is the same by flows and by linear programmes', () => {
    fc.assert(
      fc.property(small, ({ table, hidden }) => {
        const { linear } = twoWay(table);
        const attacker = new NetworkAttacker(network(linear), linear.values);
        for (const cell of hidden) attacker.hide(cell);
        const cell = hidden[0] ?? 0;
        const { low, high } = intervalByProgramme(highs, linear, new Set(hidden), cell);
        const value = linear.values[cell] ?? 0;
        expect(low).toBeCloseTo(value - attacker.reach(cell, -1), 6);
        expect(high).toBeCloseTo(value + attacker.reach(cell, 1), 6);
      }),
      { numRuns: 15 },
    );
  });
});

describe('secondary suppression', () => {
  /** Small cells must look as if they could be 5; margins can be withheld too. */
  function problem(table: readonly (readonly number[])[]): { linear: LinearTable; start: Suppression } {
    const { linear } = twoWay(table);
    const hidden = linear.values.flatMap((value, cell) => (value > 0 && value < 5 ? [cell] : []));
    const fixed = new Set(linear.values.flatMap((value, cell) => (value === 0 ? [cell] : [])));
    const needs = hidden.map((cell) => ({ cell, up: 5 - (linear.values[cell] ?? 0), down: 0, width: 1 }));
    return { linear, start: { hidden, fixed, cost: linear.values, needs } };
  }
  const tables = fc
    .tuple(fc.integer({ min: 2, max: 4 }), fc.integer({ min: 2, max: 4 }))
    .chain(([rows, cols]) =>
      fc.array(fc.array(fc.oneof(fc.nat(6), fc.nat(60)), { minLength: cols, maxLength: cols }), {
        minLength: rows,
        maxLength: rows,
      }),
    );
  const spent = ({ cost }: Suppression, cells: readonly number[]): number =>
    cells.reduce((sum, cell) => sum + (cost[cell] ?? 0), 0);

  test.each(['quick', 'by programmes'])(
    '%s: leaves no small cell known, and costs no less than the optimum',
    (way) => {
      fc.assert(
        fc.property(tables, (table) => {
          const { linear, start } = problem(table);
          const found =
            way === 'quick'
              ? protect(network(linear), linear.values, start)
              : protectByProgrammes(highs, linear, start);
          const best = optimalSuppression(highs, linear, start);
          expect(found === null).toBe(best === null);
          for (const cells of [found, best]) {
            const attacker = new NetworkAttacker(network(linear), linear.values);
            for (const cell of [...start.hidden, ...(cells ?? [])]) attacker.hide(cell);
            if (cells !== null) expect(start.needs.every((need) => isMet(attacker, need))).toBe(true);
          }
          expect(spent(start, found ?? [])).toBeGreaterThanOrEqual(spent(start, best ?? []));
        }),
        { numRuns: 10 },
      );
    },
  );
});
