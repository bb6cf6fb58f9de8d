import { mkdirSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  chooseFile,
  columnsShown,
  openApp,
  pressLoad,
  receiptShown,
  sealed,
  until,
  words,
  type OpenApp,
} from './app-page.ts';

const FOLDER = path.resolve('.cache/test/bad');

function file(name: string, content: string | Uint8Array): string {
  mkdirSync(FOLDER, { recursive: true });
  const target = path.join(FOLDER, name);
  writeFileSync(target, content);
  return target;
}

/** A gigabyte without a line break, as a sparse file of one repeated letter at its head. */
async function oneLine(): Promise<string> {
  const target = file('one-line.csv', 'x'.repeat(4 * 1024 * 1024));
  const handle = await open(target, 'r+');
  await handle.truncate(1024 ** 3);
  await handle.close();
  return target;
}

describe('a file that is no orders file', () => {
  let app: OpenApp;
  beforeAll(async () => {
    app = await openApp();
    await sealed(app.page);
  });
  afterAll(() => app.close());

  it.each([
    ['is empty', () => file('empty.csv', ''), /is empty/u],
    [
      'has only column names',
      () => file('header.csv', 'customer,date,amount\n'),
      /column names but no rows/u,
    ],
    [
      'is a broken archive',
      () => file('book.xlsx', Uint8Array.from([0x50, 0x4b, 3, 4, 20, 0, 0, 0, 8, 0])),
      /damaged or was cut off/u,
    ],
    ['is a gigabyte in one line', oneLine, /single line/u],
  ])('that %s: a clear message, and the next file opens', async (_, make, message) => {
    const { page } = app;
    await page.goto(`${app.url}#/data`);
    await chooseFile(page, await make());
    await until(() => page.getByText(message).first().isVisible(), String(message));
    await chooseFile(
      page,
      file('fine.csv', 'customer,date,amount\na,2024-01-31,10\nb,2024-02-01,20\na,2024-03-01,5\n'),
    );
    await columnsShown(page);
    await pressLoad(page);
    await receiptShown(page);
  });

  it('names with quotes, blanks, emoji and Chinese load like any other', async () => {
    const { page } = app;
    const name = file(
      '客户 "orders" 🎁.csv',
      '"客户 ""编号""",🎁 date,实付 金额,实付 金额,\n张三,2024-01-31,10.5,1,x\n李四,2024/02/01,20,2,y\n',
    );
    await chooseFile(page, name);
    await columnsShown(page);
    await pressLoad(page);
    await receiptShown(page);
    expect(app.errors).toEqual([]);
  });

  it('an address that leads nowhere says so, and the start screen comes back from it', async () => {
    const { page } = app;
    const go = (hash: string): Promise<void> =>
      page.evaluate((to) => {
        location.hash = to;
      }, hash);
    await go('#/data');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await go('#/nowhere');
    await page.getByRole('heading', { name: words('app.notFound'), level: 1 }).waitFor();
    await go('#/data');
    await until(async () => (await page.getByText(words('app.notFound')).count()) === 0, 'the start screen');
  });
});
