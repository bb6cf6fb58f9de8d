import { describe, expect, it } from 'vitest';
import { generateOrders, type SampleCounts } from '../../src/data/sample/generate-orders.ts';
import { SAMPLE_DEFAULTS } from '../../src/data/sample/options.ts';
import { truth } from '../../src/data/sample/truth.ts';
import { rowsOf, type SampleRow } from './sample-rows.ts';

const options = { ...SAMPLE_DEFAULTS, orders: 60_000, seed: 5 };

function generate(): { rows: SampleRow[]; counts: SampleCounts } {
  const generator = generateOrders(options);
  let csv = '';
  let step = generator.next();
  for (; step.done !== true; step = generator.next()) csv += step.value;
  return { rows: rowsOf(csv), counts: step.value };
}

const { rows, counts } = generate();
const kept = rows.filter(
  (row) => row.status === 'completed' && Number(row.amount) > 0 && row.customer_id !== '',
);

function count(test: (row: SampleRow) => boolean): number {
  return rows.filter(test).length;
}

describe('mess', () => {
  it('is in the file as often as the counts say', () => {
    expect(count(({ customer_id }) => customer_id === '')).toBe(counts.mess.noCustomer);
    expect(
      count(({ ordered_at }) => !/^20\d\d-/u.test(ordered_at) || ordered_at.startsWith('2024-02-30')),
    ).toBe(counts.mess.unreadableDate);
    expect(count(({ amount }) => Number.isNaN(Number(amount)))).toBe(counts.mess.unreadableNumber);
    expect(count(({ amount }) => Number(amount) < 0)).toBe(counts.mess.negativeAmount);
    expect(count(({ amount }) => Number(amount) === 0)).toBe(counts.mess.zeroAmount);
    const distinct = new Set(rows.map((row) => JSON.stringify(row)));
    expect(rows.length - distinct.size).toBe(counts.mess.exactDuplicate);
    expect(new Set(rows.filter(({ status }) => status === 'cancelled').map((row) => row.order_id)).size).toBe(
      counts.cancelledOrders,
    );
    expect(rows.length).toBe(counts.rows);
  });

  it('is there, but little', () => {
    for (const rowsOfKind of Object.values(counts.mess)) {
      expect(rowsOfKind).toBeGreaterThan(0);
      expect(rowsOfKind / rows.length).toBeLessThan(0.02);
    }
  });
});

describe('order lines', () => {
  it('cost quantity times unit price', () => {
    for (const row of kept) {
      expect(Number(row.amount)).toBeCloseTo(Number(row.quantity) * Number(row.unit_price), 6);
    }
  });

  it('put together what goes together', () => {
    const baskets = new Map<string, SampleRow[]>();
    for (const row of kept) {
      const lines = baskets.get(row.order_id);
      if (lines === undefined) baskets.set(row.order_id, [row]);
      else lines.push(row);
    }
    for (const { lead, companion, chance } of truth(options).affinities) {
      const led = [...baskets.values()].filter(([first]) => first?.product === lead);
      const together = led.filter((lines) => lines.some(({ product }) => product === companion)).length;
      const error = Math.sqrt((chance * (1 - chance)) / led.length);
      // A companion may also come along by chance, so a little more often than by affinity alone.
      expect(together / led.length).toBeGreaterThan(chance - 4 * error);
      expect(together / led.length).toBeLessThan(chance + 4 * error + 0.01);

      const anywhere = [...baskets.values()].filter((lines) =>
        lines.some((line) => line.product === companion),
      );
      const lift = together / led.length / (anywhere.length / baskets.size);
      expect(lift).toBeGreaterThan(1.5);
    }
  });
});

describe('seasons', () => {
  const days = kept.map(({ ordered_at }) => new Date(`${ordered_at.replace(' ', 'T')}Z`));

  it('of the week are those asked for', () => {
    const on = (weekday: number): number => days.filter((day) => day.getUTCDay() === weekday).length;
    const expected = (options.seasons.weekday[6] ?? 0) / (options.seasons.weekday[0] ?? 1);
    expect(Math.abs(on(6) / on(0) - expected)).toBeLessThan(0.08);
  });

  it('of the year are those asked for', () => {
    const during = (month: string): number => kept.filter((row) => row.ordered_at.startsWith(month)).length;
    // October has 31 days as December, and the time between is short enough for growth not to matter much.
    const expected = (options.seasons.month[11] ?? 0) / (options.seasons.month[9] ?? 1);
    expect(Math.abs(during('2025-12') / during('2025-10') - expected)).toBeLessThan(0.15);
  });
});

describe('people', () => {
  const FICTION =
    /^(\+1 \d{3} 555 01\d\d|\+44 20 7946 0\d{3}|\+44 7700 900\d{3}|\+44 161 496 0\d{3}|\+49 30 23125 \d{3}|\+49 40 66969 \d{3}|\+49 89 99998 \d{3}|\+33 1 99 00 \d{4}|\+33 6 39 98 \d{4}|\+61 2 5550 \d{4}|\+61 3 7010 \d{4})$/u;

  it('have numbers set aside for fiction', () => {
    for (const { phone } of rows) expect(phone).toMatch(FICTION);
  });

  it('have addresses that say synthetic and that nobody can own', () => {
    for (const { email } of rows) {
      expect(email).toMatch(/^[a-z]+\.[a-z]+\d+@([a-z]+\.)?synthetic\.(example|invalid)$/u);
    }
  });

  it('have Chinese and Western names, and keep them', () => {
    expect(count(({ name }) => /^\p{Script=Han}{2,3}$/u.test(name))).toBeGreaterThan(rows.length / 5);
    expect(count(({ name }) => /^\p{Script=Latin}+ [\p{Script=Latin}']+$/u.test(name))).toBeGreaterThan(
      rows.length / 5,
    );
    const names = new Map(rows.map((row) => [row.customer_id, row.email]));
    names.delete('');
    for (const row of rows) if (row.customer_id !== '') expect(names.get(row.customer_id)).toBe(row.email);
  });
});

describe('the truth', () => {
  it('says that it is synthetic', () => {
    expect(truth(options)).toMatchObject({
      synthetic: true,
      note: expect.stringContaining('Synthetic') as string,
    });
  });
});
