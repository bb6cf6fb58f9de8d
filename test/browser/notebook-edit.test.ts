import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TEMPLATES } from '../../src/document/templates/index.ts';
import { analysis, chart, select, words as text } from '../fixtures/notebook-cells.ts';
import { until, words, type OpenApp } from './app-page.ts';
import {
  become,
  cellNamed,
  cells,
  editorOf,
  inView,
  namesInOrder,
  openNotebook,
  shownBy,
  toNotebooks,
} from './notebook-page.ts';
import { samplePage } from './sample-page.ts';

let app: OpenApp;
beforeAll(async () => {
  app = await samplePage();
});
afterAll(() => app.close());

/** Whether something on the screen is wider than it. */
function scrollsSideways(page: Page): Promise<boolean> {
  return page.evaluate(
    () =>
      document.documentElement.scrollWidth > innerWidth ||
      [...document.querySelectorAll('main, article')].some(
        (each) => each.getBoundingClientRect().right > innerWidth + 1,
      ),
  );
}

describe('templates', () => {
  it.each(TEMPLATES.map(({ id, title }) => ({ id, title })))(
    '$id makes a notebook whose cells all succeed',
    async ({ title }) => {
      const { page } = app;
      await toNotebooks(page);
      const name = words('notebookScreen.templates.use').replace('{name}', words(title));
      await page.getByRole('button', { name }).click();
      await until(async () => (await cells(page).count()) > 5, 'the cells');
      const open = page.locator('article:is(.sql, .analysis, .metric, .chart):not(.done)');
      await until(async () => (await open.count()) === 0, 'every cell to be done', 60_000);
      expect(app.errors).toEqual([]);
    },
  );
});

describe('edits', () => {
  const NAMES = ['rfm', 'first', 'second', 'drawn'];
  beforeAll(async () => {
    await openNotebook(app.page, {
      title: 'Edits',
      cells: [
        text('heading', '# A heading\n\nWords about revenue.'),
        analysis('rfm'),
        select('first', 'SELECT segment, revenue FROM rfm.segments ORDER BY segment'),
        select('second', 'SELECT sum(revenue) AS revenue FROM first'),
        chart('drawn', 'first'),
      ],
    });
    await become(app.page, 'done', ...NAMES);
  });

  async function undo(page: Page): Promise<void> {
    await page.getByRole('button', { name: /^Undo: /u }).click();
  }

  it('are taken back: a deletion, and a move', async () => {
    const { page } = app;
    await cellNamed(page, 'second')
      .getByRole('button', { name: words('notebookScreen.cell.menu').replace('{name}', 'second') })
      .click();
    await page.getByRole('menuitem', { name: words('notebookScreen.cell.remove'), exact: true }).click();
    await until(async () => (await namesInOrder(page)).join() === 'rfm,first,drawn', 'the deletion');
    await undo(page);
    await until(async () => (await namesInOrder(page)).join() === NAMES.join(), 'the cell back');
    await become(page, 'done', 'second');
    const handle = (await inView(page, 'drawn')).locator('.handle');
    await handle.hover();
    await page.mouse.down();
    const target = await cellNamed(page, 'second').boundingBox();
    await page.mouse.move((target?.x ?? 0) + 20, (target?.y ?? 0) + 5, { steps: 8 });
    await page.mouse.up();
    await until(async () => (await namesInOrder(page)).join() === 'rfm,first,drawn,second', 'the move');
    await undo(page);
    await until(async () => (await namesInOrder(page)).join() === NAMES.join(), 'the move back');
  });

  it('are made everywhere at once by find and replace, and taken back at once', async () => {
    const { page } = app;
    await page.getByRole('button', { name: words('notebookScreen.find'), exact: true }).click();
    await page.getByLabel(words('notebookScreen.find.what'), { exact: true }).fill('AS revenue');
    await page.getByLabel(words('notebookScreen.find.by'), { exact: true }).fill('AS total');
    await page.getByRole('button', { name: words('notebookScreen.find.replaceAll'), exact: true }).click();
    await page.getByText('1 replaced').waitFor();
    await inView(page, 'second');
    await until(async () => (await editorOf(page, 'second').innerText()).includes('AS total'), 'the words');
    await until(async () => (await shownBy(page, 'second')).startsWith('total'), 'the column');
    await undo(page);
    await until(async () => (await shownBy(page, 'second')).startsWith('revenue'), 'the column of before');
    await page.keyboard.press('Escape');
  });

  it('are presented cell by cell, without rows of customers', async () => {
    const { page } = app;
    await page.getByRole('button', { name: words('notebookScreen.present'), exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    await page.keyboard.press('Home');
    await dialog.getByRole('heading', { name: 'A heading' }).waitFor();
    await page.keyboard.press('ArrowRight');
    await until(
      async () => (await dialog.getByRole('heading', { name: 'A heading' }).count()) === 0,
      'the next',
    );
    expect(await dialog.getByRole('grid').count()).toBe(0);
    await page.keyboard.press('Escape');
    await until(async () => (await dialog.count()) === 0, 'the end');
  });

  it('fit on a phone, in Chinese', async () => {
    const { page } = app;
    await page.setViewportSize({ width: 390, height: 844 });
    await inView(page, 'rfm');
    expect(await scrollsSideways(page)).toBe(false);
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.getByRole('combobox', { name: words('header.language') }).selectOption('zh-CN');
    await page.getByText('全部运行').waitFor();
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await scrollsSideways(page)).toBe(false);
    const english = await page
      .locator('.toolbar, article header')
      .evaluateAll((parts) => parts.map((part) => part.textContent).join(' '));
    expect(english).not.toMatch(/\b(?:Run|Stop|Text|Analysis|Chart|done|saved|Save as)\b/u);
    // The page is handed on to the next file, which reads English.
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.locator('header select:has(option[value="zh-CN"])').selectOption('en');
    await page.getByRole('combobox', { name: words('header.language') }).waitFor();
    expect(app.errors).toEqual([]);
  });
});
