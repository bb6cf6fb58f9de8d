import type { ChartSpec } from '../../../charts/chart-spec.ts';
import type { CustomerOrders, CustomerProfile } from '../../../contract/dashboard.ts';
import { column, numbers } from '../../../contract/result-set.ts';

/** Single orders over time: their amounts, or how many rows they have where there are none. */
export function ordersChart({ rows }: CustomerOrders, currency: string | null): ChartSpec {
  const has = (name: string): boolean => rows.columns.some((each) => each.name === name);
  const days = numbers(rows, 'day');
  const amounts = column(rows, has('amount') ? 'amount' : 'lines').values;
  return {
    kind: 'scatter',
    title: 'customer.orders.title',
    figure: has('amount') ? 'customer.orders.amount' : 'customer.orders.lines',
    unit: has('amount') ? 'currency' : 'rows',
    currency,
    x: { title: 'customer.orders.day', kind: 'date' },
    groups: [{ label: { key: 'customer.orders.single' }, colour: 'accent' }],
    points: days.map((x, place) => {
      const amount = amounts[place];
      return { x, value: typeof amount === 'number' ? amount : null, group: 0, withheld: false };
    }),
  };
}

/** P(alive) over time, from 0 to 1. */
export function aliveChart({ pAliveCurve }: NonNullable<CustomerProfile['value']>): ChartSpec {
  return {
    kind: 'line',
    title: 'customer.alive.title',
    definition: { key: 'customer.alive.definition' },
    figure: 'clv.column.pAlive',
    unit: 'share',
    currency: null,
    x: { title: 'customer.alive.day', kind: 'date', values: pAliveCurve.map(({ at }) => Date.parse(at)) },
    series: [
      {
        label: { key: 'clv.column.pAlive' },
        colour: 'accent',
        values: pAliveCurve.map(({ p }) => p),
        withheld: pAliveCurve.map(() => false),
        style: 'solid',
        area: true,
      },
    ],
    zeroBased: true,
  };
}
