import { existsSync } from 'node:fs';
import type { Page } from 'playwright-core';
import type { Notebook } from '../../src/document/cell.ts';
import { writeNotebook } from '../../src/document/notebook-file.ts';
import { SUBPATH, words } from '../browser/app-page.ts';
import { launch } from '../browser/chromium.ts';
import { largeNotebook } from '../fixtures/notebook-cells.ts';
import { serve } from '../serve.ts';
import { figure, type Figure } from './figures.ts';
import { completionNotebook, latencyNotebook, scrollNotebook } from './notebook-documents.ts';
import { button, PageDriver } from './page-driver.ts';
import { cell, done, longestFrame, TIME_TO_COMPLETION, timeToChart, timeToOpen } from './page-probes.ts';

/** Cells of the document that is opened. */
const CELLS = 200;
/** Rows that are scrolled through, and for how long, seconds. */
const ROWS = 5_000_000;
const SCROLL_SECONDS = 8;
/** Columns that completion has to choose from, besides the engine's functions. */
const COLUMNS = 500;
/** How often what takes milliseconds is measured for each repeat. */
const TIMES = 5;
/** How long an input waits for the next change, ms: part of what is measured, not of the work. */
const PAUSE = 150;

/** Between two values of the input. */
const STEP = 10;
/** Presses what runs the question where it waits for the user. */
const RUN_STALE = `setTimeout(() => [...${cell('by_country')}.querySelectorAll('header button')]
  .find((each) => each.title === ${JSON.stringify(words('notebookScreen.cell.run'))})?.click())`;

/** The page with orders loaded, measured step by step. */
class NotebookPage {
  readonly #page: Page;
  readonly #driver: PageDriver;

  constructor(page: Page, driver: PageDriver) {
    this.#page = page;
    this.#driver = driver;
  }

  async load(url: string, file: string): Promise<void> {
    await this.#page.goto(url, { waitUntil: 'commit' });
    await this.#driver.until(
      `${button(new RegExp(`^${words('home.choose')}$`, 'u'))} !== undefined`,
      'the seal',
    );
    await this.#driver.chooseFile(file);
    const load = button(/^Load \d+ columns?$/u);
    await this.#driver.until(`${load} !== undefined`, 'the preview of the file');
    await this.#driver.click(load);
    const heading = JSON.stringify(words('receipt.title'));
    await this.#driver.until(
      `document.querySelector('h1')?.textContent.trim() === ${heading}`,
      'the receipt',
    );
  }

  /** Opens a document as a file. Its address. */
  async open(notebook: Notebook): Promise<string> {
    await this.#driver.evaluate("location.hash = '#/notebook'");
    const open = button(new RegExp(`^${words('notebookScreen.list.open')}$`, 'u'));
    await this.#driver.until(`${open} !== undefined`, 'the list of notebooks');
    const chosen = this.#page.waitForEvent('filechooser');
    await this.#driver.click(open);
    const buffer = Buffer.from(writeNotebook(notebook));
    await (await chosen).setFiles({ name: 'notebook.json', mimeType: 'application/json', buffer });
    const count = notebook.cells.length;
    await this.#driver.until(
      `document.querySelectorAll('[data-cell] article').length === ${count}`,
      'its cells',
    );
    return String(await this.#driver.evaluate('location.hash'));
  }

  /** Opens a kept document again, milliseconds. */
  async reopen(hash: string, cells: number): Promise<number> {
    await this.#driver.evaluate("location.hash = '#/notebook'");
    await this.#driver.until("document.querySelector('[data-cell]') === null", 'the list of notebooks');
    return this.#driver.measure(timeToOpen(hash, cells));
  }

  /** Waits until cells have been run. */
  async settled(...ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      await this.#driver.evaluate(`${cell(id)}.scrollIntoView({ block: 'center' })`);
      await this.#driver.until(`${done(id)} !== null`, id);
    }
  }

  /** From the change of an input to its chart, milliseconds. `then`: what is pressed after the change. */
  async latency(value: number, then?: string): Promise<number> {
    const ms = await this.#driver.measure(timeToChart('least', value, 'drawn', then));
    await this.settled('by_country', 'drawn');
    return ms;
  }

  scroll(): Promise<number> {
    return this.#driver.measure(longestFrame('scrolled', SCROLL_SECONDS));
  }

  /** From a key to the list of completions, milliseconds, for some keys typed one after another. */
  async completion(keys: string): Promise<readonly number[]> {
    await this.#driver.click(`${cell('typed')}.querySelector('.cm-content')`);
    await this.#page.keyboard.press('Control+Home');
    await this.#press('ArrowRight', 'SELECT '.length);
    const times: number[] = [];
    for (const key of keys) {
      const measured = this.#driver.measure(TIME_TO_COMPLETION);
      await this.#page.keyboard.press(key);
      times.push(await measured);
    }
    await this.#page.keyboard.press('Escape');
    await this.#press('Backspace', keys.length);
    return times;
  }

  async #press(key: string, times: number): Promise<void> {
    for (let time = 0; time < times; time += 1) await this.#page.keyboard.press(key);
  }
}

interface Measured {
  readonly open: readonly number[];
  readonly mart: readonly number[];
  readonly direct: readonly number[];
  readonly frames: readonly number[];
  readonly completion: readonly number[];
}

/** Measures the same a few times. */
async function again<T>(times: number, once: (time: number) => Promise<T>): Promise<T[]> {
  const all: T[] = [];
  for (let time = 1; time <= times; time += 1) all.push(await once(time));
  return all;
}

async function measure(page: NotebookPage, repeats: number): Promise<Measured> {
  const hash = await page.open(largeNotebook(CELLS));
  const open = await again(repeats, () => page.reopen(hash, CELLS));

  await page.open(latencyNotebook('mart'));
  await page.settled('mart', 'by_country', 'drawn');
  const mart = await again(repeats * TIMES, (time) => page.latency(time * STEP));

  await page.open(latencyNotebook('direct'));
  await page.settled('by_country', 'drawn');
  const direct = await again(repeats, (time) => page.latency(time * STEP, RUN_STALE));

  await page.open(scrollNotebook(ROWS));
  await page.settled('scrolled');
  const frames = await again(repeats, () => page.scroll());

  await page.open(completionNotebook(COLUMNS));
  await page.settled('wide');
  const completion = (await again(repeats, () => page.completion('colum'))).flat();
  return { open, mart, direct, frames, completion };
}

/**
 * Measures notebooks in Chromium on the built app: completion, the way from an input to its chart, opening a long
 * document, scrolling through many rows.
 *
 * @param options.file orders
 * @param options.root folder of the built app
 * @throws Error when the app has not been built
 */
export async function benchNotebook({
  file,
  root,
  repeats,
}: {
  readonly file: string;
  readonly root: string;
  readonly repeats: number;
}): Promise<Figure[]> {
  if (!existsSync(`${root}/index.html`)) throw new Error(`${root}/ is missing: run npm run build first`);
  const server = await serve({ root, base: SUBPATH });
  const browser = await launch();
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
    const page = await context.newPage();
    const notebook = new NotebookPage(page, new PageDriver(page, await context.newCDPSession(page)));
    await notebook.load(server.url, file);
    const measured = await measure(notebook, repeats);
    console.error(`notebook: ${JSON.stringify(measured)}`);
    const { open, mart, direct, frames, completion } = measured;
    const worst = (values: readonly number[]) =>
      `slowest of ${values.length}: ${Math.max(...values).toFixed(0)} ms`;
    return [
      figure('notebook: key to completions, 500 columns', 'ms', completion, {
        goal: 50,
        note: worst(completion),
      }),
      figure(
        `notebook: input to chart by a customer mart, after the pause of ${PAUSE} ms`,
        'ms',
        mart.map((ms) => ms - PAUSE),
        { goal: 100, note: worst(mart.map((ms) => ms - PAUSE)) },
      ),
      figure('notebook: input to chart, pause included, to the same by the orders', 'ms', mart, {
        baselines: direct,
        goal: 1,
      }),
      figure(`notebook: open ${CELLS} cells`, 'ms', open, { goal: 1000, note: worst(open) }),
      // The longest of all, as a median would hide it.
      figure(
        `notebook: longest frame, scrolling ${ROWS.toLocaleString('en')} rows`,
        'ms',
        [Math.max(...frames)],
        {
          goal: 50,
        },
      ),
    ];
  } finally {
    await browser.close();
    await server.close();
  }
}
