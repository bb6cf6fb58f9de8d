import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { select } from '../fixtures/notebook-cells.ts';
import { until, type OpenApp } from './app-page.ts';
import { become, inView, openNotebook } from './notebook-page.ts';
import { samplePage } from './sample-page.ts';

const ROWS = 2_000_000;
/** Every figure of a row tells which row it belongs to. */
const SQL = `SELECT range AS row_id, range * 7 AS seven_id, CASE WHEN range % 2 = 0 THEN 'even' ELSE 'odd' END AS kind
FROM range(${ROWS})`;

interface Frames {
  /** Rows that showed figures of another row, in words. */
  readonly wrong: readonly string[];
  /** Rows that showed their own figures, over all frames. */
  readonly right: number;
  /** Whether bars stood in rows without texts: one answer where all were the same. */
  readonly bars: readonly boolean[];
}

/** Scrolls to places one after the other, a frame each, and reads all rows as each frame is drawn. */
function scrollThrough(grid: Locator, places: readonly number[]): Promise<Frames> {
  return grid.evaluate(async (scroller, tops) => {
    const wrong: string[] = [];
    let right = 0;
    const bars = new Set<boolean>();
    for (const top of tops) {
      scroller.scrollTop = top;
      await new Promise((resolve) => requestAnimationFrame(resolve));
      for (const row of scroller.querySelectorAll('[aria-rowindex]:has([role=gridcell])')) {
        const index = Number(row.getAttribute('aria-rowindex')) - 2;
        const texts = [...row.querySelectorAll('[role=gridcell]')].map((cell) => cell.textContent.trim());
        const expected = `${index} ${index * 7} ${index % 2 === 0 ? 'even' : 'odd'}`;
        if (texts.join(' ') === expected) right += 1;
        else if (texts.join('') !== '') wrong.push(`row ${index} shows ${texts.join(' ')}`);
        else bars.add(getComputedStyle(row).backgroundImage.startsWith('linear-gradient'));
      }
    }
    return { wrong, right, bars: [...bars] };
  }, places);
}

/** Numbers of the rows in the order of the document, once all have their figures. */
async function rowsAtRest(grid: Locator): Promise<readonly number[]> {
  await until(async () => (await grid.locator('[role=row][aria-busy]').count()) === 0, 'all rows');
  const indices = await grid
    .locator('[aria-rowindex]:has([role=gridcell])')
    .evaluateAll((rows) => rows.map((row) => Number(row.getAttribute('aria-rowindex')) - 2));
  return indices;
}

async function inOrder(grid: Locator): Promise<boolean> {
  const rows = await rowsAtRest(grid);
  return rows.every((row, at) => row === (rows[0] ?? 0) + at);
}

describe('a grid of two million rows', () => {
  let app: OpenApp;
  let page: Page;
  let grid: Locator;
  beforeAll(async () => {
    app = await samplePage();
    ({ page } = app);
    await openNotebook(page, { title: 'rows', cells: [select('many', SQL)] });
    await become(page, 'done', 'many');
    grid = (await inView(page, 'many')).getByRole('grid');
    await grid.locator('[role=gridcell]').first().waitFor();
  });
  afterAll(() => app.close());

  it('never shows figures of one row for another, scrolling by rows, by pages and in leaps', async () => {
    const byRows = Array.from({ length: 60 }, (_, at) => at * 45);
    const leaps = Array.from({ length: 60 }, (_, at) => ((at * 1_234_567) % 3_990_000) + at);
    const back = Array.from({ length: 40 }, (_, at) => 3_000_000 - at * 290);
    const { wrong, right, bars } = await scrollThrough(grid, [...byRows, ...leaps, ...back]);
    expect(wrong).toEqual([]);
    expect(bars).toEqual([true]);
    expect(right).toBeGreaterThan(500);
  });

  it('has its rows in order and complete once it rests', async () => {
    await scrollThrough(grid, [2_000_000, 2_000_333]);
    await until(() => inOrder(grid), 'the rows in order');
    const { wrong, right } = await scrollThrough(grid, [2_000_333]);
    expect([wrong, right]).toEqual([[], (await rowsAtRest(grid)).length]);
  });

  it('writes only the rows that come into view', async () => {
    await scrollThrough(grid, [0, 3000]);
    await until(() => inOrder(grid), 'the rows in order');
    const written = await grid.evaluate(async (scroller) => {
      const rows = new Set<Element>();
      const watch = new MutationObserver((changes) => {
        for (const { target } of changes) {
          const row = (target instanceof Element ? target : target.parentElement)?.closest('[role=row]');
          if (row !== null && row !== undefined) rows.add(row);
        }
      });
      watch.observe(scroller, { subtree: true, childList: true, attributes: true, characterData: true });
      scroller.scrollTop += 60;
      await new Promise((resolve) => requestAnimationFrame(resolve));
      await new Promise((resolve) => requestAnimationFrame(resolve));
      watch.disconnect();
      return rows.size;
    });
    expect(written).toBe(2);
  });

  it('names the active cell for screen readers, opens it and marks ranges, wherever it has been scrolled to', async () => {
    await grid.focus();
    await page.keyboard.press('Control+End');
    const active = grid.locator('.active');
    await until(
      async () => (await active.textContent()) === ((ROWS - 1) % 2 === 0 ? 'even' : 'odd'),
      'the last cell',
    );
    expect(await active.getAttribute('id')).toBe(await grid.getAttribute('aria-activedescendant'));
    await page.keyboard.press('Shift+ArrowUp');
    await page.keyboard.press('Shift+ArrowLeft');
    await until(async () => (await grid.locator('[aria-selected=true]').count()) === 4, 'four cells');
    await grid.locator(`[aria-rowindex="${ROWS - 2}"] [aria-colindex="2"]`).dblclick();
    await page
      .getByRole('dialog')
      .getByText(String((ROWS - 4) * 7))
      .first()
      .waitFor();
    await page.keyboard.press('Escape');
  });
});
