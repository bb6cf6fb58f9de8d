import type { Locator, Page } from 'playwright-core';
import type { Notebook } from '../../src/document/cell.ts';
import { writeNotebook } from '../../src/document/notebook-file.ts';
import { until, words } from './app-page.ts';

/** Goes to the list of notebooks. */
export async function toNotebooks(page: Page): Promise<void> {
  await page.evaluate(() => {
    location.hash = '#/notebook';
  });
  await page.getByRole('heading', { name: words('notebookScreen.list.title'), level: 1 }).waitFor();
}

/** Opens the text of a file as a notebook, from the list. */
export async function openText(page: Page, text: string): Promise<void> {
  await toNotebooks(page);
  const chosen = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: words('notebookScreen.list.open') }).click();
  const file = { name: 'notebook.json', mimeType: 'application/json', buffer: Buffer.from(text) };
  await (await chosen).setFiles(file);
}

/** Opens a notebook as a file, and waits for its cells. */
export async function openNotebook(page: Page, notebook: Notebook): Promise<void> {
  await openText(page, writeNotebook(notebook));
  await until(async () => (await cells(page).count()) === notebook.cells.length, 'the cells');
}

/** Every cell, from top to bottom. */
export function cells(page: Page): Locator {
  return page.locator('[data-cell] article');
}

/** The cell of a name. */
export function cellNamed(page: Page, name: string): Locator {
  return page.getByRole('article', { name: new RegExp(`: ${name}$`, 'u') });
}

/** Where a cell is, such as `done`, `error` or `stale`. */
export async function statusOf(page: Page, name: string): Promise<string> {
  const classes = (await cellNamed(page, name).getAttribute('class')) ?? '';
  const all = ['idle', 'queued', 'running', 'done', 'stale', 'error', 'blocked'];
  return classes.split(' ').find((each) => all.includes(each)) ?? '';
}

/** Waits until cells are somewhere. */
export async function become(page: Page, status: string, ...names: readonly string[]): Promise<void> {
  for (const name of names) {
    await until(async () => (await statusOf(page, name)) === status, `${name} to be ${status}`, 60_000);
  }
}

/** Names of cells in the order they stand; texts are not among them. */
export function namesInOrder(page: Page): Promise<string[]> {
  return cells(page)
    .getByRole('button', { name: renameOf('.*') })
    .allTextContents();
}

/** What the button is called that takes a new name for a cell. */
function renameOf(name: string): RegExp {
  return new RegExp(`^${words('notebookScreen.name.change').replace('{name}', name)}$`, 'u');
}

/** Brings a cell into view: only then are its editor and its results drawn. */
export async function inView(page: Page, name: string): Promise<Locator> {
  const cell = cellNamed(page, name);
  await cell.evaluate((element) => {
    element.scrollIntoView({ block: 'center' });
  });
  return cell;
}

/** What a cell shows: the rows of its grid, or what its chart says. */
export async function shownBy(page: Page, name: string): Promise<string> {
  const cell = await inView(page, name);
  const drawing = cell.getByRole('application');
  const row = cell.getByRole('grid').getByRole('row');
  await row.or(drawing).first().waitFor();
  if ((await row.count()) === 0) return (await drawing.first().getAttribute('aria-label')) ?? '';
  const texts = await row.evaluateAll((rows) =>
    rows.map((each) =>
      [...each.querySelectorAll('[role=columnheader], [role=gridcell]')]
        .map((part) => part.textContent.trim())
        .join(' | '),
    ),
  );
  return texts.join('\n');
}

/** What cells show, by their names. */
export async function figuresOf(page: Page, names: readonly string[]): Promise<Record<string, string>> {
  const shown: Record<string, string> = {};
  for (const name of names) shown[name] = await shownBy(page, name);
  return shown;
}

/** The editor of a SQL cell. */
export function editorOf(page: Page, name: string): Locator {
  return cellNamed(page, name).getByRole('textbox', { name: `SQL of ${name}` });
}
