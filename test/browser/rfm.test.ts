import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toRfm, until, words, type OpenApp } from './app-page.ts';
import { samplePage } from './sample-page.ts';

describe('the RFM screen', () => {
  let app: OpenApp;
  beforeAll(async () => {
    app = await samplePage();
    await toRfm(app.page);
  });
  afterAll(() => app.close());

  const headline = (): Promise<string> => app.page.locator('p.def').innerText();
  const settled = (): Promise<void> =>
    until(
      async () => (await app.page.locator('[aria-busy="false"].result').count()) === 1,
      'the result of the parameters',
    );
  const counted = async (name: string): Promise<number> => {
    const row = app.page.getByRole('row', { name: new RegExp(`^${name}`, 'u') });
    return Number((await row.getByRole('cell').first().innerText()).replaceAll(',', ''));
  };

  it('follows its parameters: the tie policy and the number of bins', async () => {
    const { page } = app;
    await page.getByLabel(words('rfmScreen.parameters.ties'), { exact: true }).selectOption('cume_dist');
    await until(async () => (await headline()).includes('ties by cume_dist'), 'the other tie policy');
    await page.getByLabel(words('rfmScreen.parameters.bins'), { exact: true }).selectOption('3');
    await until(async () => (await headline()).includes('scored 1 to 3'), 'three bins');
    expect(await page.locator('[data-cell]').count()).toBe(9);
    await page.getByRole('button', { name: words('analysisScreen.parameters.reset') }).click();
    await until(async () => (await headline()).includes('scored 1 to 5'), 'the defaults');
    await settled();
  });

  it('lists the customers of a segment, all of them, reached by the keyboard alone', async () => {
    const { page } = app;
    const champions = await counted('Champions');
    await page.getByRole('button', { name: 'Champions' }).focus();
    await page.keyboard.press('Enter');
    const grid = page.getByRole('grid', { name: /Customers of Champions/u });
    await grid.waitFor();
    expect(await grid.getAttribute('aria-rowcount')).toBe(String(champions + 1));
    await grid.focus();
    await page.keyboard.press('Control+End');
    const last = grid.locator(`[aria-rowindex="${champions + 1}"]`);
    await until(async () => (await last.innerText()).includes('Champions'), 'the last customer');
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    const sorted = grid.getByRole('columnheader', { name: words('rfmScreen.customers.customer') });
    expect(await sorted.getAttribute('aria-sort')).toBe('ascending');
  });

  it('takes a map painted by the keyboard', async () => {
    const { page } = app;
    const before = await counted('At risk');
    await page.getByLabel(words('rfmScreen.parameters.map'), { exact: true }).selectOption('own');
    await page.getByRole('radio', { name: 'At risk' }).check();
    const best = page.locator('[data-cell="5-5"]');
    const moved = Number((await best.locator('b').innerText()).replaceAll(',', ''));
    await best.focus();
    await page.keyboard.press('Space');
    await until(async () => (await counted('At risk')) === before + moved, 'the painted cell to count');
    await page.getByRole('button', { name: words('analysisScreen.parameters.reset') }).click();
    await until(async () => (await counted('At risk')) === before, 'the map of before');
  });

  it('keeps the last result while a parameter is wrong, and says which one', async () => {
    const { page } = app;
    const before = await headline();
    await page.getByLabel(words('rfmScreen.parameters.bins'), { exact: true }).selectOption('own');
    await settled();
    const frequency = page.getByRole('textbox', { name: words('rfmScreen.parameters.cuts.frequency') });
    await frequency.fill('3 2');
    expect(await frequency.getAttribute('aria-invalid')).toBe('true');
    await page.getByText(words('analysisScreen.parameters.problem')).waitFor();
    await page.getByRole('button', { name: words('analysisScreen.parameters.reset') }).click();
    await until(async () => (await headline()) === before, 'the defaults');
  });

  it('opens the definition of a figure with its thresholds and its SQL', async () => {
    const { page } = app;
    await page.getByRole('button', { name: words('rfmScreen.segments.medianRecency') }).click();
    const dialog = page.getByRole('dialog');
    const text = await dialog.innerText();
    expect(text).toContain(words('rfmScreen.definition.recency'));
    expect(text).toMatch(/cume_dist: [\d,]+ customers? would change segment/u);
    expect(await dialog.getByRole('table').count()).toBe(1);
    await dialog.getByText('SQL of “segments”').click();
    expect(await dialog.locator('pre').first().innerText()).toContain('GROUP BY segment');
    await page.keyboard.press('Escape');
  });

  it('previews what would leave: no list of customers, and why it cannot', async () => {
    const { page } = app;
    await page.getByRole('radio', { name: words('analysisScreen.view.release') }).check({ force: true });
    await page.getByText(words('analysisScreen.view.releaseNote')).first().waitFor();
    await page.getByText(words('analysisScreen.customers.hiddenInRelease')).waitFor();
    await page.getByRole('button', { name: words('analysisScreen.release.menu'), exact: true }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: words('analysisScreen.release.why') })
      .click();
    expect(await page.getByRole('dialog').innerText()).toContain('one row per customer and cannot leave');
    await page.keyboard.press('Escape');
  });

  it('reads a chart figure by figure with the arrow keys', async () => {
    const { page } = app;
    await page.getByRole('radio', { name: words('analysisScreen.view.private') }).check({ force: true });
    const chart = page.getByRole('application').first();
    await chart.focus();
    await page.keyboard.press('ArrowRight');
    const reading = page.locator('.reading.on');
    await reading.waitFor();
    const first = await reading.innerText();
    await page.keyboard.press('ArrowRight');
    expect(await reading.innerText()).not.toBe(first);
    expect(first).toMatch(/customers?/u);
  });

  it('takes another theme without a transition where motion is not wanted', async () => {
    const begun = await app.page.evaluate(() => {
      const root = document.documentElement;
      const theme = root.getAttribute('data-theme') ?? 'light';
      const colour = () => getComputedStyle(document.body).backgroundColor;
      const before = colour();
      root.setAttribute('data-theme', theme === 'dark' ? 'light' : 'dark');
      const changed = colour() !== before;
      const transitions = document.getAnimations().length;
      root.setAttribute('data-theme', theme);
      return { changed, transitions };
    });
    expect(begun).toEqual({ changed: true, transitions: 0 });
  });

  it('puts a view on a dashboard, under the parameters it has', async () => {
    const { page } = app;
    await page.getByLabel(words('rfmScreen.parameters.bins'), { exact: true }).selectOption('3');
    await until(async () => (await headline()).includes('scored 1 to 3'), 'three bins');
    await page.getByRole('button', { name: words('dashboardScreen.pin.menu'), exact: true }).click();
    await page.getByRole('menuitem', { name: words('rfm.view.grid'), exact: true }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: words('dashboardScreen.list.new') })
      .click();
    const pinned = page.getByRole('article', { name: words('rfm.view.grid'), exact: true });
    await pinned.getByRole('application').waitFor({ timeout: 60_000 });
    const summary = await pinned.getByRole('application').getAttribute('aria-label');
    expect(summary).toContain('9');
  });

  it('has met no error on the way', () => {
    expect(app.errors).toEqual([]);
  });
});
