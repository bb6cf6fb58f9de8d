import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { select } from '../fixtures/notebook-cells.ts';
import { loadSample, sealed, until, words, type OpenApp, fileLeaving } from './app-page.ts';
import {
  buildFirst,
  chips,
  chooseOfTile,
  figureChanges,
  figureOf,
  figuresShown,
  filtersInAddress,
  tile,
} from './dashboard-page.ts';
import { become, cellNamed, openNotebook } from './notebook-page.ts';
import { samplePage } from './sample-page.ts';

const SEGMENTS = 'Active customers by segment';
const REVENUE = 'Revenue';
/** A notebook with a cell that is put on the dashboard. */
const PINNED = {
  title: 'Regions',
  cells: [
    select('regions', 'SELECT country, count(*) AS n FROM orders GROUP BY country ORDER BY n DESC LIMIT 5'),
  ],
};

describe('a dashboard on the sample', () => {
  let app: OpenApp;
  beforeAll(async () => {
    app = await samplePage();
  });
  afterAll(async () => {
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('builds itself of a template in one click', async () => {
    const { page } = app;
    await buildFirst(page);
    expect(await figureOf(page, REVENUE)).toMatch(/\d/u);
    expect(await chips(page)).toEqual([]);
  });

  it('has charts that are as sharp as the screen, also after the page was enlarged', async () => {
    const { page, context } = app;
    const canvas = page.locator('[data-tile] [role=application] canvas').first();
    const ratio = (): Promise<number> =>
      canvas.evaluate((drawn) => (drawn as HTMLCanvasElement).width / drawn.clientWidth);
    expect(await ratio()).toBe(1);
    const session = await context.newCDPSession(page);
    const { width = 0, height = 0 } = page.viewportSize() ?? {};
    // As enlarging does, it leaves fewer CSS pixels; Chromium tells nothing where their number stays.
    const enlarge = (times: number) =>
      session.send('Emulation.setDeviceMetricsOverride', {
        width: width / times,
        height: height / times,
        mobile: false,
        deviceScaleFactor: times,
      });
    await enlarge(2);
    await until(async () => (await ratio()) === 2, 'twice as many pixels');
    await enlarge(1);
    await until(async () => (await ratio()) === 1, 'as many pixels as before');
    await session.detach();
  });

  it('is arranged by the keyboard, step by step, and says what it has done', async () => {
    const { page } = app;
    await page.getByRole('button', { name: words('dashboardScreen.arrange'), exact: true }).click();
    const moved = tile(page, 'Active customers');
    const before = await moved.boundingBox();
    await moved.focus();
    await page.keyboard.press('Shift+ArrowDown');
    await page.getByText(/^Active customers: column \d+, row \d+, 3 columns wide, 3 rows high$/u).waitFor();
    const after = await moved.boundingBox();
    expect(after?.height ?? 0).toBeGreaterThan(before?.height ?? 0);
    await page.keyboard.press('Control+z');
    await until(async () => (await moved.boundingBox())?.height === before?.height, 'the size before');
    await page.getByRole('button', { name: words('dashboardScreen.arrange'), exact: true }).click();
  });

  it('is arranged by the pointer, that takes a tile by its name', async () => {
    const { page } = app;
    await page.getByRole('button', { name: words('dashboardScreen.arrange'), exact: true }).click();
    const moved = tile(page, REVENUE);
    const before = await moved.boundingBox();
    const name = await moved.getByRole('heading', { name: REVENUE }).boundingBox();
    if (before === null || name === null) throw new RangeError('the tile is not seen');
    const from = { x: name.x + name.width / 2, y: name.y + name.height / 2 };
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(from.x + before.width, from.y, { steps: 8 });
    await page.mouse.up();
    await until(async () => ((await moved.boundingBox())?.x ?? 0) > before.x + before.width / 2, 'its place');
    expect(await page.evaluate(() => String(getSelection()))).toBe('');
    await page.keyboard.press('Control+z');
    await until(async () => (await moved.boundingBox())?.x === before.x, 'the place before');
    await page.getByRole('button', { name: words('dashboardScreen.arrange'), exact: true }).click();
  });

  it('says what its template wrote in the language of the reader', async () => {
    const { page } = app;
    const language = page.locator('header select').first();
    const title = page.getByLabel(/^(?:Title of the dashboard|看板标题)$/u);
    expect(await title.inputValue()).toBe('Executive customer KPIs');
    await language.selectOption('zh-CN');
    await until(async () => (await title.inputValue()) === '高管客户指标', 'the title in Chinese');
    await language.selectOption('en');
    await until(async () => (await title.inputValue()) === 'Executive customer KPIs', 'the title in English');
  });

  it('takes the figures of last year for targets, in one step that is undone', async () => {
    const { page } = app;
    const revenue = tile(page, REVENUE);
    await page.getByRole('button', { name: words('dashboardScreen.add'), exact: true }).click();
    await page.getByRole('menuitem', { name: words('command.dashboard.targets') }).click();
    await revenue
      .getByText(/Target/u)
      .first()
      .waitFor();
    await page.keyboard.press('Control+z');
    await revenue
      .getByText(/Target/u)
      .first()
      .waitFor({ state: 'detached' });
  });

  it('filters the other tiles by a mark that is chosen, and not its own', async () => {
    const { page } = app;
    const before = await figureOf(page, REVENUE);
    const drawing = tile(page, SEGMENTS).getByRole('application');
    const summary = await drawing.getAttribute('aria-label');
    await drawing.focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await figureChanges(page, REVENUE, before);
    expect(await chips(page)).toEqual(['Segment Champions']);
    expect(await filtersInAddress(page)).toBe('1~segment.in.Champions');
    await page.getByText(/^[\d,]+ customers · [\d.]+% of all$/u).waitFor();
    expect(await drawing.getAttribute('aria-label')).not.toBe('');
    expect(summary).not.toBe('');
  });

  it('takes filters back by undo, by going back and by their chips', async () => {
    const { page } = app;
    const filtered = await figureOf(page, REVENUE);
    const element = await tile(page, SEGMENTS).elementHandle();
    await page.goBack();
    await figureChanges(page, REVENUE, filtered);
    expect(await chips(page)).toEqual([]);
    // Another address, and the same tile: the screen is not drawn anew.
    expect(await element?.evaluate((each) => each.isConnected)).toBe(true);
    // Going back was the undo of that step, so there is something to make again.
    await page.keyboard.press('Alt+Shift+z');
    await until(async () => (await chips(page)).length === 1, 'the filter that is made again');
    await page.keyboard.press('Alt+z');
    await until(async () => (await chips(page)).length === 0, 'no filter');
    await page.goBack();
    await until(async () => (await chips(page)).length === 1, 'the filter of the address before');
    await page
      .getByRole('button', {
        name: words('dashboardScreen.filter.remove').replace('{dimension}', 'Segment'),
      })
      .click();
    await until(async () => (await chips(page)).length === 0, 'no filter');
  });

  it('adds conditions on any attribute', async () => {
    const { page } = app;
    await page.getByRole('button', { name: words('dashboardScreen.filter.add'), exact: true }).click();
    await page.getByLabel(words('dashboardScreen.filter.dimension')).selectOption('country');
    await page.getByRole('checkbox', { name: 'DE', exact: true }).check();
    await page.getByRole('checkbox', { name: 'FR', exact: true }).check();
    await until(async () => (await chips(page)).join() === 'Country DE, FR', 'the condition');
    await page.keyboard.press('Escape');
    expect(await filtersInAddress(page)).toBe('1~country.in.DE.FR');
  });

  it('takes a cell of a notebook that is put on it by hand', async () => {
    const { page } = app;
    const address = await page.evaluate(() => location.hash);
    await openNotebook(page, PINNED);
    await become(page, 'done', 'regions');
    await cellNamed(page, 'regions')
      .getByRole('button', { name: /^What to do with/u })
      .click();
    await page.getByRole('menuitem', { name: words('dashboardScreen.pin.menu') }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: words('dashboard.template.executive.title') }).click();
    await tile(page, 'regions').getByRole('cell', { name: 'DE', exact: true }).waitFor({ timeout: 60_000 });
    await page.evaluate((place) => {
      location.hash = place;
    }, address);
    await until(async () => (await chips(page)).join() === 'Country DE, FR', 'the condition again');
  });

  it('lets a tile out as a file, as the gate decides', async () => {
    const { page } = app;
    await chooseOfTile(page, SEGMENTS, words('dashboardScreen.tile.export'));
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('application').waitFor({ timeout: 60_000 });
    const download = fileLeaving(page);
    await dialog.getByRole('button', { name: /CSV/u }).click();
    const text = readFileSync(await (await download).path(), 'utf8');
    expect(text.split('\n').length).toBeGreaterThan(5);
    expect(text).toContain('Champions');
    await page.keyboard.press('Escape');
  });

  it('is there again after a reload, under the filters of its address', async () => {
    const { page } = app;
    const hash = await page.evaluate(() => location.hash);
    await page.goto(app.url);
    await sealed(page);
    await loadSample(page);
    await page.evaluate((place) => {
      location.hash = place;
    }, hash);
    await figuresShown(page);
    expect(await chips(page)).toEqual(['Country DE, FR']);
  });
});
