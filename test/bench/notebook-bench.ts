import { SUBPATH } from '../browser/app-page.ts';
import { launch } from '../browser/chromium.ts';
import { largeNotebook } from '../fixtures/notebook-cells.ts';
import { serve } from '../serve.ts';
import { figure, median, type Figure } from './figures.ts';
import { nativeMart } from './native-mart.ts';
import { completionNotebook, latencyNotebook, scrollNotebook } from './notebook-documents.ts';
import { NotebookInPage, type Watched } from './notebook-in-page.ts';
import { words } from '../browser/app-page.ts';
import { PageDriver } from './page-driver.ts';
import { cell } from './page-probes.ts';

/** Cells of the document that is opened, and those of them that run. */
const CELLS = 200;
const RUNNING = (CELLS / 5) * 3;
/** Rows that are scrolled through. */
const ROWS = 5_000_000;
/** How long rows and cells are scrolled through, seconds. */
const SCROLL_SECONDS = 8;
/** Columns that completion has to choose from, besides the engine's functions. */
const COLUMNS = 500;
const KEYS = 'colum';
/** An input on the first screen of the document, and SQL that others read. */
const INPUT = 'least_0';
const EDITED = 'rows_0';
/** How often what takes milliseconds is measured for each repeat. */
const TIMES = 5;

/** Between two values of the input. */
const STEP = 50;
/** Presses what runs the question where it waits for the user. */
const RUN_STALE = `setTimeout(() => [...${cell('by_country')}.querySelectorAll('header button')]
  .find((each) => each.title === ${JSON.stringify(words('notebookScreen.cell.run'))})?.click())`;

interface Measured {
  readonly use: readonly Watched[];
  readonly open: readonly Watched[];
  readonly openStatic: readonly number[];
  readonly typing: readonly number[];
  readonly cells: readonly Watched[];
  readonly mart: readonly number[];
  readonly direct: readonly number[];
  readonly rows: readonly Watched[];
  readonly nothing: readonly Watched[];
  readonly completion: readonly number[];
  readonly plainKeys: readonly number[];
}

/** Measures the same a few times. */
async function again<T>(times: number, once: (time: number) => Promise<T>): Promise<T[]> {
  const all: T[] = [];
  for (let time = 1; time <= times; time += 1) all.push(await once(time));
  return all;
}

/** Says what is known so far: later parts can take minutes. */
function tell(measured: Partial<Measured>): void {
  console.error(`notebook: ${JSON.stringify(measured)}`);
}

async function measureCells(page: NotebookInPage, repeats: number) {
  const hash = await page.open(largeNotebook(CELLS));
  const use = await again(repeats, (time) => page.reopenToUse(hash, INPUT, [time * STEP, time * STEP + 1]));
  const visits = await again(repeats, async () => {
    const open = await page.reopen(hash, CELLS);
    await page.run(RUNNING);
    const scrolled = await page.scrollCells(hash, CELLS, RUNNING, SCROLL_SECONDS);
    const openStatic = await page.openStatic();
    return { open, scrolled, openStatic, typing: await page.typing(EDITED, KEYS) };
  });
  const part = {
    use,
    open: visits.map(({ open }) => open),
    openStatic: visits.map(({ openStatic }) => openStatic),
    cells: visits.map(({ scrolled }) => scrolled),
    typing: visits.flatMap(({ typing }) => typing),
  };
  tell(part);
  return part;
}

async function measureLatency(page: NotebookInPage, repeats: number) {
  await page.open(latencyNotebook('mart'));
  await page.settled('mart', 'by_country', 'drawn');
  const mart = await again(repeats * TIMES, (time) => page.latency(time * STEP));
  tell({ mart });
  await page.open(latencyNotebook('direct'));
  await page.settled('by_country', 'drawn');
  const direct = await again(repeats, (time) => page.latency(time * STEP, RUN_STALE));
  tell({ direct });
  return { mart, direct };
}

async function measureRows(page: NotebookInPage, repeats: number) {
  await page.open(scrollNotebook(ROWS));
  await page.settled('scrolled');
  const nothing = await again(repeats, () => page.scrollNothing(SCROLL_SECONDS));
  const rows = await again(repeats, () => page.scroll(SCROLL_SECONDS));
  tell({ nothing, rows });
  return { nothing, rows };
}

async function measureKeys(page: NotebookInPage, repeats: number) {
  await page.open(completionNotebook(COLUMNS));
  await page.settled('wide');
  const plainKeys = (await again(repeats, () => page.plainKeys(KEYS))).flat();
  const completion = (await again(repeats, () => page.completion(KEYS))).flat();
  tell({ plainKeys, completion });
  return { plainKeys, completion };
}

/** The longest of all, as a median would hide it. */
function longest(name: string, all: readonly Watched[], note: string): Figure {
  const [hardest] = all.map(({ task }) => task).toSorted((a, b) => b.cpuMs - a.cpuMs);
  const task =
    hardest === undefined
      ? ''
      : `at most ${hardest.cpuMs.toFixed(0)} ms of processor time in a task, of ${hardest.what}; `;
  return figure(name, 'ms', [Math.max(...all.map(({ ms }) => ms))], { goal: 50, note: task + note });
}

function spread(values: readonly number[]): string {
  return `slowest of ${values.length}: ${Math.max(...values).toFixed(0)}`;
}

const ms = (values: readonly number[]): string => `${(median(values) ?? Number.NaN).toFixed(0)} ms`;

function figuresOf(measured: Measured, native: readonly number[]): Figure[] {
  const { use, open, openStatic, cells, typing, mart, direct, rows, nothing, completion, plainKeys } =
    measured;
  const opened = open.map((each) => each.ms);
  const used = use.map((each) => each.ms);
  const processor = (all: readonly Watched[]): string =>
    `processor time of the page: ${ms(all.map(({ task }) => task.allCpuMs))}`;
  return [
    figure(`notebook: key to completions, ${COLUMNS} columns`, 'ms', completion, {
      goal: 50,
      note: `${spread(completion)}; key to the next frame in a plain field: ${ms(plainKeys)}`,
    }),
    figure('notebook: input to chart by a customer mart', 'ms', mart, {
      goal: 100,
      note: `${spread(mart)}; the question in native DuckDB: ${ms(native)}`,
    }),
    figure('notebook: input to chart by a mart, to the same by the orders', 'ms', mart, {
      baselines: direct,
      goal: 1,
    }),
    figure(
      `notebook: open ${CELLS} cells, until the first screen is drawn and an edit is taken`,
      'ms',
      used,
      {
        goal: 1000,
        note: `${spread(used)}; ${processor(use)}`,
      },
    ),
    figure(`notebook: open ${CELLS} cells, until all are in the page`, 'ms', opened, {
      goal: 1000,
      note: `${spread(opened)}; ${processor(open)}; the same elements with nothing behind them: ${ms(openStatic)}`,
    }),
    figure(
      `notebook: longest task until all ${CELLS} cells are in the page`,
      'ms',
      [Math.max(...[...use, ...open].map(({ task }) => task.ms))],
      {
        goal: 50,
        note: `at most ${Math.max(...[...use, ...open].map(({ task }) => task.cpuMs)).toFixed(0)} ms of processor time`,
      },
    ),
    figure(`notebook: key to the next frame, writing SQL among ${CELLS} cells`, 'ms', typing, {
      goal: 50,
      note: `${spread(typing)}; in a plain field: ${ms(plainKeys)}`,
    }),
    longest(
      `notebook: longest frame, scrolling ${CELLS} cells not yet drawn`,
      cells,
      'as fast as a thumb is drawn',
    ),
    longest(
      `notebook: longest frame, scrolling ${ROWS.toLocaleString('en')} rows`,
      rows,
      `scrolling nothing: ${Math.max(...nothing.map((each) => each.ms)).toFixed(0)} ms`,
    ),
  ];
}

/**
 * Measures notebooks in Chromium on the built app: completion, the way from an input to its chart, opening and editing a
 * long document, scrolling through its cells and through many rows.
 *
 * @param options.file orders
 * @param options.root folder of the built app
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
  const values = Array.from({ length: repeats * TIMES }, (_, time) => (time + 1) * STEP);
  const native = await nativeMart(file, values);
  const server = await serve({ root, base: SUBPATH });
  const browser = await launch();
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
    const page = await context.newPage();
    const notebook = new NotebookInPage(page, new PageDriver(page, await context.newCDPSession(page)));
    await notebook.load(server.url, file);
    const measured = {
      ...(await measureKeys(notebook, repeats)),
      ...(await measureCells(notebook, repeats)),
      ...(await measureLatency(notebook, repeats)),
      ...(await measureRows(notebook, repeats)),
    };
    return figuresOf(measured, native);
  } finally {
    await browser.close();
    await server.close();
  }
}
