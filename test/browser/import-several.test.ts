import { strToU8, zipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApp, receiptShown, sealed, until, words, type OpenApp } from './app-page.ts';
import { tabTo } from './keyboard-walk.ts';

interface GivenFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

function given(name: string, bytes: Uint8Array): GivenFile {
  return { name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) };
}

/** 客户编号,下单时间,金额 and three rows of 张三 and 李四, as a system in China writes them. */
const GBK = given(
  'orders-gbk.csv',
  Buffer.from(
    'bfcdbba7b1e0bac52ccfc2b5a5cab1bce42cbdf0b6ee0ad5c5c8fd2c323032342d30312d33312c31302e350ac0eecbc42c323032342d30322d30312c32300ad5c5c8fd2c323032342d30332d30312c350a',
    'hex',
  ),
);

function orders(month: string, customers: readonly string[]): string {
  const rows = customers.map((customer, index) => `${customer},2024-${month}-0${index + 1},${index + 1}.50`);
  return `customer_id,order_date,amount\n${rows.join('\n')}\n`;
}

const JANUARY = given('january.csv', strToU8(orders('01', ['C1', 'C2', 'C3', 'C1'])));
const FEBRUARY = given('february.csv', strToU8(orders('02', ['C2', 'C4', 'C4'])));
const TICKETS = given(
  'tickets.csv',
  strToU8(
    'ticket_id,customer_id,opened_at,closed_at,category,status,priority\n' +
      'T1,C1,2024-01-05,2024-01-06,delivery,closed,high\n' +
      'T2,C2,2024-01-07,,refund,open,low\n' +
      'T3,C9,2024-02-07,2024-02-09,delivery,closed,low\n',
  ),
);
const ARCHIVE = given(
  'export.zip',
  zipSync({
    'export/all-orders.csv': strToU8(orders('03', ['C1', 'C2', 'C3', 'C4', 'C5', 'C6'])),
    'export/returns.csv': strToU8(orders('04', ['C1', 'C2'])),
  }),
);

async function choose(page: Page, ...files: readonly GivenFile[]): Promise<void> {
  await page.locator('input[type=file]').setInputFiles([...files]);
}

/** The name of the file that is looked at, once its columns are there. */
async function looksAt(page: Page, name: string): Promise<void> {
  await page.getByRole('heading', { name, level: 1, exact: true }).waitFor();
  await page.getByRole('heading', { name: words('import.columnsAndRoles') }).waitFor();
}

async function closeAll(page: Page): Promise<void> {
  const close = page.getByRole('button', { name: /^Close (?:the file|all files)$/u });
  await close.click();
}

describe('several files on their way in', () => {
  let app: OpenApp;
  beforeAll(async () => {
    app = await openApp();
    await sealed(app.page);
  });
  afterAll(() => app.close());

  it('reads GBK, and follows at once when another encoding is chosen', async () => {
    const { page } = app;
    await choose(page, GBK);
    await looksAt(page, GBK.name);
    const encoding = page.getByRole('combobox', { name: words('reading.encoding'), exact: true });
    expect(await encoding.inputValue()).toBe('gb18030');
    expect(await page.getByRole('table').last().innerText()).toContain('客户编号');
    await encoding.selectOption('windows-1252');
    await until(
      async () => (await page.getByRole('main').innerText()).includes('½ð¶î'),
      'the other encoding',
    );
    await encoding.selectOption('gb18030');
    await until(
      async () => (await page.getByRole('main').innerText()).includes('客户编号'),
      'the first encoding',
    );
    await closeAll(page);
  });

  it('tells on the receipt what was cured, and loads the file anew when a cure is switched, by the keyboard alone', async () => {
    const { page } = app;
    const rows = ['C1,2024-01-01,1', 'C2,2024-01-02,2', 'C1,2024-01-03,4', '"C3,2024-01-04,""8"""'];
    await choose(page, given('messy.csv', strToU8(`customer_id,order_date,amount\n${rows.join('\n')}\n`)));
    await looksAt(page, 'messy.csv');
    const load = page.getByRole('button', { name: /^Load \d+ columns$/u });
    await tabTo(page, load);
    await page.keyboard.press('Enter');
    await receiptShown(page);
    const told = async (): Promise<string> =>
      (await page.getByRole('main').innerText()).replaceAll(/\s+/gu, ' ');
    expect(await told()).toContain('rows read 4 loaded =4');
    const cures = page.getByRole('region', { name: words('receipt.cures') });
    expect(await cures.innerText()).toContain('1 row is wrapped in quotes as if it were one value.');
    const cure = cures.getByRole('switch', { name: words('doctor.cure.doublyQuotedRows') });
    await tabTo(page, cure);
    await page.keyboard.press('Space');
    await until(async () => (await told()).includes('rows read 4 loaded =3'), 'the row as it stands');
    expect(await cure.isChecked()).toBe(false);
    await tabTo(page, cure);
    await page.keyboard.press('Space');
    await until(async () => (await told()).includes('rows read 4 loaded =4'), 'the cured row');
    expect(await cure.isChecked()).toBe(true);
    await page.goto(`${app.url}#/data/columns`);
    await looksAt(page, 'messy.csv');
    await closeAll(page);
  });

  it('offers the tables of an archive, one of them or all', async () => {
    const { page } = app;
    await choose(page, ARCHIVE);
    await looksAt(page, 'export.zip › export/all-orders.csv');
    const entry = page.getByRole('combobox', { name: words('reading.entry') });
    expect(await entry.inputValue()).toBe('export/all-orders.csv');
    await entry.selectOption('export/returns.csv');
    await until(
      async () => (await page.getByRole('main').innerText()).includes('· 2 rows'),
      'the other table',
    );
    await looksAt(page, 'export.zip › export/returns.csv');
    await entry.selectOption('export/all-orders.csv');
    await looksAt(page, 'export.zip › export/all-orders.csv');
    await page.getByRole('button', { name: 'Open the other table too' }).click();
    const list = page.getByRole('region', { name: words('files.title') });
    await until(
      async () => (await list.innerText()).split(words('files.state.ready')).length === 3,
      'both tables',
    );
    expect(await list.innerText()).toMatch(/all-orders\.csv[^]*6 rows[^]*returns\.csv[^]*2 rows/u);
    await page.getByRole('button', { name: 'Look at export.zip › export/returns.csv' }).click();
    await looksAt(page, 'export.zip › export/returns.csv');
    expect(await page.getByRole('main').innerText()).not.toContain(words('doctor.name.duplicateFile'));
    expect(await page.getByRole('button', { name: /^Open the other/u }).count()).toBe(0);
    await closeAll(page);
  });

  it('takes a pasted table, by the keyboard alone', async () => {
    const { page } = app;
    await page.goto(`${app.url}#/data/columns`);
    const paste = page.getByRole('button', { name: words('paste.open') });
    await paste.waitFor();
    await tabTo(page, paste);
    await page.keyboard.press('Enter');
    const field = page.getByRole('textbox', { name: words('paste.label') });
    await field.waitFor();
    await field.focus();
    await page.keyboard.insertText('customer_id\torder_date\tamount\nP1\t2024-05-01\t3\nP2\t2024-05-02\t4\n');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await looksAt(page, 'Pasted table 1.txt');
    await closeAll(page);
  });

  it('loads orders of two files as one, tickets beside them, and leaves a broken file aside', async () => {
    const { page } = app;
    const broken = given('broken.csv.gz', Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2, 3));
    await choose(page, JANUARY, FEBRUARY, broken, TICKETS);
    await looksAt(page, JANUARY.name);
    const list = page.getByRole('region', { name: words('files.title') });
    await until(
      async () => (await list.innerText()).split(words('files.state.ready')).length === 4,
      'three files',
    );
    expect(await list.innerText()).toMatch(/broken\.csv\.gz is damaged/u);
    expect(await page.getByLabel('What tickets.csv holds').inputValue()).toBe('tickets');
    expect(await list.innerText()).toContain('Its rows follow those of january.csv.');
    await page.getByRole('button', { name: 'Load all 3 files' }).click();
    await receiptShown(page);
    const text = (await page.getByRole('main').innerText()).replaceAll(/\s+/gu, ' ');
    expect(text).toContain('rows read 7 loaded =7 set aside +0 malformed +0');
    expect(text).toContain('january.csv + february.csv');
  });

  it('says of no file that has been loaded that it waits', async () => {
    const { page } = app;
    await page.goto(`${app.url}#/data`);
    await page.getByRole('region', { name: words('home.current') }).waitFor();
    expect(await page.getByRole('region', { name: words('home.pending') }).count()).toBe(0);
    await page.goto(`${app.url}#/data/receipt`);
    await receiptShown(page);
  });

  it('lists the tickets with how they are tied to the orders, until they are removed', async () => {
    const { page } = app;
    const tables = page.getByRole('region', { name: words('tables.title') });
    await until(async () => (await tables.innerText()).includes('tickets.csv'), 'the table of tickets');
    expect(await tables.innerText()).toContain('66.7% of its 3 customers have orders.');
    expect(await tables.innerText()).toContain('1 row is of a customer without orders.');
    await tables.getByRole('button', { name: /^Remove the table/u }).click();
    await until(async () => !(await tables.innerText()).includes('tickets.csv'), 'no table of tickets');
  });

  it('loads all tables of an archive beside each other', async () => {
    const { page } = app;
    const packed = zipSync({
      'orders.csv': strToU8(orders('05', ['C1', 'C2', 'C3', 'C4', 'C5', 'C6', 'C7', 'C8'])),
      'tickets.csv': TICKETS.buffer,
    });
    await page.goto(`${app.url}#/data`);
    await choose(page, given('shop.zip', packed));
    // The one named after orders is looked at first, though another is larger.
    await looksAt(page, 'shop.zip › orders.csv');
    await page.getByRole('button', { name: 'Open the other table too' }).click();
    await page.getByRole('button', { name: 'Load all 2 files' }).click();
    await receiptShown(page);
    expect((await page.getByRole('main').innerText()).replaceAll(/\s+/gu, ' ')).toContain('loaded =8');
    const tables = page.getByRole('region', { name: words('tables.title') });
    await until(
      async () => (await tables.innerText()).includes('shop.zip › tickets.csv'),
      'the table of tickets',
    );
    expect(app.errors).toEqual([]);
  });
});
