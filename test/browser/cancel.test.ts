import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hrefOf } from '../../src/state/route.ts';
import {
  chooseFile,
  columnsShown,
  loadSample,
  openApp,
  pressLoad,
  receiptShown,
  sealed,
  toRfm,
  until,
  words,
  type OpenApp,
} from './app-page.ts';
import { whileHeld } from './hold-phase.ts';
import { largeFile } from './large-file.ts';

/** The goal is 100 ms; the rest is for a machine that has other tests to run, and is far less than the import takes. */
const BOUND_MS = 3000;

/** Stops the import in the middle and measures from the click to the words that say so, in the page. */
async function stopInTheMiddle(app: OpenApp, said: RegExp): Promise<number> {
  const { page } = app;
  await pressLoad(page);
  await until(
    () =>
      page
        .getByText(/\b[1-9][\d,]* rows/u)
        .and(page.locator('.run *'))
        .first()
        .isVisible(),
    'rows to be counted',
  );
  const began = Date.now();
  await page.getByRole('button', { name: words('load.stop'), exact: true }).click();
  await page.getByText(said).waitFor();
  return Date.now() - began;
}

describe('an import that is stopped', () => {
  let app: OpenApp;
  beforeAll(async () => {
    app = await openApp();
    await sealed(app.page);
  });
  afterAll(() => app.close());

  it('says at once that nothing was loaded, keeps the keyboard and can be begun again', async () => {
    const { page } = app;
    await chooseFile(page, largeFile('orders-200k.csv', 200_000).path);
    await columnsShown(page);
    expect(await stopInTheMiddle(app, /^Stopped\. Nothing was loaded\.$/u)).toBeLessThan(BOUND_MS);
    const load = page.getByRole('button', { name: /^Load \d+ columns?$/u });
    await until(() => load.evaluate((button) => button === document.activeElement), 'the focus');
    expect(app.errors).toEqual([]);
    await pressLoad(page);
    await receiptShown(page);
  });

  it('leaves what was loaded before as it was', async () => {
    const { page } = app;
    await page.goto(`${app.url}#/data`);
    await loadSample(page);
    const before = await page.locator('main').getByRole('table').innerText();
    await page.goto(app.url + hrefOf({ name: 'columns' }));
    await columnsShown(page);
    expect(await stopInTheMiddle(app, /^Stopped\. .+ is still loaded\.$/u)).toBeLessThan(BOUND_MS);
    await page.goto(app.url + hrefOf({ name: 'receipt' }));
    await receiptShown(page);
    expect(await page.locator('main').getByRole('table').innerText()).toBe(before);
    await toRfm(page);
  });
});

describe('reading and measuring that is stopped', () => {
  let app: OpenApp;
  beforeAll(async () => {
    app = await openApp();
    await sealed(app.page);
  });
  afterAll(() => app.close());

  const rows = Array.from({ length: 40 }, (_, at) => `C${at % 7},2024-01-${10 + (at % 18)},1.50`);
  const file = {
    name: 'small.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`customer_id,order_date,amount\n${rows.join('\n')}\n`),
  };
  const pressCancel = (): Promise<void> =>
    app.page
      .getByRole('main')
      .getByRole('button', { name: words('load.stop'), exact: true })
      .click();

  it('takes a file that was not read yet off the list', async () => {
    const { page } = app;
    await whileHeld(
      page,
      { shown: /Reading the first rows of small\.csv/u },
      () => page.locator('input[type=file]').setInputFiles(file),
      async () => {
        await pressCancel();
        await page.getByRole('button', { name: words('home.choose') }).waitFor();
      },
    );
    await page.goto(app.url + hrefOf({ name: 'columns' }));
    await page.getByText(words('import.none'), { exact: true }).waitFor();
  });

  it('leaves a file that is read in another way as it was', async () => {
    const { page } = app;
    await page.goto(`${app.url}#/data`);
    await page.locator('input[type=file]').setInputFiles(file);
    await columnsShown(page);
    const encoding = page.getByRole('combobox', { name: words('reading.encoding'), exact: true });
    await whileHeld(
      page,
      { shown: /small\.csv/u },
      async () => {
        await encoding.selectOption('gb18030');
      },
      pressCancel,
    );
    await until(async () => (await encoding.inputValue()) === 'utf-8', 'the encoding it was read in');
    await pressLoad(page);
    await receiptShown(page);
  });

  it('can be begun again for a profile', async () => {
    const { page } = app;
    await whileHeld(
      page,
      { shown: /Measuring every column/u },
      async () => {
        await page.goto(app.url + hrefOf({ name: 'profile', relation: 'orders' }));
      },
      pressCancel,
    );
    await page.getByText(words('profile.stopped'), { exact: true }).waitFor();
    await page.getByRole('button', { name: words('app.retry') }).click();
    await page.getByRole('heading', { name: words('profile.score') }).waitFor();
    await page.goto(app.url + hrefOf({ name: 'profile', relation: 'nothing' }));
    await page.getByText('There is no table nothing', { exact: true }).waitFor();
    expect(app.errors).toEqual([]);
  });
});
