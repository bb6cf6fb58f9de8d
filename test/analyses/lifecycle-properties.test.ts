import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Value } from '../../src/contract/result-set.ts';
import { AnalysedOrders, asObjects, type TestOrder } from './orders-in-engine.ts';

const RUNS = { numRuns: 8, interruptAfterTimeLimit: 25_000, markInterruptAsFailure: false };
const MONTHS = 14;
const STATES = ['new', 'active', 'cooling', 'at_risk', 'lapsed', 'won_back'];

type Row = Record<string, Value>;
type Tables = Readonly<Record<string, readonly Row[]>>;

interface Purchase {
  readonly customer: number;
  /** Days since 2024-01-01. */
  readonly day: number;
  readonly amount: number;
}

const purchases = fc.array(
  fc.record({
    customer: fc.integer({ min: 0, max: 15 }),
    day: fc.integer({ min: 0, max: 30 * MONTHS }),
    amount: fc.integer({ min: 1, max: 100 }),
  }),
  { minLength: 1, maxLength: 60 },
);
const thresholds = fc
  .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 }))
  .map(([a, b, c]) => ({ coolingAfter: a, atRiskAfter: a + b, lapsedAfter: a + b + c }));
const chosen = fc
  .tuple(thresholds, fc.constantFrom('periods', 'interval'), fc.boolean())
  .map(([limits, rule, stated]) => ({
    ...limits,
    rule,
    interval: 'mean',
    observationEnd: stated ? '2025-04-30' : null,
  }));
type Chosen = typeof chosen extends fc.Arbitrary<infer T> ? T : never;

function iso(day: number): string {
  return new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10);
}

/** Number of the month of a day, from 0 for January 2024. */
function monthOf(day: number): number {
  const date = new Date(Date.UTC(2024, 0, 1 + day));
  return (date.getUTCFullYear() - 2024) * 12 + date.getUTCMonth();
}

/** Last day of a month. */
function monthEnd(month: number): number {
  return Math.round((Date.UTC(2024, month + 1, 0) - Date.UTC(2024, 0, 1)) / 86_400_000);
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const low = sorted[Math.floor(place)] ?? 30;
  return low + ((sorted[Math.ceil(place)] ?? low) - low) * (place - Math.floor(place));
}

function gapsOf(days: readonly number[]): number[] {
  return days.slice(1).map((day, index) => day - (days[index] ?? day));
}

function daysByCustomer(given: readonly Purchase[]): Map<number, number[]> {
  const found = new Map<number, number[]>();
  for (const { customer, day } of given) found.set(customer, [...(found.get(customer) ?? []), day]);
  for (const [customer, days] of found) {
    found.set(
      customer,
      [...new Set(days)].sort((a, b) => a - b),
    );
  }
  return found;
}

/** The states of every customer from the first month on, as the method page defines them, one by one. */
function statesOneByOne(given: readonly Purchase[], params: Chosen): Map<number, Map<number, string>> {
  const lastDay = Math.max(...given.map(({ day }) => day));
  const end = params.observationEnd === null ? lastDay : monthEnd(15);
  const whole = params.observationEnd === null ? lastDay - 1 : end;
  const last = monthOf(end);
  const lastWhole = monthOf(whole + 1) - 1;
  const customers = daysByCustomer(given);
  const gaps = [...customers.values()].flatMap(gapsOf);
  const floor = quantile(gaps, 0.25);
  const typical = quantile(gaps, 0.5);
  const limits = [params.lapsedAfter, params.atRiskAfter, params.coolingAfter];
  const lives = new Map<number, Map<number, string>>();
  for (const [customer, days] of customers) {
    const months = new Set(days.map(monthOf));
    const first = Math.min(...months);
    const life = new Map<number, string>();
    for (let month = first; month <= last; month += 1) {
      const soFar = days.filter((day) => monthOf(day) <= month);
      const before = life.get(month - 1);
      if (months.has(month)) {
        life.set(month, month === first ? 'new' : before === 'lapsed' ? 'won_back' : 'active');
        continue;
      }
      const lastOrder = soFar.at(-1) ?? 0;
      const own = gapsOf(soFar);
      const mean = own.reduce((sum, gap) => sum + gap, 0) / own.length;
      const interval = own.length === 0 ? typical : Math.max(mean, floor);
      const empty = Math.min(month, lastWhole) - monthOf(lastOrder);
      const waited = Math.min(monthEnd(month), end) - lastOrder;
      const passed = limits.findIndex((limit) =>
        params.rule === 'periods' ? empty >= limit : waited >= Math.ceil(limit * interval),
      );
      life.set(month, ['lapsed', 'at_risk', 'cooling'][passed] ?? 'active');
    }
    lives.set(customer, life);
  }
  return lives;
}

function counted(keys: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const key of keys) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
}

function monthName(month: number): string {
  return new Date(Date.UTC(2024, month, 1)).toISOString().slice(0, 7);
}

describe('lifecycle', () => {
  let orders: AnalysedOrders;
  beforeAll(async () => {
    orders = await AnalysedOrders.boot();
  });
  afterAll(() => orders.close());

  async function analysed(
    given: readonly Purchase[],
    params: object,
    name = (customer: number) => `c${String(customer).padStart(2, '0')}`,
  ): Promise<Tables & { readonly facts: readonly Row[] }> {
    await orders.loadOrders(
      given.map(({ customer, day, amount }): TestOrder => ({
        customer: name(customer),
        day: iso(day),
        amount,
      })),
    );
    const outcome = await orders.analyse('lifecycle', params);
    return {
      ...Object.fromEntries(Object.entries(outcome.tables).map(([id, table]) => [id, asObjects(table)])),
      customers: await orders.rows('lifecycle', 'customers'),
      facts: [outcome.facts],
    };
  }

  test('states, changes and flows equal those of customers taken one by one', async () => {
    await fc.assert(
      fc.asyncProperty(purchases, chosen, async (given, params) => {
        const found = await analysed(given, params);
        const lives = [...statesOneByOne(given, params).values()];
        const present = (rows: readonly Row[], key: (row: Row) => string): Record<string, Value> =>
          Object.fromEntries(
            rows
              .filter(({ customers }) => customers !== 0)
              .map((row) => [key(row), row['customers'] ?? null]),
          );
        const all = lives.flatMap((life) => [...life].map(([month, state]) => ({ month, state, life })));
        expect(
          present(found['states'] ?? [], ({ period, state }) => `${String(period)} ${String(state)}`),
        ).toEqual(counted(all.map(({ month, state }) => `${monthName(month)} ${state}`)));

        const whole = new Set(
          (found['states'] ?? []).filter(({ complete }) => complete === true).map(({ period }) => period),
        );
        const moves = all
          .filter(({ month }) => whole.has(monthName(month)))
          .map(({ month, state, life }) => ({
            month,
            change: `${life.get(month - 1) ?? 'none'} ${state}`,
            life,
          }));
        const change = ({ from_state, to_state }: Row): string => `${String(from_state)} ${String(to_state)}`;
        const lastWhole = Math.max(...moves.map(({ month }) => month));
        expect(present(found['transitions'] ?? [], change)).toEqual(
          counted(moves.filter(({ month }) => month === lastWhole).map((each) => each.change)),
        );
        const everyMove = found['all_transitions'] ?? [];
        const numbers = counted(moves.map((each) => each.change));
        expect(
          Object.fromEntries(
            everyMove.filter((row) => row['moves'] !== 0).map((row) => [change(row), row['moves']]),
          ),
        ).toEqual(numbers);
        const once = lives.flatMap((life) => [
          ...new Set(moves.filter((each) => each.life === life).map((each) => each.change)),
        ]);
        expect(present(everyMove, change)).toEqual(counted(once));

        const lapsedNow = all.filter(
          ({ month, state, life }) => state === 'lapsed' && life.get(month - 1) !== 'lapsed',
        );
        expect(
          present(
            (found['flows'] ?? []).filter(({ flow }) => flow === 'newly_lapsed'),
            ({ period }) => String(period),
          ),
        ).toEqual(counted(lapsedNow.map(({ month }) => monthName(month))));
      }),
      RUNS,
    );
  });

  test('each customer has the present state, since the month it began', async () => {
    await fc.assert(
      fc.asyncProperty(purchases, chosen, async (given, params) => {
        const { customers = [] } = await analysed(given, params);
        const lives = [...statesOneByOne(given, params)].sort(([a], [b]) => a - b);
        expect(customers.map(({ state, since }) => [state, since])).toEqual(
          lives.map(([, life]) => {
            const months = [...life].reverse();
            const [[, state] = [0, '']] = months;
            const changed = months.findIndex(([, each]) => each !== state);
            const run = changed === -1 ? months : months.slice(0, changed);
            return [state, Date.UTC(2024, run.at(-1)?.[0] ?? 0, 1)];
          }),
        );
      }),
      RUNS,
    );
  });

  test('changes sum to the population, on both sides', async () => {
    await fc.assert(
      fc.asyncProperty(purchases, chosen, async (given, params) => {
        const { transitions = [], states = [], flows = [], facts } = await analysed(given, params);
        const sum = (rows: readonly Row[]): number =>
          rows.reduce((total, { customers }) => total + Number(customers), 0);
        const months = [
          ...new Set(states.filter(({ complete }) => complete === true).map(({ period }) => period)),
        ];
        for (const state of months.length === 0 ? [] : STATES) {
          const at = (month: Value | undefined): number =>
            sum(states.filter((row) => row['period'] === month && row['state'] === state));
          expect(sum(transitions.filter(({ to_state }) => to_state === state))).toBe(at(months.at(-1)));
          expect(sum(transitions.filter(({ from_state }) => from_state === state))).toBe(at(months.at(-2)));
        }
        const everyone = new Set(given.map(({ customer }) => customer)).size;
        expect(facts[0]?.['customers']).toBe(everyone);
        expect(sum(flows.filter(({ flow }) => flow === 'new'))).toBe(everyone);
        const shares = states.reduce((total, { share }) => total + Number(share), 0);
        expect(shares).toBeCloseTo(new Set(states.map(({ period }) => period)).size, 9);
        const revenue = states.reduce((total, row) => total + Number(row['revenue']), 0);
        expect(revenue).toBeCloseTo(
          given.reduce((total, { amount }) => total + amount, 0),
          6,
        );
      }),
      RUNS,
    );
  });

  test('neither the order of rows nor the names of customers matter', async () => {
    const shuffled = purchases.chain((given) =>
      fc.tuple(fc.constant(given), fc.shuffledSubarray(given, { minLength: given.length })),
    );
    await fc.assert(
      fc.asyncProperty(shuffled, chosen, async ([given, other], params) => {
        const before = await analysed(given, params);
        const after = await analysed(other, params, (customer) => `other ${99 - customer}`);
        const unnamed = (row: Row): Row => ({ ...row, customer: null });
        expect({ ...after, customers: after['customers']?.map(unnamed).toReversed() }).toEqual({
          ...before,
          customers: before['customers']?.map(unnamed),
        });
      }),
      RUNS,
    );
  });

  test('complete periods do not change when later orders come', async () => {
    const days = fc.integer({ min: 0, max: 30 * MONTHS });
    await fc.assert(
      fc.asyncProperty(purchases, thresholds, days, async (given, params, later) => {
        const first = Math.min(...given.map(({ day }) => day));
        const early = await analysed(given, { ...params, observationEnd: iso(first + later) });
        const late = await analysed(given, { ...params, observationEnd: '2027-12-31' });
        const whole = (early['states'] ?? []).filter(({ complete }) => complete === true);
        expect((late['states'] ?? []).slice(0, whole.length)).toEqual(whole);
      }),
      RUNS,
    );
  });

  test('thresholds must increase, and count whole periods', async () => {
    await orders.loadOrders([{ customer: 'a', day: '2025-01-01', amount: 1 }]);
    for (const params of [
      { coolingAfter: 6 },
      { coolingAfter: 1.5 },
      { rule: 'interval', lapsedAfter: 1 },
      { observationEnd: '2024-12-31' },
    ]) {
      await expect(orders.analyse('lifecycle', params)).rejects.toMatchObject({
        error: { code: 'analysis.params' },
      });
    }
  });
});
