import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { marginOf } from '../../../src/analyses/margin.ts';
import { AppFailure } from '../../../src/contract/error.ts';
import { row, type Value } from '../../../src/contract/result-set.ts';
import { sql, type Sql } from '../../../src/contract/sql.ts';
import { NO_WORDS, YES_WORDS } from '../../../src/data/yes-no.ts';
import { applyRules } from '../../../workers/import/load-orders.ts';
import type { LoadedOrders } from '../../../workers/import/loaded-orders.ts';
import { setAsideRows } from '../../../workers/import/set-aside-rows.ts';
import { startWorkbench, type Workbench } from './workbench.ts';

let bench: Workbench;
beforeAll(async () => {
  bench = await startWorkbench();
}, 60_000);
afterAll(() => bench.close());

async function rows(query: Sql): Promise<Value[][]> {
  const found = await bench.db.query(query, bench.run);
  return Array.from({ length: found.rowCount }, (_, index) => row(found, index));
}

const unreadable = (loaded: LoadedOrders): number =>
  loaded.receipt.rules.find(({ rule }) => rule === 'unreadableNumber')?.rows ?? -1;

describe('files of contracts', () => {
  it('load without dates: nothing is set aside for them, and no day is made up', async () => {
    const loaded = await bench.loadText('customer_id,tenure,churn\na,3,Yes\nb,,No\nc,7,\nd,9,No\n');
    expect(loaded.mapping.roles).toEqual({ customerId: 'customer_id', tenure: 'tenure', churned: 'churn' });
    expect(loaded.receipt).toMatchObject({
      read: 4,
      loaded: 4,
      setAside: 0,
      customers: 4,
      revenue: 0,
      firstOrderAt: null,
      lastOrderAt: null,
      roles: ['customerId', 'tenure', 'churned'],
    });
    expect(
      await rows(
        sql`SELECT customer_id, ordered_at, tenure, churned FROM orders JOIN customers USING (customer_key) ORDER BY 1`,
      ),
    ).toEqual([
      ['a', null, 3, true],
      ['b', null, null, false],
      ['c', null, 7, null],
      ['d', null, 9, false],
    ]);
  });

  it('count an answer that is none like a number that cannot be read, and show its text', async () => {
    const text = 'customer_id,tenure,churned\na,3,perhaps\nb,five,no\nc,4,yes\n';
    const changes = { roles: { customerId: 'customer_id', tenure: 'tenure', churned: 'churned' } };
    const loaded = await bench.loadText(text, changes);
    expect(loaded.receipt).toMatchObject({ read: 3, loaded: 1, setAside: 2, malformed: 0 });
    expect(unreadable(loaded)).toBe(2);
    const aside = await setAsideRows(bench.db, bench.run, loaded, 'unreadableNumber', {
      offset: 0,
      limit: 9,
    });
    expect(row(aside, 0)).toEqual([1, 'a', '3.0', 'perhaps']);
    expect(row(aside, 1)).toEqual([2, 'b', 'five', 'false']);
    const kept = await applyRules(bench.db, bench.run, loaded, { ...loaded.rules, unreadableNumber: false });
    expect(kept.receipt.loaded).toBe(3);
    expect(await rows(sql`SELECT churned FROM orders ORDER BY tenure NULLS LAST`)).toEqual([
      [null],
      [true],
      [false],
    ]);
  });

  it('read every word for yes and no, in any case and with blanks', async () => {
    const words = [...YES_WORDS, ...NO_WORDS];
    const lines = words.map((word, index) => `c${index},1, ${index % 2 === 0 ? word.toUpperCase() : word} `);
    await bench.loadText(`customer_id,tenure,churned\n${lines.join('\n')}\n`, {
      roles: { customerId: 'customer_id', tenure: 'tenure', churned: 'churned' },
    });
    const found = await rows(
      sql`SELECT churned FROM orders JOIN customers USING (customer_key) ORDER BY substr(customer_id, 2)::INTEGER`,
    );
    expect(found.flat()).toEqual(words.map((_, index) => index < YES_WORDS.length));
    expect(YES_WORDS.filter((word) => (NO_WORDS as readonly string[]).includes(word))).toEqual([]);
  });

  it('account for every row, whatever stands in them', async () => {
    const field = fc.constantFrom('', '1', '7', 'yes', 'No', 'n/a', 'x', '-3', '是', 'NaN');
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(field, field, field), { minLength: 1, maxLength: 30 }),
        async (table) => {
          const text = `customer,tenure,churned\n${table.map((fields) => fields.join(',')).join('\n')}\n`;
          const roles = { customerId: 'customer', tenure: 'tenure', churned: 'churned' };
          const loaded = await bench.loadText(text, { roles }).catch((thrown: unknown) => {
            if (thrown instanceof AppFailure && thrown.error.code === 'mapping.noRowsLeft') return null;
            throw thrown;
          });
          if (loaded === null) return;
          const { receipt } = loaded;
          const read = table.filter((fields) => fields.some((each) => each !== '')).length;
          expect(receipt.read).toBeGreaterThanOrEqual(read);
          expect(receipt.read).toBe(receipt.loaded + receipt.setAside + receipt.malformed);
          expect((await rows(sql`SELECT count(*)::INTEGER FROM orders`)).flat()).toEqual([receipt.loaded]);
        },
      ),
      { numRuns: 15 },
    );
  });

  it('need a customer and a tenure or a date', async () => {
    const failed = async (roles: Record<string, string>): Promise<unknown> => {
      const thrown: unknown = await bench
        .loadText('customer,tenure,churned\na,3,yes\nb,4,no\n', { roles })
        .then(
          () => null,
          (error: unknown) => error,
        );
      return thrown instanceof AppFailure ? thrown.error : thrown;
    };
    expect(await failed({ customerId: 'customer', churned: 'churned' })).toMatchObject({
      code: 'mapping.missingRole',
      params: { roles: 'orderedAt' },
    });
    expect(await failed({ tenure: 'tenure' })).toMatchObject({ params: { roles: 'customerId' } });
  });
});

describe('cost and margin', () => {
  it('are read with the orders, and margin is what is given or what is left', async () => {
    const loaded = await bench.loadText(
      'customer,date,amount,cost\na,2024-01-01,10.50,4.25\nb,2024-01-02,20.00,\nc,2024-01-03,5.00,dear\nd,2024-01-04,6.00,7.50\n',
    );
    expect(loaded.mapping.roles).toMatchObject({ amount: 'amount', cost: 'cost' });
    expect(unreadable(loaded)).toBe(1);
    const left = marginOf(loaded.receipt);
    expect(left).not.toBeNull();
    expect(await rows(sql`SELECT ${left ?? sql`0`} FROM orders ORDER BY ordered_at`)).toEqual([
      [6.25],
      [null],
      [-1.5],
    ]);
    expect(marginOf({ roles: ['amount', 'cost', 'margin'] })?.text).toBe('margin');
    expect(marginOf({ roles: ['amount'] })).toBeNull();
    expect(marginOf({ roles: ['cost'] })).toBeNull();
  });
});
