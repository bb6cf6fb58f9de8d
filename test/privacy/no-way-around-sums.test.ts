import { afterAll, beforeAll, expect, test } from 'vitest';
import { findAnalysis } from '../../src/analyses/index.ts';
import { releaseShape } from '../../src/analyses/release-shape.ts';
import { column, type ResultSet, type Value } from '../../src/contract/result-set.ts';
import { sql } from '../../src/contract/sql.ts';
import { ask } from '../../src/privacy/gate.ts';
import { AnalysedOrders } from '../analyses/orders-in-engine.ts';
import { policyOf } from './tables.ts';

const PEOPLE = 260;
const POLICY = policyOf({ threshold: 10, formats: ['csv'] });

/** A whole number that looks like chance, the same each time. */
const mixed = (person: number, salt: number): number => ((person * 7919 + salt * 104_729) % 9973) / 9973;

/** Customers of a year and a half, some countries with a few of them only, amounts with cents. */
function shop(): (readonly [customer: string, day: string, amount: number, country: string])[] {
  return Array.from({ length: PEOPLE }, (_, person) => {
    const place = mixed(person, 3);
    const country =
      place < 0.5 ? 'DE' : place < 0.9 ? 'FR' : place < 0.94 ? 'IT' : place < 0.97 ? 'MT' : 'ES';
    const first = Math.floor(mixed(person, 1) * 240);
    return Array.from({ length: 1 + Math.floor(mixed(person, 2) ** 2 * 6) }, (__, order) => {
      const day = new Date(Date.UTC(2024, 0, 1 + first + order * Math.floor(20 + mixed(person, 5) * 60)));
      const amount = Math.round((20 + mixed(person, 10 + order) * 300) * 100) / 100;
      return [`C${person}`, day.toISOString().slice(0, 10), amount, country] as const;
    });
  }).flat();
}

let orders: AnalysedOrders;
beforeAll(async () => {
  orders = await AnalysedOrders.boot();
  const values = shop().map((row) => sql`(${row[0]}, ${row[1]}, ${row[2]}, ${row[3]})`);
  await orders.load(sql`SELECT * FROM (VALUES ${values}) AS t(customer, ordered_at, amount, country)`, {
    roles: ['country'],
  });
});
afterAll(() => orders.close());

interface Leaving {
  readonly whole: ResultSet;
  /** As it leaves, in the order of `whole`. */
  readonly shown: (name: string) => readonly (number | null)[];
  readonly withheld: readonly boolean[];
}

function numbers(values: readonly Value[]): readonly (number | null)[] {
  return values.map((value) => (typeof value === 'number' ? value : null));
}

async function leaving(id: string, name: string, params: unknown): Promise<Leaving> {
  const outcome = await orders.analyse(id, params);
  const [declared, whole] = [findAnalysis(id).tables[name], outcome.tables[name]];
  if (declared === undefined || whole === undefined) throw new RangeError(`there is no table ${name}`);
  const shape = releaseShape(declared, outcome.params);
  const question = { table: whole, shape, policy: POLICY, format: 'csv', subject: `${id}/${name}` } as const;
  const { result, order, verdicts } = await ask(question);
  if (!result.ok) throw new Error(result.error.code);
  const { table } = result.value.value;
  const places = new Map(order.map((row, place) => [row, place]));
  const rows = order.map((_, row) => places.get(row) ?? row);
  return {
    whole,
    shown: (each) => {
      const values = numbers(column(table, each).values);
      return rows.map((place) => values[place] ?? null);
    },
    withheld: rows.map((place) => verdicts[place] !== null),
  };
}

/** Rows by the value of a column; all of them without one. */
function linesOf({ whole, withheld }: Leaving, by: string | null): readonly (readonly number[])[] {
  const keys = by === null ? withheld.map(() => '') : column(whole, by).values.map(String);
  return [...new Set(keys)].map((key) => keys.flatMap((each, row) => (each === key ? [row] : [])));
}

/** What an attacker makes of a running total: differences of any two rows, less what is shown between them. */
function byDifferences(
  table: Leaving,
  line: readonly number[],
  running: readonly (number | null)[],
  parts: readonly (number | null)[],
): readonly number[] {
  const found: number[] = [];
  for (let to = 0; to < line.length; to += 1) {
    for (let from = -1; from < to; from += 1) {
      const [end, start] = [running[line[to] ?? -1], from < 0 ? 0 : running[line[from] ?? -1]];
      if (typeof end !== 'number' || typeof start !== 'number') continue;
      const between = line.slice(from + 1, to + 1);
      const unknown = between.filter((row) => table.withheld[row] === true);
      const known = between.reduce((sum, row) => sum + (parts[row] ?? 0), 0);
      if (unknown.length > 0) found.push(end - start - known);
    }
  }
  return found;
}

test('shares so far of groups and of customers give no withheld share back', async () => {
  const groups = await leaving('kpi', 'groups', { groupBy: 'country' });
  expect(groups.withheld.filter(Boolean).length).toBeGreaterThan(1);
  const shares = groups.shown('revenue_share');
  for (const line of linesOf(groups, null)) {
    expect(byDifferences(groups, line, groups.shown('cumulative_share'), shares)).toEqual([]);
  }
  // The same attacker reads every withheld share out of the table as it was computed.
  const running = numbers(column(groups.whole, 'cumulative_share').values);
  expect(byDifferences(groups, linesOf(groups, null)[0] ?? [], running, shares).length).toBeGreaterThan(0);
});

test.each([
  ['nday', { cohortBy: 'country', period: 'quarter' }],
  ['onOrAfter', { period: 'month', mode: 'onOrAfter' }],
] as const)('values so far of cohorts by %s give no withheld revenue back', async (mode, params) => {
  const cells = await leaving('cohorts', 'cells', params);
  expect(cells.withheld.some(Boolean)).toBe(true);
  const [sizes, revenue, values] = ['size', 'revenue', 'cumulative_value'].map((name) => cells.shown(name));
  const running = (values ?? []).map((value, row) => (value === null ? null : value * (sizes?.[row] ?? 0)));
  for (const line of linesOf(cells, 'cohort')) {
    if (mode === 'nday') {
      expect(byDifferences(cells, line, running, revenue ?? [])).toEqual([]);
      continue;
    }
    // The revenue on or after a period is what the total so far lacks of the whole.
    const whole = revenue?.[line[0] ?? -1] ?? null;
    const told = line.slice(1).flatMap((row, index) => {
      const before = running[line[index] ?? -1];
      const isTold = typeof before === 'number' && whole !== null && cells.withheld[row] === true;
      return isTold ? [whole - before] : [];
    });
    expect(told).toEqual([]);
  }
});

/** Who has bought in each month of the life of each cohort of a month, from the orders themselves. */
function buyers(): ReadonlyMap<string, ReadonlyMap<number, ReadonlySet<string>>> {
  const bought = new Map<string, Map<number, Set<string>>>();
  const month = (day: string): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
  const firsts = new Map<string, number>();
  for (const [customer, day] of shop()) {
    firsts.set(customer, Math.min(firsts.get(customer) ?? Infinity, month(day)));
  }
  for (const [customer, day] of shop()) {
    const first = firsts.get(customer) ?? 0;
    const cohort = `${Math.floor(first / 12)}-${String((first % 12) + 1).padStart(2, '0')}`;
    const months = bought.get(cohort) ?? new Map<number, Set<string>>();
    bought.set(cohort, months);
    months.set(month(day) - first, (months.get(month(day) - first) ?? new Set()).add(customer));
  }
  return bought;
}

/** How many of a cohort have bought from one month of its life until before another. */
function buyersBetween(
  months: ReadonlyMap<number, ReadonlySet<string>> | undefined,
  from: number,
  until: number,
): number {
  return new Set([...(months ?? [])].flatMap(([at, who]) => (at >= from && at < until ? [...who] : []))).size;
}

test('cells on or after a period differ by nobody or by as many customers as the threshold, and so do their sums', async () => {
  const cells = await leaving('cohorts', 'cells', { period: 'month', mode: 'onOrAfter' });
  const counts = cells.shown('customers');
  const bought = buyers();
  const periods = numbers(column(cells.whole, 'period').values);
  const cohorts = column(cells.whole, 'cohort').values.map(String);
  let compared = 0;
  for (const line of linesOf(cells, 'cohort')) {
    const shown = line.filter((row) => (counts[row] ?? 0) > 0);
    for (const [index, outer] of shown.entries()) {
      for (const inner of shown.slice(index + 1)) {
        const left = (counts[outer] ?? 0) - (counts[inner] ?? 0);
        expect(left === 0 || left >= POLICY.threshold, `${cohorts[outer]}: ${left}`).toBe(true);
        const months = bought.get(cohorts[outer] ?? '');
        const added = buyersBetween(months, periods[outer] ?? 0, periods[inner] ?? 0);
        expect(added === 0 || added >= POLICY.threshold, cohorts[outer]).toBe(true);
        compared += 1;
      }
    }
  }
  expect(compared).toBeGreaterThan(5);
});
