import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { texts } from '../../../src/contract/result-set.ts';
import { sql, type Sql } from '../../../src/contract/sql.ts';
import { parseRecipe } from '../../../src/data/load-recipe.ts';
import { mappingFromRecipe, recipeOf } from '../../../src/data/recipe.ts';
import { suggestMapping } from '../../../src/data/suggest-mapping.ts';
import { setAsideRows } from '../../../workers/import/set-aside-rows.ts';
import { startWorkbench, type Workbench } from './workbench.ts';

let bench: Workbench;
beforeAll(async () => {
  bench = await startWorkbench();
});
afterAll(() => bench.close());

const PEOPLE = 12;
/** Orders of twelve people, two each; their e-mails are spelt differently the second time. */
const FILE = [
  'customer_id,order_date,amount,email',
  ...Array.from({ length: 2 * PEOPLE }, (_, row) => {
    const person = row % PEOPLE;
    const mail = row < PEOPLE ? `p${person}@example.org` : ` P${person}@Example.org`;
    return `C-${1000 + person},2024-01-${String(row + 1).padStart(2, '0')},${row}.50,${mail}`;
  }),
  ',2024-03-01,9.00,lost@example.org',
].join('\n');
const PSEUDONYM = /^[0-9a-f]{32}$/u;

async function column(statement: Sql): Promise<string[]> {
  return texts(await bench.db.query(statement, bench.run), 'x');
}

describe('orders loaded under pseudonyms', () => {
  const pseudonymise = { columns: ['customer_id', 'email'], purpose: 'study' };

  it('hold no id and no e-mail, and as many customers as before, in the order of the file', async () => {
    const source = await bench.file(FILE);
    const loaded = await bench.load(source, { extras: ['email'], pseudonymise });
    expect(loaded.receipt.customers).toBe(PEOPLE);
    const ids = await column(sql`SELECT customer_id AS x FROM customers`);
    expect(new Set(ids).size).toBe(PEOPLE);
    expect(ids.every((id) => PSEUDONYM.test(id))).toBe(true);
    const mails = await column(sql`SELECT email AS x FROM orders`);
    expect(mails.every((mail) => PSEUDONYM.test(mail))).toBe(true);
    expect(new Set(mails).size).toBe(PEOPLE);
    const days = await column(sql`SELECT strftime(ordered_at, '%d') AS x FROM orders`);
    expect(days).toEqual(days.toSorted());
    const aside = await setAsideRows(bench.db, bench.run, loaded, 'noCustomer', { offset: 0, limit: 10 });
    expect(JSON.stringify(aside)).not.toContain('lost@');
  });

  it('get other pseudonyms for another purpose, and the same for the same', async () => {
    const source = await bench.file(FILE);
    const ids = async (purpose: string): Promise<string[]> => {
      await bench.load(source, { pseudonymise: { columns: ['customer_id'], purpose } });
      return (await column(sql`SELECT customer_id AS x FROM customers`)).toSorted();
    };
    const first = await ids('study');
    expect(await ids('study')).toEqual(first);
    const other = await ids('campaign');
    expect(other.filter((id) => first.includes(id))).toEqual([]);
  });

  it('replace extra columns where customers keep their ids', async () => {
    const source = await bench.file(FILE);
    const only = { columns: ['email'], purpose: 'study' };
    await bench.load(source, { extras: ['email'], pseudonymise: only });
    expect(await column(sql`SELECT DISTINCT length(email)::VARCHAR AS x FROM orders`)).toEqual(['32']);
    expect((await column(sql`SELECT min(customer_id) AS x FROM customers`))[0]).toBe('C-1000');
  });

  it('come from a recipe, too', async () => {
    const preview = await bench.open(await bench.file(FILE));
    const mapping = { ...suggestMapping(preview), extras: ['email'], pseudonymise };
    const loaded = await bench.loadText(FILE, { extras: ['email'], pseudonymise });
    const recipe = recipeOf(preview, mapping, loaded.rules);
    const read = parseRecipe(JSON.stringify(recipe));
    if (!read.ok) throw new RangeError(read.error.code);
    expect(mappingFromRecipe(preview, read.value)).toEqual(mapping);
  });
});
