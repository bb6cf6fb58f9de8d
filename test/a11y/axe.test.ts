import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  columnsShown,
  openApp,
  pressLoad,
  receiptShown,
  sealed,
  toRfm,
  until,
  words,
  type OpenApp,
} from '../browser/app-page.ts';
import { buildFirst, chooseOfTile, toDashboards } from '../browser/dashboard-page.ts';
import { inView, toNotebooks } from '../browser/notebook-page.ts';
import { ANALYSIS_IDS } from '../../src/commands/analysis-groups.ts';
import { generateOrders } from '../../src/data/sample/generate-orders.ts';
import { SAMPLE_OPTIONS } from '../../src/data/sample/options.ts';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Finding {
  readonly rule: string;
  readonly where: readonly string[];
}

type Theme = 'light' | 'dark';

/** The rules whose answer depends on the theme; the others are asked in the light one only. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

let app: OpenApp;
let session: CDPSession;
let inDark = false;

/** Runs code in the page through the debugger, because the page's own policy lets no script in. */
async function inPage(expression: string): Promise<unknown> {
  const answer = await session.send('Runtime.evaluate', {
    expression,
    awaitPromise: true,
    returnByValue: true,
  });
  if (answer.exceptionDetails !== undefined) throw new Error(answer.exceptionDetails.text);
  return answer.result.value;
}

/** Two frames, in which what follows from a change is drawn, and then the end of every transition it began. */
const STILL = `(async () => {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  for (let frames = 0; frames < 2; frames += 1) await frame();
  const passing = () => document.getAnimations().filter((each) =>
    each.playState === 'running' && each.effect?.getComputedTiming().endTime !== Infinity);
  while (passing().length > 0) await frame();
  return document.documentElement.dataset.theme;
})()`;

/** Turns the page to a theme as the system would, and waits until it looks so. */
async function turnTo(theme: Theme): Promise<void> {
  await app.page.emulateMedia({ colorScheme: theme });
  await until(async () => (await inPage(STILL)) === theme, `the ${theme} theme`);
  inDark = theme === 'dark';
}

/**
 * Where axe looks: at the dialog that is open or the whole page, but not at what the browser leaves undrawn for being
 * out of sight (`content-visibility`): its colours are of the theme in which it was drawn last until it is seen.
 */
const DRAWN = `({
  include: [document.querySelector('dialog[open]') ?? document],
  exclude: [...document.querySelectorAll('*')].filter((each) =>
    getComputedStyle(each).contentVisibility === 'auto' &&
    each.firstElementChild?.checkVisibility({ contentVisibilityAuto: true }) === false),
})`;

/** What axe finds on the screen as it stands, or in the dialog where one is open: the rest is inert then. */
async function findingsIn(theme: Theme): Promise<readonly Finding[]> {
  const options = { resultTypes: ['violations'], ...(theme === 'dark' ? { runOnly: COLOUR_RULES } : {}) };
  if ((await inPage('typeof axe')) === 'undefined') await inPage(`{ ${axeSource} }`);
  const look = `axe.run(${DRAWN}, ${JSON.stringify(options)}).then((r) =>
      r.violations.map((v) => ({ rule: v.id, where: v.nodes.map((n) => n.target.join(' ')) })))`;
  let found = (await inPage(look)) as readonly Finding[];
  // On a busy machine some of the page may still be drawn in the other theme; what is wrong stays.
  for (let again = 0; again < 2 && found.length > 0; again += 1) {
    await app.page.waitForTimeout(1500);
    found = (await inPage(look)) as readonly Finding[];
  }
  return found;
}

/** What axe finds on the screen by theme: first in the one that it is in, then in the other, which it stays in. */
async function findings(): Promise<Readonly<Record<Theme, readonly Finding[]>>> {
  const found: Record<Theme, readonly Finding[]> = { light: [], dark: [] };
  const [first, second] = inDark ? (['dark', 'light'] as const) : (['light', 'dark'] as const);
  found[first] = await findingsIn(first);
  await turnTo(second);
  found[second] = await findingsIn(second);
  return found;
}

/**
 * Goes a way in the theme the page is in, then in the other, which it stays in: turning redraws every chart and takes
 * longer than the way.
 */
async function inBothThemes(way: (theme: Theme) => Promise<void>): Promise<void> {
  const order = inDark ? (['dark', 'light'] as const) : (['light', 'dark'] as const);
  for (const theme of order) {
    if (inDark !== (theme === 'dark')) await turnTo(theme);
    await way(theme);
  }
}

const NOTHING = { light: [], dark: [] };

/** Chooses a file of some text. */
async function choose(page: Page, name: string, text: string): Promise<void> {
  await page
    .locator('input[type=file]')
    .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
}

describe('axe in both themes', () => {
  beforeAll(async () => {
    app = await openApp();
    await sealed(app.page);
    session = await app.context.newCDPSession(app.page);
  });
  afterAll(() => app.close());

  it('finds nothing on the start screen', async () => {
    expect(await findings()).toEqual(NOTHING);
  });

  it('finds nothing where there is no data yet', async () => {
    const { page } = app;
    for (const hash of ['#/data/columns', '#/data/receipt', '#/analyses', '#/analyses/rfm']) {
      await page.goto(app.url + hash);
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(await findings(), hash).toEqual(NOTHING);
    }
  });

  it('finds nothing on a file that cannot be read', async () => {
    const { page } = app;
    await choose(page, 'empty.csv', '');
    await page.getByRole('alert').waitFor();
    expect(await findings()).toEqual(NOTHING);
  });

  it('finds nothing on the columns of a file, and while it is loaded', async () => {
    const { page } = app;
    await choose(page, 'orders.csv', [...generateOrders({ ...SAMPLE_OPTIONS, orders: 20_000 })].join(''));
    await columnsShown(page);
    expect(await findings()).toEqual(NOTHING);
    // It may be loaded before both themes have been looked at, so it is loaded in each.
    for (const theme of ['light', 'dark'] as const) {
      if (theme === 'dark') {
        await page.goto(`${app.url}#/data/columns`);
        await columnsShown(page);
      }
      await turnTo(theme);
      await pressLoad(page);
      await page.getByRole('progressbar').waitFor();
      expect(await findingsIn(theme), theme).toEqual([]);
      await receiptShown(page);
    }
  });

  it('finds nothing on the receipt and the rows set aside', async () => {
    const { page } = app;
    expect(await findings()).toEqual(NOTHING);
    await page.locator('main table button').first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('table').waitFor();
    expect(await findings()).toEqual(NOTHING);
    await page.keyboard.press('Escape');
  });

  it('finds nothing on the data profile', async () => {
    const { page } = app;
    await page.goto(`${app.url}#/data/profile/orders`);
    await page.getByRole('heading', { name: words('profile.score'), exact: true }).waitFor();
    expect(await findings()).toEqual(NOTHING);
    await page.goto(`${app.url}#/data/receipt`);
    await receiptShown(page);
  });

  it('finds nothing where customers are merged', async () => {
    const { page } = app;
    await page.goto(`${app.url}#/data/merge`);
    await page.getByText(words('merge.nobody')).waitFor();
    expect(await findings()).toEqual(NOTHING);
    await page.goto(`${app.url}#/data/receipt`);
    await receiptShown(page);
  });

  it('finds nothing on RFM, its list of customers, its definitions and its exports', async () => {
    const { page } = app;
    await toRfm(page);
    expect(await findings()).toEqual(NOTHING);
    await page.getByRole('button', { name: 'Loyal', exact: true }).click();
    await page.getByRole('grid', { name: 'Customers of Loyal' }).getByText('Loyal').first().waitFor();
    expect(await findings()).toEqual(NOTHING);
    const dialog = page.getByRole('dialog');
    await page.getByRole('button', { name: words('rfmScreen.segments.medianRecency') }).click();
    await dialog.getByText('SQL of “segments”').click();
    expect(await findings()).toEqual(NOTHING);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: words('analysisScreen.release.menu'), exact: true }).click();
    await dialog.getByRole('button', { name: words('analysisScreen.release.why') }).click();
    expect(await findings()).toEqual(NOTHING);
    await page.keyboard.press('Escape');
    await page.getByRole('radio', { name: words('analysisScreen.view.release') }).check({ force: true });
    await page.getByText(words('analysisScreen.customers.hiddenInRelease')).waitFor();
    expect(await findings()).toEqual(NOTHING);
    await page.goto(`${app.url}#/analyses`);
    await page.getByRole('heading', { level: 1, name: words('analyses.title') }).waitFor();
    expect(await findings()).toEqual(NOTHING);
  });

  it.each(ANALYSIS_IDS.filter((id) => id !== 'rfm'))(
    'finds nothing on %s, its exports and its definitions',
    async (id) => {
      const { page } = app;
      await page.goto(`${app.url}#/analyses/${id}`);
      await page.locator('.result[aria-busy=false]').waitFor({ timeout: 60_000 });
      await inBothThemes(async (theme) => {
        await until(
          async () => (await page.getByText(words('chartFigure.loading')).count()) === 0,
          'the figures',
        );
        expect(await findingsIn(theme), theme).toEqual([]);
        await page.getByRole('button', { name: words('analysisScreen.link.sql'), exact: true }).click();
        await page.getByRole('dialog').waitFor();
        expect(await findingsIn(theme), `${theme}: definitions`).toEqual([]);
        await page.keyboard.press('Escape');
        await page.getByRole('button', { name: words('analysisScreen.release.menu'), exact: true }).click();
        await page.getByRole('dialog').waitFor();
        expect(await findingsIn(theme), `${theme}: exports`).toEqual([]);
        await page.keyboard.press('Escape');
        await page.getByRole('radio', { name: words('analysisScreen.view.release') }).check({ force: true });
        await page.getByText(words('analysisScreen.view.releaseNote')).first().waitFor();
        expect(await findingsIn(theme), `${theme}: what would leave`).toEqual([]);
        await page.getByRole('radio', { name: words('analysisScreen.view.private') }).check({ force: true });
        await page.getByText(words('analysisScreen.view.releaseNote')).first().waitFor({ state: 'detached' });
      });
    },
  );

  it('finds nothing on notebooks: the list, a template that has run, its tools, a presentation', async () => {
    const { page } = app;
    await toNotebooks(page);
    expect(await findings()).toEqual(NOTHING);
    const name = words('templates.winBack.title');
    await page
      .getByRole('button', { name: words('notebookScreen.templates.use').replace('{name}', name) })
      .click();
    await until(
      async () =>
        (await page.locator('article.done').count()) > 5 &&
        (await page.locator('article:is(.running, .queued, .error, .stale)').count()) === 0,
      'the template to have run',
      60_000,
    );
    await page.getByRole('button', { name: words('notebookScreen.find'), exact: true }).click();
    await page.getByRole('button', { name: words('notebookScreen.panel.outline'), exact: true }).click();
    expect(await findings()).toEqual(NOTHING);
    for (const each of ['rfm', 'chosen']) {
      await inView(page, each);
      expect(await findings(), each).toEqual(NOTHING);
    }
    await page.getByRole('button', { name: words('notebookScreen.present'), exact: true }).click();
    await page.getByRole('dialog').waitFor();
    expect(await findings()).toEqual(NOTHING);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: words('notebookScreen.close'), exact: true }).click();
  });

  it.each([
    '#/method/rfm',
    '#/method/notebook',
    '#/method/profile',
    '#/privacy',
    '#/privacy/policy',
    '#/privacy/releases',
    '#/verify',
    '#/settings',
    '#/nowhere',
  ])('finds nothing on %s', async (hash) => {
    await app.page.goto(app.url + hash);
    await app.page.getByRole('heading', { level: 1 }).waitFor();
    expect(await findings()).toEqual(NOTHING);
  });

  it('finds nothing on dashboards: the list, a template, its filters, the settings of a tile, what would leave', async () => {
    const { page } = app;
    await toDashboards(page);
    expect(await findings()).toEqual(NOTHING);
    await buildFirst(page);
    expect(await findings()).toEqual(NOTHING);
    await page.getByRole('button', { name: words('dashboardScreen.filter.add'), exact: true }).click();
    await page.getByLabel(words('dashboardScreen.filter.dimension')).selectOption('country');
    await page.getByRole('checkbox', { name: 'DE', exact: true }).check();
    await page.getByRole('button', { name: words('dashboardScreen.arrange'), exact: true }).click();
    await chooseOfTile(page, 'Revenue by period', words('dashboardScreen.tile.edit'));
    expect(await findings()).toEqual(NOTHING);
    for (const item of ['explain', 'export'] as const) {
      await chooseOfTile(page, 'Revenue', words(`dashboardScreen.tile.${item}`));
      await page.getByRole('dialog').waitFor();
      expect(await findings(), item).toEqual(NOTHING);
      await page.keyboard.press('Escape');
    }
  });

  it('finds nothing in the palette and the help sheet', async () => {
    const { page } = app;
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').waitFor();
    expect(await findings()).toEqual(NOTHING);
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
    expect(await findings()).toEqual(NOTHING);
    await page.keyboard.press('Escape');
  });
});
