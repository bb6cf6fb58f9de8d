import fc from 'fast-check';
import type { CustomerBase } from '../../src/stats/btyd/customer-base.ts';
import type { ModelName } from '../../src/stats/btyd/model.ts';

export const CONTINUOUS = ['bgnbd', 'mbgnbd', 'paretonbd', 'nbd'] as const satisfies readonly ModelName[];
export const ALL = [...CONTINUOUS, 'bgbb'] as const satisfies readonly ModelName[];

type Row = readonly [x: number, tx: number, T: number, weight: number];

export function baseOf(rows: readonly Row[]): CustomerBase {
  const column = (i: 0 | 1 | 2 | 3) => Float64Array.from(rows, (row) => row[i]);
  return { x: column(0), tx: column(1), T: column(2), weight: column(3) };
}

/** Customers as they can occur: whole times for BG/BB. */
export function rowsFor(name: ModelName, most = 60): fc.Arbitrary<Row[]> {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  const row =
    name === 'bgbb'
      ? fc
          .tuple(fc.integer({ min: 0, max: 12 }), share, share, fc.integer({ min: 1, max: 9 }))
          .map(([T, last, bought, weight]): Row => {
            const tx = Math.round(T * last);
            const x = tx === 0 ? 0 : Math.max(1, Math.round(tx * bought));
            return [x, tx, T, weight];
          })
      : fc
          .tuple(
            fc.integer({ min: 0, max: most }),
            fc.double({ min: 0.01, max: 300, noNaN: true }),
            share,
            fc.integer({ min: 1, max: 9 }),
          )
          .map(([x, T, last, weight]): Row => [x, x === 0 ? 0 : T * last, T, weight]);
  return fc.array(row, { minLength: 1, maxLength: 12 });
}

/** Parameters in the range in which real fits lie. */
export function parametersFor(name: ModelName): fc.Arbitrary<Float64Array> {
  const shape = fc.double({ min: 0.05, max: 8, noNaN: true });
  const time = fc.double({ min: 0.2, max: 120, noNaN: true });
  switch (name) {
    case 'nbd':
      return fc.tuple(shape, time).map((values) => Float64Array.from(values));
    case 'paretonbd':
      return fc.tuple(shape, time, shape, time).map((values) => Float64Array.from(values));
    case 'bgnbd':
    case 'mbgnbd':
      return fc.tuple(shape, time, shape, shape).map((values) => Float64Array.from(values));
    case 'bgbb':
      return fc.tuple(shape, shape, shape, shape).map((values) => Float64Array.from(values));
  }
}

/** Two numbers agree to a relative tolerance, or both are as good as zero. */
export function relativeError(found: number, expected: number): number {
  return Math.abs(found - expected) / Math.max(Math.abs(expected), 1e-280);
}
