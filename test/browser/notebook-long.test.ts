import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { largeNotebook } from '../fixtures/notebook-cells.ts';
import { until, words, type OpenApp } from './app-page.ts';
import { namesInOrder, openNotebook, statusOf, toNotebooks } from './notebook-page.ts';
import { samplePage } from './sample-page.ts';

const COUNT = 200;
const NOTEBOOK = largeNotebook(COUNT);
const LAST_HEADING = 'Part 39';

describe('a notebook of 200 cells', () => {
  let app: OpenApp;
  beforeAll(async () => {
    app = await samplePage();
    await openNotebook(app.page, NOTEBOOK);
  });
  afterAll(() => app.close());

  function heads(): Promise<number> {
    return app.page.locator('[data-cell] article header').count();
  }

  it('shows its first screen and takes an edit before all of it is drawn', async () => {
    const { page } = app;
    const hash = await page.evaluate(() => location.hash);
    await toNotebooks(page);
    // In the page, so that nothing passes between what is seen and what is done.
    const drawn = await page.evaluate(async (to) => {
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      const field = () => document.querySelector('[data-cell="least_0"] input[type=number]');
      location.hash = to;
      while (!(field() instanceof HTMLInputElement)) await frame();
      const input = field();
      if (!(input instanceof HTMLInputElement)) return null;
      input.value = '12';
      input.dispatchEvent(new Event('input', { bubbles: true }));
      input.dispatchEvent(new Event('change', { bubbles: true }));
      return document.querySelectorAll('[data-cell] article header').length;
    }, hash);
    expect(drawn).toBeLessThan(COUNT);
    await page.getByRole('button', { name: /^Undo: /u }).waitFor();
    const runStale = page.getByRole('button', { name: /^Run \d+ stale$/u });
    await until(async () => {
      if ((await statusOf(page, 'sums_0')) === 'done') return true;
      // What it reads may have taken longer than a second, as on a busy machine: then neither is run again by itself. The
      // button may also go before it can be pressed, which is nothing to wait for.
      if ((await runStale.count()) > 0) await runStale.click({ timeout: 1_000 }).catch(() => undefined);
      return false;
    }, 'sums_0 to be done');
  });

  it('has every cell in the page in the end, with its name and its text, wherever one looks', async () => {
    const { page } = app;
    await until(async () => (await heads()) === COUNT, 'the heads');
    const named = NOTEBOOK.cells.flatMap((cell) => (cell.kind === 'text' ? [] : [cell.name]));
    expect(await namesInOrder(page)).toEqual(named);
    expect(await page.getByRole('heading', { name: LAST_HEADING, exact: true }).count()).toBe(1);
    expect(await page.locator('[data-cell] .text .room').count()).toBe(0);
  });

  it('goes to its last cell by the outline while it is still being drawn, and stays there', async () => {
    const { page } = app;
    const hash = await page.evaluate(() => location.hash);
    await page.getByRole('button', { name: words('notebookScreen.panel.outline'), exact: true }).click();
    await toNotebooks(page);
    const before = await page.evaluate(
      async ([to, text]) => {
        const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
        const entry = () =>
          [...document.querySelectorAll<HTMLElement>('.outline button')].find(
            (each) => each.textContent.trim() === text,
          );
        location.hash = to ?? '';
        while (entry() === undefined) await frame();
        entry()?.click();
        return document.querySelectorAll('[data-cell] article header').length;
      },
      [hash, LAST_HEADING],
    );
    expect(before).toBeLessThan(COUNT);
    const last = page.getByRole('article', { name: new RegExp(`: ${LAST_HEADING}$`, 'u') });
    await until(() => last.evaluate((element) => element === document.activeElement), 'the focus');
    await until(async () => (await heads()) === COUNT, 'the heads');
    // Below the bar of tools, and in the upper half: cells above it have been drawn since.
    const top = await last.evaluate((element) => element.getBoundingClientRect().top);
    expect(top).toBeGreaterThan(90);
    expect(top).toBeLessThan(450);
    expect(app.errors).toEqual([]);
  });
});
