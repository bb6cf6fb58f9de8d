import type { Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
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

/** Ends the next worker of DuckDB as soon as there is one. */
function killNext(page: Page): Promise<void> {
  return until(
    () =>
      killWorker(page, 'duckdb').then(
        () => true,
        () => false,
      ),
    'a new engine',
  );
}

describe('an engine that dies', () => {
  let app: OpenApp | null = null;
  afterEach(async () => {
    await app?.close();
    app = null;
  });

  it.each(['engine', 'duckdb'] as const)(
    'in the middle of an import (%s): is restarted, and the user goes on',
    async (which) => {
      app = await openApp();
      const { page } = app;
      await sealed(page);
      const { path: file, rows } = largeFile('orders-400k.csv', 7);
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
      app = await openApp();
      const { page } = app;
      await sealed(page);
      await loadSample(page);
      await toRfm(page);
      const before = await page.getByRole('table').first().innerText();
      await page.getByLabel(words('rfmScreen.parameters.ties'), { exact: true }).selectOption('cume_dist');
      await killWorker(page, which);
      await until(
        () =>
          page
            .getByText(words('error.engine.crashed'))
            .or(page.getByText(words('app.restarting')))
            .first()
            .isVisible(),
        'the page to say so',
        5000,
      );
      await until(async () => (await page.getByText(words('app.restarting')).count()) === 0, 'the restart');
      await page.getByLabel(words('rfmScreen.parameters.ties'), { exact: true }).selectOption('qcut');
      await page.getByLabel(words('rfmScreen.parameters.ties'), { exact: true }).selectOption('ntile');
      await until(
        async () => (await page.getByRole('table').first().innerText()) === before,
        'the same figures as before',
      );
    },
  );

  it('again while it is being restarted: is restarted once more, and a file can be opened', async () => {
    app = await openApp();
    const { page } = app;
    await sealed(page);
    await loadSample(page);
    await killWorker(page, 'duckdb');
    await until(() => page.getByText(words('app.restarting')).first().isVisible(), 'the page to say so');
    await killNext(page);
    await until(async () => (await page.getByText(words('app.restarting')).count()) === 0, 'the restart');
    await page.goto(`${app.url}#/data`);
    await sealed(page);
    await loadSample(page);
    expect(app.errors).toEqual([]);
  });
});
