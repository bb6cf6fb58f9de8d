import type { Page, Worker } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  chooseFile,
  columnsShown,
  loadSample,
  openApp,
  pressLoad,
  receiptShown,
  sealed,
  toRfm,
  until,
  words,
  type OpenApp,
} from './app-page.ts';
import { killWorker } from './kill-worker.ts';
import { largeFile } from './large-file.ts';

/** Ends the next worker of DuckDB as soon as there is one: before it was seen to hold its lock, if that can be. */
function killNext(page: Page): Promise<void> {
  return new Promise((resolve) => {
    const end = (worker: Worker): void => {
      void worker
        .evaluate(() => {
          if (self.name === 'duckdb') self.close();
          return self.name;
        })
        .then((name) => {
          if (name !== 'duckdb') return;
          page.off('worker', end);
          resolve();
        });
    };
    page.on('worker', end);
  });
}

/** Waits until an engine that has died is there again. */
function restarted(page: Page): Promise<void> {
  return until(
    async () => (await page.getByText(words('app.restarting')).count()) === 0,
    'the restart',
    60_000,
  );
}

describe('an engine that dies', () => {
  let app: OpenApp;
  beforeAll(async () => {
    app = await openApp();
  });
  beforeEach(async () => {
    await app.page.goto(`${app.url}#/data`);
    await sealed(app.page);
  });
  afterAll(() => app.close());

  it.each(['engine', 'duckdb'] as const)(
    'in the middle of an import (%s): is restarted, and the user goes on',
    async (which) => {
      const { page } = app;
      const { path: file, rows } = largeFile('orders-60k.csv', 60_000);
      await chooseFile(page, file);
      await columnsShown(page);
      await pressLoad(page);
      await page.getByRole('progressbar').first().waitFor();
      await killWorker(page, which);
      await until(
        () => page.getByText(words('error.engine.crashed')).first().isVisible(),
        'the page to say so',
      );
      await until(
        () => page.getByRole('button', { name: /^Load \d+ columns?$/u }).isEnabled(),
        'the restart',
      );
      await pressLoad(page);
      await receiptShown(page);
      const read = new Intl.NumberFormat('en-GB').format(rows);
      expect(await page.getByRole('main').innerText()).toContain(read);
    },
  );

  it.each(['engine', 'duckdb'] as const)(
    'in the middle of a query (%s): comes back with the data loaded',
    async (which) => {
      const { page } = app;
      await page.goto(`${app.url}#/data/receipt`);
      await receiptShown(page);
      await toRfm(page);
      const before = await page.getByRole('table').first().innerText();
      const ties = page.getByLabel(words('rfmScreen.parameters.ties'), { exact: true });
      await ties.selectOption('cume_dist');
      await killWorker(page, which);
      await until(
        () =>
          page
            .getByText(words('error.engine.crashed'))
            .or(page.getByText(words('app.restarting')))
            .first()
            .isVisible(),
        'the page to say so',
      );
      await restarted(page);
      await ties.selectOption('qcut');
      await ties.selectOption('ntile');
      await until(
        async () => (await page.getByRole('table').first().innerText()) === before,
        'the same figures as before',
      );
    },
  );

  it('again while it is being restarted: is restarted once more, and a file can be opened', async () => {
    const { page } = app;
    const again = killNext(page);
    await killWorker(page, 'duckdb');
    await until(() => page.getByText(words('app.restarting')).first().isVisible(), 'the page to say so');
    await again;
    await restarted(page);
    await page.goto(`${app.url}#/data`);
    await sealed(page);
    await loadSample(page);
    expect(app.errors).toEqual([]);
  });
});
