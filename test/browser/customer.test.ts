import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Locator } from 'playwright-core';
import {
  loadSample,
  openApp,
  receiptShown,
  sealed,
  until,
  words,
  type OpenApp,
  fileLeaving,
} from './app-page.ts';
import { buildFirst, chips, chooseOfTile, tile } from './dashboard-page.ts';

const SEGMENTS = 'Active customers by segment';
const ID = /C-?\d{3,}/u;

/** The policy with lists under pseudonyms, which the one that is shipped has not. */
function withLists(name: string, body: Buffer): Buffer | null {
  if (name !== 'policy.json') return null;
  const given = JSON.parse(body.toString('utf8')) as object;
  return Buffer.from(JSON.stringify({ ...given, rows: { lists: { pseudonymised: true } } }));
}

/** Everybody of the sample by number, whose ids it makes. */
const NUMBERS = Array.from({ length: 8000 }, (_, place) => place + 1);
const idOf = (number: number): string => `C${String(number).padStart(7, '0')}`;
/** Every fourth customer has decided nothing, every fifth of the others has refused. */
const hasAgreed = (number: number): boolean => number % 4 !== 0 && number % 5 !== 0;
const NOTE = 'please ring 0171 2345678';

function table(name: string, head: string, rowsOf: (number: number) => readonly string[]) {
  const lines = [head, ...NUMBERS.flatMap((number) => rowsOf(number))];
  return { name, mimeType: 'text/csv', buffer: Buffer.from(lines.join('\n')) };
}

/** Tables beside the orders of the sample: enough touches of each customer for two pages of a timeline. */
const TABLES = [
  table('touches.csv', 'customer_id,sent_at,channel,campaign', (number) =>
    Array.from(
      { length: 26 },
      (_, place) => `${idOf(number)},2022-01-${place + 1},email,letter ${place + 1}`,
    ),
  ),
  table('answers.csv', 'customer_id,answered_at,nps_score,comment', (number) => [
    `${idOf(number)},2026-01-02,${number % 11},${NOTE}`,
  ]),
  table('consents.csv', 'customer_id,purpose,opt_in,consent_date', (number) =>
    number % 4 === 0
      ? []
      : [
          `${idOf(number)},email,${hasAgreed(number) ? 'yes' : 'no'},2024-02-01`,
          `${idOf(number)},email,no,2024-01-01`,
        ],
  ),
];

/** Loads the tables beside the orders. */
async function loadTables({ page }: OpenApp): Promise<void> {
  await page.locator('input[type=file]').first().setInputFiles(TABLES);
  const load = page.getByRole('button', { name: `Load all ${TABLES.length} files` });
  await load.waitFor({ timeout: 60_000 });
  await load.click();
  await receiptShown(page);
}

describe('the customers behind a mark', () => {
  let app: OpenApp;
  beforeAll(async () => {
    app = await openApp({ rewrite: withLists });
    await sealed(app.page);
    await loadSample(app.page);
    await loadTables(app);
    await buildFirst(app.page);
  }, 120_000);
  afterAll(async () => {
    expect(app.errors).toEqual([]);
    await app.close();
  });

  const dialog = (): Locator => app.page.getByRole('dialog').first();
  const grid = (): Locator => dialog().getByRole('grid').first();
  const title = (): Promise<string> => dialog().getByRole('heading', { level: 3 }).first().innerText();

  it('are listed, masked, from the menu of a tile once a mark is chosen', async () => {
    const { page } = app;
    const drawing = tile(page, SEGMENTS).getByRole('application');
    await drawing.focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await until(async () => (await chips(page)).join() === 'Segment Champions', 'the condition');
    await chooseOfTile(page, SEGMENTS, words('customer.behind'));
    await grid().getByRole('gridcell', { name: 'Champions' }).first().waitFor();
    // Enter opens a customer, so it must not be the button that closes the list.
    await until(() => grid().evaluate((each) => each === document.activeElement), 'the focus on the list');
    const text = await dialog().innerText();
    expect(text).toContain('Segment: Champions');
    expect(text).toContain(words('app.private'));
    expect(text).toMatch(/C•+\d/u);
    expect(text).not.toMatch(ID);
    expect(text).not.toContain('Hibernating');
  });

  it('leave as a list for a purpose, under pseudonyms, without those who have not agreed to it', async () => {
    const { page } = app;
    const total = /([\d,]+) customers/u.exec(await dialog().getByRole('status').first().innerText())?.[1];
    await dialog()
      .getByRole('button', { name: words('list.button') })
      .click();
    const form = page.getByRole('dialog', { name: words('list.title') });
    const make = form.getByRole('button', { name: /CSV/u });
    const told = form.getByText(/customers have agreed\.\s+[\d,]+ are held back/u);
    await told.waitFor();
    await make.click();
    await form.getByText(words('list.purpose.missing')).waitFor();
    await form.getByLabel(words('list.purpose'), { exact: true }).fill('a letter of thanks');
    const need = form.getByLabel(words('list.consent'), { exact: true });
    await need.selectOption('-1');
    await make.click();
    await form.getByText(words('list.consent.missing')).waitFor();
    await need.selectOption({ label: 'email' });
    const counted = /([\d,]+) of ([\d,]+) customers have agreed\. ([\d,]+) are held back: (.+)\./u;
    const [, agreed, all, held, why] = counted.exec(await told.innerText()) ?? [];
    expect(all).toBe(total);
    expect(why).toMatch(/^[\d,]+ refused and [\d,]+ no decision$/u);
    const download = fileLeaving(page);
    await make.click();
    const [head, ...rows] = readFileSync(await (await download).path(), 'utf8')
      .trim()
      .split('\r\n');
    expect(head).toBe('Pseudonym,Segment,Tier');
    expect(rows.length.toLocaleString('en')).toBe(agreed);
    expect(rows.every((row) => /^[0-9a-f]{32},Champions,\w+$/u.test(row))).toBe(true);
    await form.getByText(`was released. ${held} customers were held back: ${why}.`).waitFor();
    await page.keyboard.press('Escape');
    await form.waitFor({ state: 'detached' });
  });

  it('are opened, stepped through and left by the keyboard', async () => {
    const { page } = app;
    await grid().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await dialog()
      .getByText(/^1 of [\d,]+$/u)
      .or(dialog().getByText(/^2 of [\d,]+$/u))
      .waitFor();
    const place = (): Promise<string> =>
      dialog()
        .getByText(/^[\d,]+ of [\d,]+$/u)
        .innerText();
    const before = await place();
    await page.keyboard.press('n');
    await until(async () => (await place()) !== before, 'the next customer');
    await page.keyboard.press('p');
    await until(async () => (await place()) === before, 'the customer before');
    await dialog().getByText(words('customer.scores.note')).waitFor({ timeout: 60_000 });
    await page.keyboard.press('Escape');
    await until(() => grid().evaluate((each) => each === document.activeElement), 'the focus on the list');
    await page.keyboard.press('Enter');
    await dialog().getByRole('heading', { level: 3 }).waitFor();
  });

  it('have a timeline that is narrowed and turned, and say what they have agreed to', async () => {
    const { page } = app;
    const list = dialog().getByRole('list', { name: words('customer.timeline.list') });
    await list.waitFor();
    expect(await list.getByRole('listitem').first().innerText()).toMatch(/Answer\s+Score \d/u);
    expect(await list.innerText()).not.toContain(NOTE);
    const filter = dialog().getByRole('group', { name: words('customer.timeline.filter') });
    await filter.getByRole('button', { name: 'Campaign touches (26)' }).focus();
    await page.keyboard.press('Enter');
    await dialog().getByText('1–25 of 26').waitFor();
    expect(await list.getByRole('listitem').first().innerText()).toContain('letter 26');
    await dialog()
      .getByRole('button', { name: words('customer.timeline.older') })
      .click();
    await dialog().getByText('26–26 of 26').waitFor();
    expect(await list.getByRole('listitem').allInnerTexts()).toEqual([
      expect.stringContaining('letter 1') as string,
    ]);
    await filter.getByRole('button', { name: words('customer.timeline.all') }).click();
    await dialog()
      .getByText(/email: (?:(?:agreed|refused) \(since Feb 1, 2024\)|no decision)/u)
      .waitFor();
  });

  it('show who they are for a reason, which the log keeps', async () => {
    const { page } = app;
    expect(await title()).not.toMatch(ID);
    await dialog()
      .getByRole('button', { name: words('customer.reveal') })
      .click();
    const reason = page.getByLabel(words('customer.reveal.reason'), { exact: true });
    await reason.waitFor();
    await page.keyboard.press('Enter');
    await page.getByText(words('customer.reveal.missing')).waitFor();
    await page.keyboard.type('asked by the customer');
    await page.keyboard.press('Enter');
    await until(async () => ID.test(await title()), 'the id');
    await dialog().getByText(NOTE).waitFor();
    const id = (ID.exec(await title()) ?? [''])[0];
    await page.keyboard.press('Escape');
    await grid().getByText(id).waitFor();
    await page.keyboard.press('Escape');
    await until(async () => (await page.getByRole('dialog').count()) === 0, 'the panel to close');
    expect(page.url()).not.toContain(id);
    await page.evaluate(() => {
      location.hash = '#/privacy/releases';
    });
    await page.getByText('asked by the customer').first().waitFor();
    await page.getByText('a letter of thanks').first().waitFor();
    await page
      .getByText(/Consent “email”: [\d,]+ agreed, [\d,]+ refused,? and [\d,]+ no decision/u)
      .waitFor();
    await page.getByText(/touches\.csv|answers\.csv: comment/u).waitFor();
    expect(await page.getByRole('main').innerText()).not.toContain(id);
  });
});
