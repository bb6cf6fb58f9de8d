import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
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

/** The rules whose answer depends on the theme; the others are asked in the light one only. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/** What axe finds on the screen as it stands, or in the dialog where one is open: the rest is inert then. */
async function findings(page: Page, theme: 'light' | 'dark'): Promise<readonly Finding[]> {
  const options = { resultTypes: ['violations'], ...(theme === 'dark' ? { runOnly: COLOUR_RULES } : {}) };
  // Through the debugger, because the page's own policy lets no script in.
  const session = await page.context().newCDPSession(page);
  await session.send('Runtime.evaluate', {
    expression: `if (typeof axe === 'undefined') { ${axeSource} }`,
  });
  const answer = await session.send('Runtime.evaluate', {
    expression: `axe.run(document.querySelector('dialog[open]') ?? document, ${JSON.stringify(options)}).then((r) =>
      r.violations.map((v) => ({ rule: v.id, where: v.nodes.map((n) => n.target.join(' ')) })))`,
    awaitPromise: true,
    returnByValue: true,
  });
  await session.detach();
  return answer.result.value as readonly Finding[];
}

/** Chooses a file of some text. */
async function choose(page: Page, name: string, text: string): Promise<void> {
  await page
    .locator('input[type=file]')
    .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
}

describe.each(['light', 'dark'] as const)('axe in the %s theme', (theme) => {
  let app: OpenApp;
  beforeAll(async () => {
    app = await openApp({ theme });
    await sealed(app.page);
  });
  afterAll(() => app.close());

  it('finds nothing on the start screen', async () => {
    expect(await findings(app.page, theme)).toEqual([]);
  });

  it('finds nothing where there is no data yet', async () => {
    const { page } = app;
    for (const hash of ['#/data/columns', '#/data/receipt', '#/analyses', '#/analyses/rfm']) {
      await page.goto(app.url + hash);
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(await findings(page, theme), hash).toEqual([]);
    }
  });

  it('finds nothing on a file that cannot be read', async () => {
    const { page } = app;
    await choose(page, 'empty.csv', '');
    await page.getByRole('alert').waitFor();
    expect(await findings(page, theme)).toEqual([]);
  });

  it('finds nothing on the columns of a file, and while it is loaded', async () => {
    const { page } = app;
    await choose(page, 'orders.csv', [...generateOrders({ ...SAMPLE_OPTIONS, orders: 20_000 })].join(''));
    await columnsShown(page);
    expect(await findings(page, theme)).toEqual([]);
    await pressLoad(page);
    await page.getByRole('progressbar').waitFor();
    expect(await findings(page, theme)).toEqual([]);
    await receiptShown(page);
  });

  it('finds nothing on the receipt and the rows set aside', async () => {
    const { page } = app;
    expect(await findings(page, theme)).toEqual([]);
    await page.locator('main table button').first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('table').waitFor();
    expect(await findings(page, theme)).toEqual([]);
    await page.keyboard.press('Escape');
  });

  it('finds nothing on RFM, its list of customers, its definitions and its exports', async () => {
    const { page } = app;
    await toRfm(page);
    expect(await findings(page, theme)).toEqual([]);
    await page.getByRole('button', { name: 'Loyal', exact: true }).click();
    await page.getByRole('grid', { name: 'Customers of Loyal' }).getByText('Loyal').first().waitFor();
    expect(await findings(page, theme)).toEqual([]);
    const dialog = page.getByRole('dialog');
    await page.getByRole('button', { name: words('rfmScreen.segments.medianRecency') }).click();
    await dialog.getByText('SQL of “segments”').click();
    expect(await findings(page, theme)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: words('analysisScreen.release.menu'), exact: true }).click();
    await dialog.getByRole('button', { name: words('analysisScreen.release.why') }).click();
    expect(await findings(page, theme)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('radio', { name: words('analysisScreen.view.release') }).check({ force: true });
    await page.getByText(words('analysisScreen.customers.hiddenInRelease')).waitFor();
    expect(await findings(page, theme)).toEqual([]);
    await page.goto(`${app.url}#/analyses`);
    await page.getByRole('heading', { level: 1, name: words('analyses.title') }).waitFor();
    expect(await findings(page, theme)).toEqual([]);
  });

  it.each(ANALYSIS_IDS.filter((id) => id !== 'rfm'))(
    'finds nothing on %s, its exports and its definitions',
    async (id) => {
      const { page } = app;
      await page.goto(`${app.url}#/analyses/${id}`);
      await page.locator('.result[aria-busy=false]').waitFor({ timeout: 60_000 });
      await until(
        async () => (await page.getByText(words('chartFigure.loading')).count()) === 0,
        'the figures',
      );
      expect(await findings(page, theme)).toEqual([]);
      await page.getByRole('button', { name: words('analysisScreen.link.sql'), exact: true }).click();
      await page.getByRole('dialog').waitFor();
      expect(await findings(page, theme)).toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: words('analysisScreen.release.menu'), exact: true }).click();
      expect(await findings(page, theme)).toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByRole('radio', { name: words('analysisScreen.view.release') }).check({ force: true });
      await page.getByText(words('analysisScreen.view.releaseNote')).first().waitFor();
      expect(await findings(page, theme)).toEqual([]);
    },
  );

  it('finds nothing on notebooks: the list, a template that has run, its tools, a presentation', async () => {
    const { page } = app;
    await toNotebooks(page);
    expect(await findings(page, theme)).toEqual([]);
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
    expect(await findings(page, theme)).toEqual([]);
    for (const each of ['rfm', 'chosen']) {
      await inView(page, each);
      expect(await findings(page, theme), each).toEqual([]);
    }
    await page.getByRole('button', { name: words('notebookScreen.present'), exact: true }).click();
    await page.getByRole('dialog').waitFor();
    expect(await findings(page, theme)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: words('notebookScreen.close'), exact: true }).click();
  });

  it.each([
    '#/method/rfm',
    '#/method/notebook',
    '#/privacy',
    '#/privacy/policy',
    '#/privacy/releases',
    '#/verify',
    '#/settings',
    '#/nowhere',
  ])('finds nothing on %s', async (hash) => {
    await app.page.goto(app.url + hash);
    await app.page.getByRole('heading', { level: 1 }).waitFor();
    expect(await findings(app.page, theme)).toEqual([]);
  });

  it('finds nothing on dashboards: the list, a template, its filters, the settings of a tile, what would leave', async () => {
    const { page } = app;
    await toDashboards(page);
    expect(await findings(page, theme)).toEqual([]);
    await buildFirst(page);
    expect(await findings(page, theme)).toEqual([]);
    await page.getByRole('button', { name: words('dashboardScreen.filter.add'), exact: true }).click();
    await page.getByLabel(words('dashboardScreen.filter.dimension')).selectOption('country');
    await page.getByRole('checkbox', { name: 'DE', exact: true }).check();
    await page.getByRole('button', { name: words('dashboardScreen.arrange'), exact: true }).click();
    await chooseOfTile(page, 'Revenue by period', words('dashboardScreen.tile.edit'));
    expect(await findings(page, theme)).toEqual([]);
    for (const item of ['explain', 'export'] as const) {
      await chooseOfTile(page, 'Revenue', words(`dashboardScreen.tile.${item}`));
      await page.getByRole('dialog').waitFor();
      expect(await findings(page, theme), item).toEqual([]);
      await page.keyboard.press('Escape');
    }
  });

  it('finds nothing in the palette and the help sheet', async () => {
    const { page } = app;
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').waitFor();
    expect(await findings(page, theme)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
    expect(await findings(page, theme)).toEqual([]);
    await page.keyboard.press('Escape');
  });
});
