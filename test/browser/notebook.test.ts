import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  chooseFile,
  columnsShown,
  openApp,
  pressLoad,
  receiptShown,
  sealed,
  SHARED,
  until,
  words,
  type OpenApp,
  fileLeaving,
} from './app-page.ts';
import { become, cellNamed, editorOf, figuresOf, openText, shownBy, toNotebooks } from './notebook-page.ts';

const CDNOW = SHARED === null ? null : `${SHARED}/data/cdnow/CDNOW_master.txt`;
/** Cells whose figures are looked at. */
const SHOWN = ['query_1', 'chart_1', 'query_2', 'chart_2'];

async function load(page: Page, file: string): Promise<void> {
  await sealed(page);
  await chooseFile(page, file);
  await columnsShown(page);
  await pressLoad(page);
  await receiptShown(page);
}

/** Adds a cell at the end by its button. */
async function add(page: Page, kind: 'analysis' | 'sql' | 'chart' | 'input'): Promise<void> {
  const name = words('notebookScreen.insert.kind').replace('{kind}', words(`notebookScreen.kind.${kind}`));
  await page.getByRole('button', { name, exact: true }).click();
}

/** Types into the editor of a cell. */
async function typeSql(page: Page, name: string, sql: string): Promise<void> {
  await editorOf(page, name).click();
  await page.keyboard.type(sql);
}

async function choose(page: Page, cell: string, label: string, value: string): Promise<void> {
  // The label of a list holds its choices too.
  await cellNamed(page, cell)
    .getByLabel(new RegExp(`^\\s*${label}`, 'u'))
    .first()
    .selectOption(value);
}

/** Ticks segments of the input. */
async function tick(page: Page, ...segments: readonly string[]): Promise<void> {
  for (const name of segments) await cellNamed(page, 'input_1').getByLabel(name, { exact: true }).click();
}

/** The button that runs what waits for the user; it is there once it has been counted. */
const STALE = { name: /^Run \d+ stale$/u };

/** Runs what waits for the user, if anything does; on a busy machine that may be more than what is dear. */
async function runStale(page: Page): Promise<void> {
  const stale = page.getByRole('button', STALE);
  if ((await stale.count()) > 0) await stale.click();
}

/** Waits until a grid of one row a segment has these. */
async function segmentsShown(page: Page, cell: string, ...segments: readonly string[]): Promise<void> {
  const shown = async () => (await shownBy(page, cell)).split('\n').map((row) => row.split(' | ')[0]);
  await until(async () => {
    await runStale(page);
    return (await shown()).join() === ['segment', ...segments].join();
  }, `${segments.join()} in ${cell}`);
}

describe.skipIf(CDNOW === null)('a notebook on CDNOW (skipped where ../shared is absent), by hand', () => {
  let app: OpenApp;
  let saved = '';
  let figures: Record<string, string> = {};
  beforeAll(async () => {
    app = await openApp();
    await load(app.page, CDNOW ?? '');
  });
  afterAll(() => app.close());

  it('goes from RFM by SQL to a chart, driven by an input', async () => {
    const { page } = app;
    await toNotebooks(page);
    await page.getByRole('button', { name: words('notebookScreen.list.new') }).click();
    await add(page, 'analysis');
    await become(page, 'done', 'rfm');
    await add(page, 'input');
    await cellNamed(page, 'input_1').getByText(words('notebookScreen.input.setUp')).click();
    await choose(page, 'input_1', words('notebookScreen.input.type'), 'segment');
    await choose(page, 'input_1', words('notebookScreen.input.from'), 'rfm.segments.segment');
    await tick(page, 'Champions', 'Loyal Customers', 'At Risk');
    await add(page, 'sql');
    await typeSql(
      page,
      'query_1',
      'SELECT segment, customers, revenue FROM rfm.segments WHERE segment IN $input_1 ORDER BY segment',
    );
    await become(page, 'done', 'query_1');
    await segmentsShown(page, 'query_1', 'At Risk', 'Champions', 'Loyal Customers');
    await add(page, 'chart');
    await choose(page, 'chart_1', words('notebookScreen.chart.relation'), 'query_1');
    await become(page, 'done', 'chart_1');
    const before = await shownBy(page, 'chart_1');
    expect(before).toContain('3 bars');
    await tick(page, 'At Risk');
    await segmentsShown(page, 'query_1', 'Champions', 'Loyal Customers');
    await until(async () => (await shownBy(page, 'chart_1')) !== before, 'another chart');
  });

  it('joins what customers are worth to their segments', async () => {
    const { page } = app;
    await add(page, 'analysis');
    await choose(page, 'rfm_2', words('notebookScreen.analysis.which'), 'clv');
    await become(page, 'idle', 'clv');
    // A fit takes a while, so it waits for the user.
    await page.getByRole('button', STALE).click();
    await become(page, 'done', 'clv');
    await add(page, 'sql');
    await typeSql(
      page,
      'query_2',
      'SELECT segment, count(*) AS customers, round(sum(clv)) AS clv FROM rfm.customers JOIN clv.customers USING (customer_key) WHERE segment IN $input_1 GROUP BY segment ORDER BY segment',
    );
    await become(page, 'done', 'query_2');
    await segmentsShown(page, 'query_2', 'Champions', 'Loyal Customers');
    await add(page, 'chart');
    await choose(page, 'chart_2', words('notebookScreen.chart.relation'), 'query_2');
    await become(page, 'done', 'chart_2');
    await tick(page, 'At Risk');
    await segmentsShown(page, 'query_2', 'At Risk', 'Champions', 'Loyal Customers');
    await become(page, 'done', ...SHOWN);
    figures = await figuresOf(page, SHOWN);
  });

  it('is saved as a file without data', async () => {
    const { page } = app;
    const download = fileLeaving(page);
    await page.getByRole('button', { name: words('notebookScreen.export.menu') }).click();
    await page.getByRole('menuitem', { name: words('notebookScreen.export.document') }).click();
    saved = readFileSync(await (await download).path(), 'utf8');
    expect(saved).toContain('FROM rfm.segments');
    expect(saved).not.toMatch(/\d{4,}\.\d|"rows"|"result"/u);
  });

  it('gives the same figures when it is opened again, as it was kept and as it was saved', async () => {
    const { page } = app;
    const address = await page.evaluate(() => location.hash);
    await page
      .getByText(/^saved/u)
      .first()
      .waitFor();
    await page.reload();
    await page.goto(`${app.url}#/data`);
    await load(page, CDNOW ?? '');
    await page.goto(app.url + address);
    await become(page, 'idle', 'clv');
    await page.getByRole('button', STALE).click();
    await become(page, 'done', ...SHOWN);
    expect(await figuresOf(page, SHOWN)).toEqual(figures);
    await openText(page, saved);
    await until(async () => (await page.evaluate(() => location.hash)) !== address, 'the file');
    await page.getByRole('button', { name: words('notebookScreen.runAll') }).click();
    await become(page, 'done', ...SHOWN);
    expect(await figuresOf(page, SHOWN)).toEqual(figures);
    expect(app.errors).toEqual([]);
  });
});
