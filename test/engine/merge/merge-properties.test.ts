import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sql } from '../../../src/contract/sql.ts';
import { MergeInEngine } from './merge-in-engine.ts';
import { UnionFind } from './union-find.ts';

/** A customer as two systems know them: which address and number they have, and how these are written. */
interface Person {
  readonly orders: boolean;
  readonly email: number | null;
  readonly phone: number | null;
  readonly writing: number;
}

const EMAILS = [
  (n: number) => `person${n}@example.org`,
  (n: number) => ` PERSON${n}@Example.org`,
  (n: number) => `ｐｅｒｓｏｎ${n}＠example．org`,
];
const PHONES = [
  (n: number) => `030 90182${n}`,
  (n: number) => `+49 (30) 90182${n}`,
  (n: number) => `0049-30-90182${n}`,
];

const person = fc.record({
  orders: fc.boolean(),
  email: fc.option(fc.integer({ min: 0, max: 6 }), { freq: 3 }),
  phone: fc.option(fc.integer({ min: 0, max: 6 }), { freq: 3 }),
  writing: fc.integer({ min: 0, max: 2 }),
});

let engine: MergeInEngine;
beforeAll(async () => {
  engine = await MergeInEngine.start();
}, 60_000);
afterAll(() => engine.close());

function idOf(place: number): string {
  return `c${String(place).padStart(2, '0')}x`;
}

function valueOf(writings: readonly ((n: number) => string)[], n: number | null, writing: number): string {
  return n === null ? '' : (writings[writing]?.(n) ?? '');
}

function grouped<K, T>(all: Iterable<T>, keyOf: (each: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>();
  for (const each of all) groups.set(keyOf(each), [...(groups.get(keyOf(each)) ?? []), each]);
  return groups;
}

/** Who stands for whom, by a plain union: those with orders before those without. */
function expected(people: readonly Person[], mostShared: number): ReadonlyMap<string, string> {
  const sets = new UnionFind();
  const rank = (place: number): string => `${people[place]?.orders === true ? 0 : 1}${idOf(place)}`;
  for (const role of ['email', 'phone'] as const) {
    const sharing = grouped(people.keys(), (place) => people[place]?.[role] ?? null);
    for (const [value, places] of sharing) {
      if (value === null || places.length > mostShared) continue;
      for (const place of places) sets.join(rank(place), rank(places[0] ?? place));
    }
  }
  return new Map(people.map((_, place) => [idOf(place), sets.find(rank(place))]));
}

it('customers become who they are by a plain union of all that they share, and are themselves again', async () => {
  const world = fc.record({
    people: fc.array(person, { minLength: 2, maxLength: 24 }),
    mostShared: fc.integer({ min: 2, max: 8 }),
  });
  await fc.assert(
    fc.asyncProperty(world, async ({ people, mostShared }) => {
      // Somebody has orders, or there is nothing to load.
      const all = people.map((each, place) => (place === 0 ? { ...each, orders: true } : each));
      const orders = all.flatMap((each, place) =>
        each.orders ? [`${idOf(place)},2024-01-05,${place + 0.1}`] : [],
      );
      await engine.begin(['customer_id,order_date,amount', ...orders].join('\n'));
      const details = all.map(
        ({ email, phone, writing }, place) =>
          `${idOf(place)},${valueOf(EMAILS, email, writing)},${valueOf(PHONES, phone, writing)}`,
      );
      await engine.tables.table(['customer_id,email,phone', ...details].join('\n'), 'customers', {
        change: { roles: { customerId: 'customer_id', email: 'email', phone: 'phone' }, extras: [] },
      });
      const before = await engine.everything();
      const columns = (['email', 'phone'] as const).map((use) => ({
        relation: 'customer_details',
        column: use,
        use,
      }));
      const merge = { rules: ['email', 'phone'], columns, gmail: false, country: 'DE', mostShared } as const;
      const stands = expected(all, mostShared);
      const clusters = new Set(stands.values());
      const sizes = [...grouped(stands.values(), (each) => each).values()].filter(({ length }) => length > 1);

      const preview = await engine.preview(merge);
      expect(preview).toMatchObject({ before: all.length, after: clusters.size, clusters: sizes.length });
      expect(preview.sizes.reduce((sum, each) => sum + each.clusters, 0)).toBe(sizes.length);

      const receipt = await engine.merge(merge);
      expect(receipt.customers).toBe([...clusters].filter((each) => each.startsWith('0')).length);
      expect(receipt.merged?.after).toBe(receipt.customers);
      const rows = await engine.tables.rows(
        sql`SELECT details.customer_id, customers.customer_id FROM customer_details details
          LEFT JOIN customers USING (customer_key)`,
      );
      for (const [id, standing] of rows) {
        const wanted = stands.get(String(id)) ?? '';
        expect(standing).toBe(wanted.startsWith('0') ? wanted.slice(1) : null);
      }
      await engine.merge(null);
      expect(await engine.everything()).toEqual(before);
    }),
    { numRuns: Number(process.env['FUZZ_RUNS'] ?? 12), interruptAfterTimeLimit: 40_000 },
  );
}, 90_000);
