import type { DashboardData } from './dashboard-data.ts';

/** Bytes of the columns that tiles are read from; cubes that are made of them come on top. */
export function bytesOf({ cells, customerAxes, orderAxes }: DashboardData): number {
  const { starts, code, orders, sums, spread, places } = cells;
  const columns: readonly (ArrayBufferView | null | undefined)[] = [
    starts,
    code,
    orders,
    ...Object.values(sums).flatMap(({ values, known }) => [values, known]),
    spread.customer,
    spread.starts,
    spread.code,
    ...places.digits,
    ...customerAxes.map(({ of }) => of),
    ...orderAxes.map(({ first }) => first),
  ];
  return columns.reduce((sum, column) => sum + (column?.byteLength ?? 0), 0);
}
