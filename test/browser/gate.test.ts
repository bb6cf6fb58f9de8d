import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hrefOf } from '../../src/state/route.ts';
import { loadSample, openApp, sealed, until, words, type OpenApp, fileLeaving } from './app-page.ts';

/** Opens the metric of one's own and waits for its first result. */
async function toMetric({ page, url }: OpenApp): Promise<void> {
  await page.goto(url + hrefOf({ name: 'analysis', id: 'metric' }));
  await page.getByRole('heading', { name: words('metric.title'), level: 1 }).waitFor();
}

/** Chooses from a list with the keyboard alone, as someone does who types the first letters of a choice. */
async function chooseByKeys(page: Page, list: Locator, letters: string): Promise<void> {
  await list.focus();
  await page.keyboard.type(letters);
}

/** Waits until the result of the parameters stands and the gate has said what would leave of it. */
async function answered(page: Page): Promise<void> {
  await until(
    async () => (await page.locator('[aria-busy="false"].result').count()) === 1,
    'the result of the parameters',
  );
  await until(async () => !(await panel(page).innerText()).includes('Asking'), 'the gate');
}

function panel(page: Page): Locator {
  return page.getByRole('region', { name: words('analysisScreen.release.title'), exact: true });
}

function headline(page: Page): Promise<string> {
  return page.locator('.result').innerText();
}

/** Writes the first day from which orders count, with the keyboard. */
async function from(page: Page, day: string, customers: string): Promise<void> {
  await page.getByLabel('From, condition 1').fill(day);
  await page.keyboard.press('Tab');
  await until(async () => (await headline(page)).includes(`Customers\n${customers}`), `orders from ${day}`);
  await answered(page);
}

/** Asks for the table of groups as CSV in the export dialog, which stays open. */
async function askForCsv(page: Page): Promise<Locator> {
  const menu = page.getByRole('button', { name: words('analysisScreen.release.menu'), exact: true });
  await menu.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  const csv = dialog.getByRole('button', { name: 'Groups and totals as CSV' });
  await until(() => csv.isEnabled(), 'the gate to answer');
  await csv.focus();
  await page.keyboard.press('Enter');
  return dialog;
}

async function refused(page: Page): Promise<void> {
  const dialog = await askForCsv(page);
  await dialog.getByText(words('analysisScreen.release.refused')).waitFor();
  const text = await dialog.innerText();
  expect(text).toContain(words('conflict.title'));
  expect(text).toMatch(
    /“Own metric · Groups and totals” of .* would tell of too small a group \(customers in it: 1\)/u,
  );
  expect(text).toMatch(/Widen the filter, merge groups/u);
  await page.keyboard.press('Escape');
}

async function leaves(page: Page): Promise<string> {
  const download = fileLeaving(page);
  await askForCsv(page);
  const text = readFileSync(await (await download).path(), 'utf8');
  await page.keyboard.press('Escape');
  return text;
}

/** The host's policy, with lists of customers under pseudonyms allowed. */
function withLists(policy: Buffer): Buffer {
  const given = JSON.parse(policy.toString('utf8')) as object;
  return Buffer.from(JSON.stringify({ ...given, rows: { lists: { pseudonymised: true } } }));
}

describe('the gate on a metric of one’s own', () => {
  let app: OpenApp;
  let allowsLists = false;
  beforeAll(async () => {
    app = await openApp({
      rewrite: (name, body) => (allowsLists && name === 'policy.json' ? withLists(body) : null),
    });
    await sealed(app.page);
    await loadSample(app.page);
    await toMetric(app);
  });
  afterAll(() => app.close());

  const narrow = async (): Promise<void> => {
    const { page } = app;
    await chooseByKeys(page, page.getByRole('combobox', { name: 'Column 1' }), 'Cou');
    await page.getByRole('button', { name: words('filterFields.add') }).focus();
    await page.keyboard.press('Enter');
    await chooseByKeys(page, page.getByLabel('How condition 1 compares'), 'is at l');
    await from(page, '2023-01-03', '6,911');
  };

  it('lets the whole out, and shows what can be inferred of a withheld row', async () => {
    const { page } = app;
    await chooseByKeys(page, page.getByRole('combobox', { name: 'Column 1' }), 'Cou');
    await until(async () => (await page.locator('.result').innerText()).includes('IS'), 'countries');
    await answered(page);
    const csv = await leaves(page);
    expect(csv).toMatch(/DE,927,/u);
    expect(csv).toMatch(/IS,withheld/u);
    await page.getByRole('radio', { name: words('analysisScreen.view.release') }).focus();
    await page.keyboard.press('Space');
    const figure = page.getByRole('figure', { name: /Customers by group/u });
    await figure.getByRole('button', { name: 'Table' }).click();
    await until(
      async () => /IS\s+withheld; 0 to 129 can be inferred/u.test(await figure.innerText()),
      'the interval',
    );
    await page.getByRole('radio', { name: words('analysisScreen.view.private') }).focus();
    await page.keyboard.press('Space');
  });

  it('refuses what differs by a few customers, and lets out what differs by many', async () => {
    const { page } = app;
    await narrow();
    await refused(page);
    await from(page, '2024-01-01', '5,936');
    expect(await leaves(page)).toMatch(/DE,\d+,/u);
  });

  const list = () => app.page.getByRole('button', { name: words('list.button') });

  it('has no list of customers without a policy for it, and says why', async () => {
    expect(await list().count()).toBe(0);
    const text = await panel(app.page).innerText();
    expect(text).toContain(words('analysisScreen.release.customersPrivate'));
  });

  it('knows after another visit what has left before', async () => {
    const { page } = app;
    allowsLists = true;
    await page.goto(`${app.url}#/data`);
    await page.reload();
    await sealed(page);
    await loadSample(page);
    await toMetric(app);
    await narrow();
    await refused(page);
  });

  it('makes a list for a purpose only, under pseudonyms, and logs it', async () => {
    const { page } = app;
    expect(await panel(page).innerText()).not.toContain(words('analysisScreen.release.customersPrivate'));
    await list().focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    const make = dialog.getByRole('button', { name: 'Make the list as CSV' });
    await make.focus();
    await page.keyboard.press('Enter');
    await dialog.getByText(words('list.purpose.missing')).waitFor();
    // The keyboard is in the field that is missing.
    await page.keyboard.insertText('spring mailing');
    // The filter of the test before leaves two customers out of what has been released as a whole.
    await make.focus();
    await page.keyboard.press('Enter');
    await dialog.getByText(/would tell of too small a group \(customers in it: 2\)/u).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: words('analysisScreen.parameters.reset') }).click();
    await until(async () => !(await panel(page).innerText()).includes(words('conflict.title')), 'the whole');
    await list().focus();
    await page.keyboard.press('Enter');
    await dialog.getByLabel(words('list.purpose'), { exact: true }).fill('spring mailing');
    await make.focus();
    const download = fileLeaving(page);
    await page.keyboard.press('Enter');
    const text = readFileSync(await (await download).path(), 'utf8');
    expect(text).toContain(words('gate.column.pseudonym'));
    expect(text.split('\r\n').length).toBeGreaterThan(6_900);
    expect(text).not.toMatch(/C\d{7}/u);
    await page.keyboard.press('Escape');
    await page.goto(`${app.url}#/privacy/releases`);
    const log = page.getByRole('group', { name: words('log.title') });
    await until(async () => (await log.innerText()).includes('spring mailing'), 'the purpose in the log');
    await toMetric(app);
  });

  it('protects tables of two columns without a network', async () => {
    const { page, context } = app;
    await context.setOffline(true);
    await page.getByRole('button', { name: words('analysisScreen.parameters.reset') }).click();
    await chooseByKeys(page, page.getByRole('combobox', { name: 'Column 1' }), 'Cou');
    await chooseByKeys(page, page.getByRole('combobox', { name: 'Column 2' }), 'Order s');
    await until(
      async () => (await panel(page).innerText()).includes('4 rows would be withheld'),
      'the solver',
    );
    await context.setOffline(false);
    expect(app.errors).toEqual([]);
  });
});
