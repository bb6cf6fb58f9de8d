import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ANALYSIS_IDS } from '../../src/commands/analysis-groups.ts';
import { hrefOf } from '../../src/state/route.ts';
import { until, words, type OpenApp, fileLeaving } from './app-page.ts';
import { samplePage } from './sample-page.ts';

/** Analyses on the screen they share. */
const SHARED_SCREEN = ANALYSIS_IDS.filter((id) => id !== 'rfm');

/** The goal is 150 ms; the rest is for a busy machine and for asking the page over and over. */
const BOUND_MS = 1000;

function results(page: Page): Locator {
  return page.locator('.result');
}

/** Waits for a result that is not being replaced. */
async function settled(page: Page): Promise<void> {
  await until(
    async () => (await results(page).getAttribute('aria-busy', { timeout: 200 })) === 'false',
    'the result',
  );
}

async function open(app: OpenApp, id: (typeof ANALYSIS_IDS)[number]): Promise<void> {
  await app.page.goto(app.url + hrefOf({ name: 'analysis', id }));
  await app.page.getByRole('heading', { level: 1, name: words(`${id}.title`) }).waitFor();
  await settled(app.page);
}

/** Goes to a field with the Tab key alone. */
async function tabTo(page: Page, field: Locator): Promise<void> {
  await page.getByRole('heading', { level: 1 }).click();
  for (let presses = 0; presses < 200; presses += 1) {
    if (await field.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('the field cannot be reached with the Tab key');
}

async function computeWorkers(page: Page): Promise<number> {
  const names = await Promise.all(page.workers().map((worker) => worker.evaluate(() => self.name)));
  return names.filter((name) => name === 'compute').length;
}

/** Makes every compute worker there is die of the next call before it has answered, as a crash would. */
async function doomCompute(page: Page): Promise<number> {
  let doomed = 0;
  for (const worker of page.workers()) {
    if ((await worker.evaluate(() => self.name)) !== 'compute') continue;
    doomed += 1;
    await worker.evaluate(() => {
      self.postMessage = () => undefined;
      self.addEventListener('message', () => {
        self.close();
      });
    });
  }
  return doomed;
}

describe('the analyses of the sample', () => {
  let app: OpenApp;
  const complaints: string[] = [];
  beforeAll(async () => {
    app = await samplePage();
    app.page.on('console', (message) => {
      // The self-test tries what the policy must refuse, and the browser says that it was refused.
      if (message.type() === 'error' && !message.text().includes('probe.invalid')) {
        complaints.push(message.text());
      }
    });
  });
  afterAll(() => app.close());

  it.each(SHARED_SCREEN)('%s opens, draws every figure and complains of nothing', async (id) => {
    const { page } = app;
    await open(app, id);
    await until(
      async () => (await page.getByText(words('chartFigure.loading')).count()) === 0,
      'the figures',
    );
    expect(await results(page).locator('figure').count()).toBeGreaterThan(0);
    expect(await page.getByRole('alert').count()).toBe(0);
    expect(await page.getByText(/NaN|undefined|\[object/u).count()).toBe(0);
    expect(complaints).toEqual([]);
    expect(app.errors).toEqual([]);
  });

  it('are found in the palette and in the list', async () => {
    const { page } = app;
    await page.goto(app.url + hrefOf({ name: 'analyses' }));
    for (const id of ANALYSIS_IDS) {
      await page
        .getByRole('main')
        .getByRole('link', { name: words(`${id}.title`), exact: true })
        .waitFor();
    }
    await page.keyboard.press('Control+k');
    await page.keyboard.type(words('cohorts.title'));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: words('cohorts.title') }).waitFor();
  });

  it('follow a parameter that is set with the keyboard alone', async () => {
    const { page } = app;
    await open(app, 'cohorts');
    const before = await results(page).locator('dl').first().innerText();
    const period = page.getByLabel('Period', { exact: true });
    await tabTo(page, period);
    await page.keyboard.press('q');
    await until(
      async () => (await results(page).locator('dl').first().innerText()) !== before,
      'other figures',
    );
    await settled(page);
    await page.getByRole('button', { name: words('analysisScreen.parameters.reset') }).click();
    await until(
      async () => (await results(page).locator('dl').first().innerText()) === before,
      'the figures of before',
    );
  });

  it('keep the last result while a parameter cannot be used, and say which one', async () => {
    const { page } = app;
    await open(app, 'clv');
    const before = await results(page).locator('dl').first().innerText();
    const replicates = page.getByLabel('Bootstrap replicates');
    await replicates.fill('-5');
    await replicates.blur();
    await page.getByText(words('analysisScreen.parameters.problem')).waitFor();
    expect(await replicates.getAttribute('aria-invalid')).toBe('true');
    expect(await results(page).locator('dl').first().innerText()).toBe(before);
    await page.getByRole('button', { name: words('analysisScreen.parameters.reset') }).click();
    await settled(page);
  });

  it('stop a long bootstrap at once and go on working', async () => {
    const { page } = app;
    await open(app, 'clv');
    const replicates = page.getByLabel('Bootstrap replicates');
    await replicates.fill('2000');
    await replicates.blur();
    const cancel = page.getByRole('button', { name: words('analysisScreen.run.cancel'), exact: true });
    await cancel.waitFor();
    const began = Date.now();
    await cancel.click();
    await page.getByText(words('analysisScreen.run.cancelled')).waitFor();
    expect(Date.now() - began).toBeLessThan(BOUND_MS);
    await replicates.fill('0');
    await replicates.blur();
    await settled(page);
    expect(await page.getByText(words('analysisScreen.run.cancelled')).count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('say so when a compute worker dies, and the next run works', async () => {
    const { page } = app;
    await open(app, 'clv');
    const replicates = page.getByLabel('Bootstrap replicates');
    // A worker that has been stopped is gone; another fit starts the next one.
    await page.getByLabel(words('clv.form.timeUnit'), { exact: true }).selectOption('"month"');
    await settled(page);
    await until(async () => (await computeWorkers(page)) > 0, 'a compute worker');
    expect(await doomCompute(page)).toBeGreaterThan(0);
    await replicates.fill('40');
    await replicates.blur();
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').innerText()).toContain(words('analysisScreen.run.old'));
    await replicates.fill('0');
    await replicates.blur();
    await settled(page);
    await until(async () => (await page.getByRole('alert').count()) === 0, 'the notice to go');
  });

  it('let a table out through the gate, and no list of customers', async () => {
    const { page } = app;
    await open(app, 'clv');
    await page.getByRole('button', { name: words('analysisScreen.release.menu'), exact: true }).click();
    const dialog = page.getByRole('dialog');
    const download = fileLeaving(page);
    await dialog.getByRole('button', { name: /CSV/u }).and(dialog.locator(':enabled')).first().click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/^clv-[a-z_]+\.csv$/u);
    expect(readFileSync(await file.path(), 'utf8').split('\n').length).toBeGreaterThan(2);
    await dialog
      .getByRole('button', { name: words('analysisScreen.release.why') })
      .first()
      .click();
    await dialog
      .getByText(/one row/iu)
      .first()
      .waitFor();
    await page.keyboard.press('Escape');
  });

  it('step aside for one another and come back with their result', async () => {
    const { page } = app;
    await open(app, 'clv');
    const replicates = page.getByLabel('Bootstrap replicates');
    await replicates.fill('1998');
    await replicates.blur();
    await page.getByRole('button', { name: words('analysisScreen.run.cancel'), exact: true }).waitFor();
    await open(app, 'cohorts');
    await page.getByLabel('Period', { exact: true }).selectOption('"quarter"');
    await settled(page);
    await page.goto(app.url + hrefOf({ name: 'analysis', id: 'clv' }));
    await results(page).waitFor();
    expect(await replicates.inputValue()).toBe('1998');
    await page.getByRole('button', { name: words('analysisScreen.parameters.reset') }).click();
    await settled(page);
  });

  it('say what is missing where the data have not got it', async () => {
    const { page } = app;
    await page.getByLabel(words('home.choose')).setInputFiles({
      name: 'few.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('customer,date,amount\na,2024-01-31,10\nb,2024-02-01,20\na,2024-03-01,5\n'),
    });
    await page.getByRole('button', { name: /^Load \d+ columns?$/u }).click();
    await page.getByRole('heading', { level: 1, name: words('receipt.title') }).waitFor();
    await page.goto(app.url + hrefOf({ name: 'analysis', id: 'cohorts' }));
    await page.getByText(words('analysisScreen.state.few.title')).waitFor();
    await page.getByRole('button', { name: words('analysisScreen.state.few.action') }).click();
    await settled(page);
    expect(complaints).toEqual([]);
  });
});
