import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { generateOrders, SAMPLE_COLUMNS } from '../../src/data/sample/generate-orders.ts';
import { SAMPLE_DEFAULTS, SAMPLE_OPTIONS, type SampleOptions } from '../../src/data/sample/options.ts';
import { Random } from '../../src/stats/random/random.ts';
import { makeSampleFile } from '../../src/data/sample/sample-file.ts';
import { truth } from '../../src/data/sample/truth.ts';
import { rowsOf } from './sample-rows.ts';

function text(options: SampleOptions): string {
  return [...generateOrders(options)].join('');
}

function sha256(content: string): string {
  return createHash('sha256').update(content).digest('hex');
}

describe('random numbers', () => {
  it('are those of sfc32 as PractRand publishes it', () => {
    // Reference: one round of sfc32 written out with 64-bit integers.
    let [a, b, c, counter] = [1n, 2n, 3n, 1n];
    const mask = 0xffffffffn;
    const round = (): bigint => {
      const sum = (a + b + counter) & mask;
      counter = (counter + 1n) & mask;
      a = b ^ (b >> 9n);
      b = (c + (c << 3n)) & mask;
      c = ((((c << 21n) & mask) | (c >> 11n)) + sum) & mask;
      return sum;
    };
    for (let index = 0; index < 15; index += 1) round();
    const random = new Random().seed(1, 2, 3);
    for (let index = 0; index < 1000; index += 1) {
      expect(random.uniform()).toBe((Number(round()) + 0.5) / 2 ** 32);
    }
  });

  it('go on from a saved state as if nothing had happened', () => {
    const states = new Int32Array(4);
    const random = new Random().seed(7, 8, 9);
    random.save(states, 0);
    const first = Array.from({ length: 20 }, () => random.uniform());
    random.seed(1, 1, 1).load(states, 0);
    expect(Array.from({ length: 20 }, () => random.uniform())).toEqual(first);
  });
});

describe('a generated file', () => {
  it('is the same to the byte for the same seed', () => {
    expect(sha256(text({ ...SAMPLE_DEFAULTS, orders: 5000, seed: 42 }))).toBe(
      '2d91ffbc0a34657028caf820abb134609d2cdbcd2b6f2f4dee988d2da031c4dc',
    );
  });

  it('differs with the seed', () => {
    expect(text({ ...SAMPLE_DEFAULTS, orders: 200, seed: 1 })).not.toBe(
      text({ ...SAMPLE_DEFAULTS, orders: 200, seed: 2 }),
    );
  });

  it('comes in chunks of at least 64 kB', () => {
    const chunks = [...generateOrders({ ...SAMPLE_DEFAULTS, orders: 10_000 })];
    expect(chunks.length).toBeGreaterThan(3);
    expect(Math.min(...chunks.slice(0, -1).map((chunk) => chunk.length))).toBeGreaterThanOrEqual(65_536);
  });

  it('has exactly the orders asked for, in the order of time, and says what is in it', () => {
    fc.assert(
      fc.property(
        fc.record({ orders: fc.integer({ min: 1, max: 3000 }), seed: fc.nat(), baskets: fc.boolean() }),
        (size) => {
          const options = { ...SAMPLE_DEFAULTS, ...size, mess: null };
          const generator = generateOrders(options);
          let csv = '';
          let step = generator.next();
          for (; step.done !== true; step = generator.next()) csv += step.value;
          const rows = rowsOf(csv);
          const ids = rows.map((row) => row.order_id);
          expect(new Set(ids).size).toBe(size.orders);
          expect(step.value.orders).toBe(size.orders);
          expect(step.value.rows).toBe(rows.length);
          const times = rows.map((row) => row.ordered_at);
          expect(times).toEqual(times.toSorted());
          if (!size.baskets) expect(rows.length).toBe(size.orders);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('has exactly the customers asked for', () => {
    const rows = rowsOf(text({ ...SAMPLE_DEFAULTS, customers: 777, mess: null }));
    expect(new Set(rows.map((row) => row.customer_id)).size).toBe(777);
  });

  it('fits orders to customers when both are given', () => {
    const rows = rowsOf(text({ ...SAMPLE_DEFAULTS, customers: 100, orders: 9000, mess: null }));
    expect(new Set(rows.map((row) => row.order_id)).size).toBe(9000);
    expect(new Set(rows.map((row) => row.customer_id)).size).toBeGreaterThanOrEqual(97);
  });

  it('agrees with the truth about every customer', () => {
    const options = { ...SAMPLE_DEFAULTS, orders: 4000 };
    const orders = new Map<string, Set<string>>();
    const at = new Map<string, string[]>();
    for (const row of rowsOf(text({ ...options, mess: null }))) {
      if (row.status === 'cancelled') continue;
      orders.set(row.customer_id, (orders.get(row.customer_id) ?? new Set()).add(row.order_id));
      at.set(row.customer_id, [...(at.get(row.customer_id) ?? []), row.ordered_at]);
    }
    const customers = [...truth(options).eachCustomer()];
    expect(customers.length).toBe(orders.size);
    for (const customer of customers) {
      expect(orders.get(customer.customerId)?.size).toBe(customer.orders);
      expect(at.get(customer.customerId)?.at(0)).toBe(customer.firstOrderAt);
      expect(at.get(customer.customerId)?.at(-1)).toBe(customer.lastOrderAt);
    }
  });

  it('has the documented columns and as many fields in every row', () => {
    const csv = text({ ...SAMPLE_DEFAULTS, orders: 2000 });
    expect(csv.slice(0, csv.indexOf('\n')).split(',')).toEqual([...SAMPLE_COLUMNS]);
    for (const row of rowsOf(csv)) expect(Object.keys(row).length).toBe(SAMPLE_COLUMNS.length);
  });

  it('makes the sample of the app', async () => {
    const file = makeSampleFile();
    const csv = await file.text();
    expect(file.name).toContain('synthetic');
    expect(file.size).toBeGreaterThan(5_000_000);
    expect(new Set(rowsOf(csv).map((row) => row.order_id)).size).toBeGreaterThanOrEqual(
      SAMPLE_OPTIONS.orders ?? 0,
    );
  });
});

describe('options', () => {
  it.each([
    [{ orders: 0 }, /orders must be a whole number/u],
    [{ orders: 10, seed: -1 }, /seed must be a whole number/u],
    [{}, /how many orders or how many customers/u],
    [{ orders: 10, start: '2024-02-30' }, /2024-02-30 is not a date/u],
    [{ orders: 10, start: '2026-01-01' }, /lies before the first day/u],
    [{ orders: 10, customers: 20 }, /each has at least one/u],
    [{ orders: 1e9, customers: 2 }, /more customers or a longer period/u],
    [{ orders: 10, cancelled: 2 }, /cancelled must be a share/u],
  ] satisfies [Partial<SampleOptions>, RegExp][])('are refused with the reason: %j', (wrong, reason) => {
    expect(() => text({ ...SAMPLE_DEFAULTS, ...wrong })).toThrow(reason);
  });
});
