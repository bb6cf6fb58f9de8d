import { existsSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CureSwitches, FindingCode } from '../../../src/contract/doctor.ts';
import type { Mapping, RuleSwitches } from '../../../src/contract/import.ts';
import { row, type Value } from '../../../src/contract/result-set.ts';
import { sql } from '../../../src/contract/sql.ts';
import { maskedPreview } from '../../../src/privacy/classify/masking.ts';
import { fileOnDisk } from '../../../workers/engine/boot-node.ts';
import { tellDuplicate } from '../../../workers/import/doctor/duplicate-file.ts';
import { rowQuery } from '../../../workers/import/row-query.ts';
import { CLEAN, examine, found, HEADER, ROWS, treat as treatIn, type Treated } from './doctor-ward.ts';
import { startWorkbench, type Workbench } from './workbench.ts';

let bench: Workbench;
beforeAll(async () => {
  bench = await startWorkbench();
}, 60_000);
afterAll(() => bench.close());

function treat(
  text: string,
  cures: CureSwitches = {},
  mapping: Partial<Mapping> = {},
  rules: Partial<RuleSwitches> = {},
): Promise<Treated> {
  return treatIn(bench, text, { cures, mapping, rules });
}

/** Rows of orders with a product and a country, repeated so that codes are codes. */
function shop(lines: readonly string[], times = 4): string {
  const all = Array.from({ length: times }, () => lines).flat();
  return ['customer,date,amount,product,country', ...all].join('\n');
}

async function products(): Promise<readonly Value[]> {
  const all = await bench.db.query(
    sql`SELECT product, country, count(*)::INTEGER AS n FROM orders GROUP BY ALL ORDER BY ALL`,
    bench.run,
  );
  return Array.from({ length: all.rowCount }, (_, index) => row(all, index).join('|'));
}

describe('values', () => {
  it('takes blanks and invisible marks off', async () => {
    const text = shop([
      'a,2024-01-01,1,mug ,DE',
      'a\u00a0,2024-01-02,2,\u3000mug,DE',
      'b,2024-01-03,4,m\u200bug,DE',
    ]);
    const { preview, loaded } = await treat(text);
    expect(found(preview, 'strayBlanks')).toMatchObject({
      columns: ['customer', 'product'],
      rows: 16,
      cured: true,
    });
    expect(loaded.receipt).toMatchObject({ loaded: 12, customers: 2 });
    expect(await products()).toEqual(['mug|DE|12']);
    await treat(text, { strayBlanks: false });
    expect(await products()).toHaveLength(3);
  });

  it('reads words for nothing as empty', async () => {
    const text = shop([
      'a,2024-01-01,1,N/A,DE',
      'b,2024-01-02,2,无,NA',
      'b,2024-01-03,4,mug,FR',
      'c,2024-01-04,无,mug,DE',
    ]);
    const { preview, loaded } = await treat(text);
    expect(found(preview, 'nullWords')).toMatchObject({ columns: ['amount', 'product'], rows: 12 });
    expect(found(preview, 'nullWords')?.detail).toBe('无, N/A');
    expect(await products()).toEqual(['mug|FR|4', '|DE|4', '|NA|4']);
    expect(loaded.receipt).toMatchObject({ loaded: 12, setAside: 4 });
    await treat(text, { nullWords: false });
    expect(await products()).toEqual(['N/A|DE|4', 'mug|FR|4', '无|NA|4']);
  });

  it('reads ids that are decimals as whole numbers', async () => {
    const text = `${HEADER}\n17850.0,2024-01-01,1\n17850.0,2024-01-02,2\n13047.0,2024-01-03,3\n`;
    const { preview, loaded } = await treat(text);
    expect(found(preview, 'floatIds')).toMatchObject({ columns: ['customer'], rows: 3, cured: true });
    expect(loaded.customerShape.kind).toBe('float');
    expect((await treat(text, { floatIds: false })).loaded.customerShape.kind).toBe('text');
  });

  it('reads a decimal comma and marks of thousands', async () => {
    const text = 'customer;date;amount\na;2024-01-01;1.234,50\nb;2024-01-02;2,25\n';
    const { preview, loaded } = await treat(text);
    expect(found(preview, 'decimalComma')).toMatchObject({ columns: ['amount'], rows: 2, cured: true });
    expect(loaded.receipt.revenue).toBe(1236.75);
    const off = await treat(`${text}c;2024-01-03;7\n`, { decimalComma: false });
    expect(off.loaded.receipt).toMatchObject({ loaded: 1, setAside: 2, revenue: 7 });
  });

  it('reads numbers that are kept as text', async () => {
    const rows = [
      "a,2024-01-01,'12.5",
      'b,2024-01-02,１２３',
      'c,2024-01-03,"￥1,234"',
      'd,2024-01-04,1 234 USD',
      'e,2024-01-05,1',
    ];
    const { preview, loaded } = await treat([HEADER, ...rows].join('\n'));
    expect(found(preview, 'numbersAsText')).toMatchObject({ columns: ['amount'], rows: 4, cured: true });
    // A currency is read without a cure, so it shows nothing before and after one.
    expect(found(preview, 'numbersAsText')?.example).toEqual({
      columns: ['amount'],
      before: [["'12.5"], ['１２３']],
      after: [['12.5'], ['123']],
    });
    expect(loaded.receipt).toMatchObject({ loaded: 5, revenue: 12.5 + 123 + 1234 + 1234 + 1 });
    const off = await treat([HEADER, ...rows].join('\n'), { numbersAsText: false });
    expect(off.loaded.receipt).toMatchObject({ setAside: 2, revenue: 1234 + 1234 + 1 });
  });

  it('takes the most common spelling of a code', async () => {
    const text = shop([
      'a,2024-01-01,1,mug,USA',
      'b,2024-01-02,2,mug,USA',
      'c,2024-01-03,3,mug,usa',
      'd,2024-01-04,3,mug,Usa',
    ]);
    const { preview } = await treat(text);
    expect(found(preview, 'caseVariants')).toMatchObject({
      columns: ['country'],
      rows: 8,
      detail: 'USA / Usa / usa',
    });
    expect(await products()).toEqual(['mug|USA|16']);
    await treat(text, { caseVariants: false });
    expect(await products()).toHaveLength(3);
  });

  it('takes the spelling that is the most common in the whole file, and cures codes that vary only below the sample', async () => {
    const line = (at: number, country: string): string =>
      `c${at % 50},2024-01-0${1 + (at % 9)},${at}.5,mug,${country}`;
    const rows = Array.from({ length: 60_000 }, (_, at) => {
      if (at < 21_000) return line(at, at % 3 === 0 ? 'usa' : at % 7 === 0 ? 'de' : 'USA');
      return line(at, at % 5 === 0 ? 'De' : 'usa');
    });
    const { preview } = await treat(['customer,date,amount,product,country', ...rows].join('\n'));
    expect(found(preview, 'caseVariants')?.detail).toBe('USA / usa');
    expect(await products()).toEqual(['mug|De|9800', 'mug|usa|50200']);
  });

  it('leaves ids that differ in capitals alone', async () => {
    const rows = Array.from(
      { length: 30 },
      (_, index) => `${index % 2 === 0 ? 'Ab' : 'aB'},2024-01-01,${index}`,
    );
    const { preview, loaded } = await treat([HEADER, ...rows].join('\n'));
    expect(preview.findings).toEqual([]);
    expect(loaded.receipt.customers).toBe(2);
  });

  it('reads dates in two orders by their proof, and the rest in the order that has more of it', async () => {
    const dates = ['25/01/2024', '26/01/2024', '03/04/2024', '01/27/2024'];
    const text = [HEADER, ...dates.map((date) => `a,${date},1`)].join('\n');
    const { preview, loaded } = await treat(text);
    expect(found(preview, 'mixedDateOrders')).toMatchObject({
      columns: ['date'],
      rows: 1,
      detail: '25/01/2024, 01/27/2024',
      cured: true,
    });
    expect(loaded.receipt.loaded).toBe(4);
    const days = await bench.db.query(
      sql`SELECT strftime(ordered_at, '%Y-%m-%d') AS d FROM orders`,
      bench.run,
    );
    expect(days.columns[0]?.values).toEqual(['2024-01-25', '2024-01-26', '2024-04-03', '2024-01-27']);
    expect((await treat(text, { mixedDateOrders: false })).loaded.receipt).toMatchObject({
      loaded: 3,
      setAside: 1,
    });
  });

  it('cost nothing where there is nothing to cure: the query is the same', async () => {
    const { loaded } = await treat(CLEAN);
    const { plan } = loaded.reading;
    expect(plan.cures).toEqual([]);
    expect(plan.ghosts).toBeNull();
    const source = { relation: sql`file`, marksMalformed: false };
    const query = rowQuery(plan, source).text;
    expect(query).not.toMatch(/REPLACE|regexp_replace\("c1"|USMALLINT.*512/u);
    const off = await treat(shop(['a,2024-01-01,1,mug ,DE']), { strayBlanks: false });
    expect(off.loaded.reading.plan.cures).toEqual([]);
  });
});

describe('rows', () => {
  const lines = (...rows: readonly string[]): string =>
    ['customer,date,product,quantity,price', ...rows].join('\n');
  const RETURNS = lines(
    'a,2024-01-01,mug,2,5',
    'a,2024-01-02,mug,2,5',
    'a,2024-01-03,mug,-2,5',
    'a,2024-01-04,mug,3,5',
    'b,2024-01-01,cup,-1,4',
    'b,2024-01-02,cup,1,4',
    'c,2024-01-02,cup,1,4',
    'c,2024-01-05,mug,-1,4',
  );

  it('sets cancellations aside unless told otherwise', async () => {
    const { preview, loaded } = await treat(RETURNS);
    expect(found(preview, 'cancellations')).toMatchObject({ rows: 3, cured: null });
    expect(loaded.receipt).toMatchObject({ loaded: 5, setAside: 3, revenue: 10 + 10 + 15 + 4 + 4 });
    expect(loaded.receipt.cancellations).toEqual({ matched: 1, unmatched: 2 });
  });

  it('nets them with the latest order before them, each order once', async () => {
    const { loaded } = await treat(RETURNS, {}, { cancellations: 'net' });
    expect(loaded.receipt).toMatchObject({ loaded: 4, setAside: 4, revenue: 10 + 15 + 4 + 4 });
    const left = await bench.db.query(
      sql`SELECT strftime(ordered_at, '%m-%d') AS d FROM orders WHERE quantity = 2`,
      bench.run,
    );
    expect(left.columns[0]?.values).toEqual(['01-01']);
  });

  it('keeps them', async () => {
    const { loaded } = await treat(RETURNS, {}, { cancellations: 'keep' });
    expect(loaded.receipt).toMatchObject({ loaded: 8, setAside: 0, revenue: 43 - 10 - 4 - 4 });
  });

  it('matches as pairing one by one does', async () => {
    const events = Array.from({ length: 600 }, (_, index) => {
      const seed = (index * 7919) % 1009;
      return { customer: `k${seed % 5}`, product: `p${seed % 3}`, size: 1 + (seed % 2), back: seed % 7 < 3 };
    });
    const rows = events.map(({ customer, product, size, back }, index) => {
      const at = new Date(Date.UTC(2024, 0, 1) + index * 3_600_000).toISOString().slice(0, 19);
      return `${customer},${at},${product},${back ? -size : size},2`;
    });
    const standing = new Map<string, number>();
    let matched = 0;
    for (const { customer, product, size, back } of events) {
      const key = `${customer}|${product}|${size}`;
      const open = standing.get(key) ?? 0;
      if (!back) standing.set(key, open + 1);
      else if (open > 0) {
        matched += 1;
        standing.set(key, open - 1);
      }
    }
    const credits = events.filter(({ back }) => back).length;
    const { loaded } = await treat(lines(...rows), {}, { cancellations: 'net' });
    expect(loaded.receipt.cancellations).toEqual({ matched, unmatched: credits - matched });
    expect(loaded.receipt.loaded).toBe(600 - credits - matched);
    expect(loaded.receipt.rules.find(({ rule }) => rule === 'nettedOrder')?.rows).toBe(2 * matched);
  });

  it('tells of a file that is open already', async () => {
    const first = await examine(bench, CLEAN);
    const second = await examine(bench, CLEAN);
    const other = await examine(bench, CLEAN.replace('c3', 'c4'));
    expect((await tellDuplicate(second, [first])).findings).toMatchObject([
      { code: 'duplicateFile', detail: first.source.name, cured: null },
    ]);
    expect((await tellDuplicate(other, [first])).findings).toEqual([]);
    expect((await tellDuplicate(first, [first])).findings).toEqual([]);
    const table = (entry: string) => ({ ...first.preview.reading, entry });
    const of = (file: typeof first, entry: string) => ({
      ...file,
      preview: { ...file.preview, reading: table(entry) },
    });
    // Two tables of one archive are not the same file again.
    expect((await tellDuplicate(of(second, 'a.csv'), [of(first, 'b.csv')])).findings).toEqual([]);
    expect((await tellDuplicate(of(second, 'a.csv'), [of(first, 'a.csv')])).findings).toHaveLength(1);
  });
});

describe('what leaves the worker', () => {
  it('shows in examples of masked columns what is wrong with a value, and of the value no more than elsewhere', async () => {
    const shown = async (text: string, code: FindingCode) => {
      const { preview } = await examine(bench, text);
      const { before, after } = found(maskedPreview(preview), code)?.example ?? { before: [], after: [] };
      return { before: before.map(([first]) => first), after: after.map(([first]) => first) };
    };
    const ids = `${HEADER}\n17850.0,2024-01-01,1\n17850.0,2024-01-02,2\n13047.0,2024-01-03,3\n`;
    expect(await shown(ids, 'floatIds')).toEqual({
      before: ['••••••0.0', '••••••0.0', '••••••7.0'],
      after: ['••••••0', '••••••0', '••••••7'],
    });
    const blanks = CLEAN.replaceAll('c1,', '\u00a0cust1\u200b ,');
    expect(await shown(blanks, 'strayBlanks')).toEqual({
      before: ['\u00a0c••••••\u200b ', '\u00a0c••••••\u200b '],
      after: ['c••••••', 'c••••••'],
    });
    const lines = [HEADER, '-----,-----,-----', ROWS[0], HEADER, ...ROWS.slice(1)].join('\n');
    expect((await shown(lines, 'separatorRows')).before).toEqual(['-----', 'customer']);
    expect((await shown(`${CLEAN}\nTotal,,51.75`, 'footerTotals')).before).toEqual(['Total']);
    expect((await shown(`${CLEAN}\nc77,,51.75`, 'footerTotals')).before).not.toContain('c77');
  });

  it('masks examples of masked columns and keeps the cures of values back', async () => {
    const text = [
      'customer,email,date,amount',
      ...ROWS.map((line, index) => line.replace(',', `,user${index}@mail.example ,`)),
    ];
    const { preview } = await examine(bench, text.join('\n'));
    expect(found(preview, 'strayBlanks')?.example?.before[0]).toEqual(['user0@mail.example ']);
    const masked = maskedPreview(preview);
    expect(masked.valueCures).toEqual([]);
    expect(JSON.stringify(masked.findings)).not.toContain('mail.example');
    expect(found(maskedPreview(preview, new Set(['email'])), 'strayBlanks')?.example?.before[0]).toEqual([
      'user0@mail.example ',
    ]);
  });
});

/** Published sets, and the true findings in them: blanks and words that do stand in the files. */
const PUBLISHED: Readonly<Record<string, readonly string[]>> = {
  'adult/adult.csv': [],
  'attribution/ChannelAttribution_Data.csv': [],
  'attribution/mta_data.csv.gz': [],
  'cdnow/BTYD_cdnowElog.csv': [],
  'cdnow/CDNOW_master.txt': [],
  'cdnow/CDNOW_sample.txt': [],
  'cdnow/cdnow_customers_summary.csv': [],
  'cdnow/example_transactions.csv': [],
  'cookie_cats.csv.gz': [],
  'donor/donations.csv': [],
  'dp-customer/restaurants_week_data.csv': [],
  // “none” stands where no further product was looked at.
  'dp-customer/synthetic_customer_journeys.csv': ['nullWords'],
  // “cream cheese ” and “roll products ” end in a blank.
  'groceries/groceries_item_hierarchy.csv': ['strayBlanks'],
  'groceries/groceries_long.csv': ['strayBlanks'],
  // “About Microsoft ” ends in a blank.
  'msweb/msweb_visits.csv': ['strayBlanks'],
  'nps/nps_pkg_testdata.csv': [],
  // Answers in free text end in blanks.
  'nps/sudzilla_input_01.csv': ['strayBlanks'],
  // “Calliope ” ends in a blank.
  'pii/people_800.csv': ['strayBlanks'],
  // Nan and Nil are first names here.
  'rfm_r/rfm_data_customer.csv': [],
  'rfm_r/rfm_data_orders.csv': [],
  'sim/sim_bgnbd_orders.csv': [],
  'telco/Telco-Customer-Churn.csv': [],
};

describe('no false alarm', () => {
  it.each(Object.entries(PUBLISHED))('on %s', async (name, expected) => {
    const location = path.resolve('../shared/data', name);
    if (!existsSync(location)) return;
    const preview = await bench.open(await fileOnDisk(location));
    expect(preview.findings.map(({ code }) => code)).toEqual(expected);
  });
});
