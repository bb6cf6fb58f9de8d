import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MessageKey } from '../../src/i18n/messages.ts';
import { until, words, type OpenApp, fileLeaving } from './app-page.ts';
import { tabTo } from './keyboard-walk.ts';
import { become, cellNamed, editorOf, figuresOf, namesInOrder, shownBy } from './notebook-page.ts';
import { samplePage } from './sample-page.ts';

/** Asks for a command by its words. */
async function command(page: Page, key: MessageKey): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: words('palette.search') }).waitFor();
  await page.keyboard.type(words(key));
  await page
    .getByRole('option', { name: words(key) })
    .first()
    .waitFor();
  await page.keyboard.press('Enter');
}

function field(page: Page, cell: string, key: MessageKey): Locator {
  return cellNamed(page, cell)
    .getByLabel(new RegExp(`^\\s*${words(key)}`, 'u'))
    .first();
}

/** Walks to a list and types what is to be chosen. */
async function pick(page: Page, list: Locator, value: string): Promise<void> {
  await tabTo(page, list);
  await page.keyboard.type(value);
  await until(async () => (await list.locator('option:checked').innerText()) === value, value);
}

/** Walks to the editor of a cell and types; the list of completions is closed where it is open. */
async function type(page: Page, cell: string, sql: string): Promise<void> {
  await editorOf(page, cell).waitFor();
  await tabTo(page, editorOf(page, cell));
  await page.keyboard.type(sql);
  await page.keyboard.press('Control+Enter');
}

describe('a notebook on the sample, with the keyboard alone', () => {
  let app: OpenApp;
  beforeAll(async () => {
    app = await samplePage();
  });
  afterAll(() => app.close());

  it('goes from RFM by SQL to a chart, driven by an input', async () => {
    const { page } = app;
    await command(page, 'command.notebook.new');
    await page.getByRole('textbox', { name: words('notebookScreen.title.label') }).waitFor();
    await command(page, 'command.cell.analysisBelow');
    await become(page, 'done', 'rfm');
    await command(page, 'command.cell.inputBelow');
    await tabTo(page, cellNamed(page, 'input_1').locator('summary'));
    await page.keyboard.press('Enter');
    await pick(page, field(page, 'input_1', 'notebookScreen.input.type'), 'Segments');
    await pick(page, field(page, 'input_1', 'notebookScreen.input.from'), 'rfm.segments.segment');
    const champions = cellNamed(page, 'input_1').getByLabel('Champions', { exact: true });
    await tabTo(page, champions, 'Shift+Tab');
    await page.keyboard.press('Space');
    await command(page, 'command.cell.sqlBelow');
    await type(page, 'query_1', 'SELECT segment, customers FROM rfm.segments WHERE segment IN $input_1');
    await become(page, 'done', 'query_1');
    expect(await shownBy(page, 'query_1')).toMatch(/^segment \| customers\nChampions \| \d+$/u);
    await command(page, 'command.cell.chartBelow');
    await pick(page, field(page, 'chart_1', 'notebookScreen.chart.relation'), 'query_1');
    await become(page, 'done', 'chart_1');
    expect(await shownBy(page, 'chart_1')).toContain('1 bar');
    await tabTo(page, champions, 'Shift+Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await until(async () => (await shownBy(page, 'chart_1')).includes('2 bars'), 'the second bar');
  });

  it('joins what customers are worth, moves and deletes cells, and takes that back', async () => {
    const { page } = app;
    await command(page, 'command.cell.analysisBelow');
    await tabTo(page, field(page, 'rfm_2', 'notebookScreen.analysis.which'));
    await page.keyboard.press('ArrowDown');
    await become(page, 'idle', 'clv');
    await command(page, 'command.notebook.runStale');
    await become(page, 'done', 'clv');
    await command(page, 'command.cell.sqlBelow');
    await type(
      page,
      'query_2',
      'SELECT segment, count(*) AS n, sum(clv) AS clv FROM rfm.customers JOIN clv.customers USING (customer_key) WHERE segment IN $input_1 GROUP BY ALL ORDER BY ALL',
    );
    await become(page, 'done', 'query_2');
    const names = await namesInOrder(page);
    await command(page, 'command.cell.up');
    await until(async () => (await namesInOrder(page)).join() !== names.join(), 'the move');
    await command(page, 'command.notebook.undo');
    await until(async () => (await namesInOrder(page)).join() === names.join(), 'the move back');
    await command(page, 'command.cell.delete');
    await until(async () => (await namesInOrder(page)).length === names.length - 1, 'the deletion');
    await command(page, 'command.notebook.undo');
    await until(async () => (await namesInOrder(page)).join() === names.join(), 'the cell');
    await become(page, 'done', 'query_2');
  });

  it('is saved, closed, and opened again with the same figures', async () => {
    const { page } = app;
    const shown = ['query_1', 'chart_1', 'query_2'];
    const figures = await figuresOf(page, shown);
    const download = fileLeaving(page);
    await command(page, 'command.notebook.save');
    expect(readFileSync(await (await download).path(), 'utf8')).toContain('clv.customers');
    await command(page, 'command.notebook.close');
    const link = page.getByRole('link', { name: words('notebookScreen.untitled') });
    await link.waitFor();
    await tabTo(page, link);
    await page.keyboard.press('Enter');
    await become(page, 'idle', 'clv');
    await command(page, 'command.notebook.runStale');
    await become(page, 'done', ...shown);
    expect(await figuresOf(page, shown)).toEqual(figures);
    expect(app.errors).toEqual([]);
  });
});
