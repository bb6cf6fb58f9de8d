import type { Page } from 'playwright-core';
import type { Notebook } from '../../src/document/cell.ts';
import { writeNotebook } from '../../src/document/notebook-file.ts';
import { words } from '../browser/app-page.ts';
import { longestTask, TRACED, type LongestTask } from './main-thread-tasks.ts';
import { button, type PageDriver } from './page-driver.ts';
import {
  cell,
  done,
  longestFrame,
  longestFrameOfNothing,
  scrollThroughCells,
  TIME_TO_COMPLETION,
  TIME_TO_FRAME,
  timeOfStaticPage,
  timeToChart,
  timeToOpen,
  timeToUse,
} from './page-probes.ts';

/** What was measured while the main thread was watched. */
export interface Watched {
  readonly ms: number;
  readonly task: LongestTask;
}

/** The page with orders loaded, measured step by step. */
export class NotebookInPage {
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

  /** Opens a kept document again, until all its cells are in the page, milliseconds. */
  async reopen(hash: string, cells: number): Promise<Watched> {
    return this.#watched([timeToOpen(hash, cells)], () => this.#leave());
  }

  /**
   * Opens a kept document again, until its first screen is drawn and a number typed into an input has been taken, milliseconds.
   *
   * @param values typed one after the other; none may stand in the input already
   */
  async reopenToUse(hash: string, input: string, values: readonly [number, number]): Promise<Watched> {
    return this.#watched(
      values.map((value) => timeToUse(hash, input, value)),
      () => this.#leave(),
    );
  }

  async #leave(): Promise<void> {
    await this.#driver.evaluate("location.hash = '#/notebook'");
    await this.#driver.until("document.querySelector('[data-cell]') === null", 'the list of notebooks');
  }

  /** The same page put there as it is, with nothing behind it, milliseconds. */
  openStatic(): Promise<number> {
    return this.#driver.measure(timeOfStaticPage());
  }

  /** Waits until cells have been run. */
  async settled(...ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      await this.#driver.evaluate(`${cell(id)}.scrollIntoView({ block: 'center' })`);
      await this.#driver.until(`${done(id)} !== null`, id);
    }
  }

  /** Waits until so many cells have been run, wherever they are. */
  async run(count: number): Promise<void> {
    await this.#driver.until(
      `document.querySelectorAll('[data-cell] article.done').length === ${count}`,
      `${count} cells to have run`,
    );
  }

  /** From the change of an input to its chart, milliseconds. `then`: what is pressed after the change. */
  async latency(value: number, then?: string): Promise<number> {
    const ms = await this.#driver.measure(timeToChart('least', value, 'drawn', then));
    await this.settled('by_country', 'drawn');
    return ms;
  }

  /** Scrolls through the rows of a cell: the longest time between two frames. */
  scroll(seconds: number): Promise<Watched> {
    return this.#watched([longestFrame('scrolled', seconds)]);
  }

  /** The same over an element with nothing in it. */
  scrollNothing(seconds: number): Promise<Watched> {
    return this.#watched([longestFrameOfNothing(seconds)]);
  }

  /** Opens a kept document, runs so many of its cells, and scrolls through those that have not been drawn. */
  scrollCells(hash: string, cells: number, running: number, seconds: number): Promise<Watched> {
    return this.#watched([scrollThroughCells(seconds)], async () => {
      await this.#leave();
      await this.#driver.measure(timeToOpen(hash, cells));
      await this.run(running);
    });
  }

  /** From a key to the list of completions, milliseconds, for some keys typed one after another. */
  completion(keys: string): Promise<readonly number[]> {
    return this.#typedInto('typed', keys, TIME_TO_COMPLETION);
  }

  /** From a key to the next frame in the SQL of a cell, milliseconds, for some keys typed one after another. */
  typing(id: string, keys: string): Promise<readonly number[]> {
    return this.#typedInto(id, keys, TIME_TO_FRAME);
  }

  /** Measures keys typed after `SELECT`, and takes them away again. */
  async #typedInto(id: string, keys: string, expression: string): Promise<readonly number[]> {
    const editor = `${cell(id)}.querySelector('.cm-content')`;
    await this.settled(id);
    await this.#driver.until(`${editor} !== null`, 'the editor');
    await this.#driver.evaluate(`${editor}.scrollIntoView({ block: 'center' })`);
    await this.#driver.click(editor);
    await this.#driver.until(`document.activeElement === ${editor}`, 'the editor to have the focus');
    await this.#page.keyboard.press('Control+Home');
    await this.#press('ArrowRight', 'SELECT '.length);
    const times = await this.#typed(keys, expression);
    await this.#page.keyboard.press('Escape');
    await this.#press('Backspace', keys.length);
    return times;
  }

  /** From a key to the next frame in a field where nothing is proposed. */
  async plainKeys(keys: string): Promise<readonly number[]> {
    await this.#driver.evaluate(
      "document.body.append(Object.assign(document.createElement('input'), { id: 'plain' }))",
    );
    await this.#driver.evaluate("document.getElementById('plain').focus()");
    const times = await this.#typed(keys, TIME_TO_FRAME);
    await this.#driver.evaluate("document.getElementById('plain').remove()");
    return times;
  }

  async #typed(keys: string, expression: string): Promise<readonly number[]> {
    const times: number[] = [];
    for (const key of keys) {
      // It must wait for the key before the key is pressed.
      await this.#driver.evaluate(`void (globalThis.measured = ${expression})`);
      await this.#page.keyboard.press(key);
      times.push(await this.#driver.measure('globalThis.measured'));
    }
    return times;
  }

  async #press(key: string, times: number): Promise<void> {
    for (let time = 0; time < times; time += 1) await this.#page.keyboard.press(key);
  }

  /** Measures twice: the time as a user has it, then what the main thread does, under a trace that costs time itself. */
  async #watched(
    [expression = '', traced = expression]: readonly string[],
    begin: () => Promise<void> = () => Promise.resolve(),
  ): Promise<Watched> {
    const browser = this.#page.context().browser();
    if (browser === null) throw new RangeError('the page has no browser to be traced in');
    await begin();
    const ms = await this.#driver.measure(expression);
    await begin();
    await browser.startTracing(this.#page, { categories: TRACED });
    await this.#driver.measure(traced);
    const trace = await browser.stopTracing();
    return { ms, task: longestTask(trace.toString()) };
  }
}
