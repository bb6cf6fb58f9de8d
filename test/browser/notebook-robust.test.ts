import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { analysis, chart, largeNotebook, select } from '../fixtures/notebook-cells.ts';
import { REFUSED } from '../query/guarded-sql.ts';
import { until, words, type OpenApp } from './app-page.ts';
import { killWorker } from './kill-worker.ts';
import {
  become,
  cellNamed,
  cells,
  editorOf,
  figuresOf,
  inView,
  openNotebook,
  openText,
  statusOf,
  toNotebooks,
} from './notebook-page.ts';
import { samplePage } from './sample-page.ts';

/** SQL that is still running long after a test has ended. */
const LONG = 'SELECT max(hash(a.range, b.range)) AS h FROM range(300000) AS a, range(300000) AS b';

let app: OpenApp;
beforeAll(async () => {
  app = await samplePage();
});
afterAll(() => app.close());

function requestsTold(page: Page): Promise<string> {
  return page
    .getByText(/requests? since load/u)
    .first()
    .innerText();
}

describe('SQL that may not run', () => {
  it('is refused cell by cell, asks for nothing, and leaves the engine as it was', async () => {
    const { page } = app;
    // A cell without SQL is not refused but empty.
    const refused = REFUSED.filter(([, code]) => code !== 'sql.empty');
    const tried = refused.map(([sql], at) => select(`refused_${at}`, sql));
    const good = select('good', 'SELECT count(*) AS n FROM orders');
    const [asked, told] = [app.requests.length, await requestsTold(page)];
    await openNotebook(page, { title: 'refused', cells: [analysis('rfm'), good, ...tried] });
    await become(page, 'done', 'rfm', 'good');
    await until(
      async () => (await page.locator('article.sql.error').count()) === refused.length,
      `${refused.length} refusals`,
    );
    const before = await figuresOf(page, ['good']);
    await page.getByRole('button', { name: words('notebookScreen.runAll') }).click();
    await until(async () => (await page.getByText(/^Stop \(\d+\)$/u).count()) === 0, 'the end');
    await become(page, 'done', 'rfm', 'good');
    expect(await page.locator('article.sql.error').count()).toBe(refused.length);
    expect(await figuresOf(page, ['good'])).toEqual(before);
    // What the page itself loads lazily for the notebook is not asked for by SQL.
    const names = app.requests.slice(asked).filter((path) => !/\/assets\/[\w.-]+\.(?:js|css)$/u.test(path));
    expect(names).toEqual([]);
    expect((await requestsTold(page)).replace(/\d+/u, '')).toBe(told.replace(/\d+/u, ''));
    expect(app.errors).toEqual([]);
  });
});

describe('cells that fail or are stopped', () => {
  beforeAll(async () => {
    const cellsOfIt = [
      analysis('rfm'),
      select('good', 'SELECT segment, customers FROM rfm.segments ORDER BY segment'),
      select('bad', 'SELECT nosuch FROM orders'),
      select('after_bad', 'SELECT * FROM bad'),
      chart('drawn', 'good'),
      select('long', 'SELECT 1 AS h'),
    ];
    await openNotebook(app.page, { title: 'robust', cells: cellsOfIt });
  });

  it('block those that read them and no others, until they are mended', async () => {
    const { page } = app;
    await become(page, 'done', 'rfm', 'good', 'drawn', 'long');
    await become(page, 'error', 'bad');
    expect(await statusOf(page, 'after_bad')).toBe('blocked');
    await expect(cellNamed(page, 'bad').innerText()).resolves.toContain('nosuch');
    await editorOf(page, 'bad').fill('SELECT count(*) AS n FROM orders');
    await become(page, 'done', 'bad', 'after_bad');
  });

  it('stop at once', async () => {
    const { page } = app;
    await editorOf(page, 'long').fill(LONG);
    await become(page, 'running', 'long');
    const stop = cellNamed(page, 'long').getByRole('button', { name: words('notebookScreen.cell.stop') });
    const ms = await stop.evaluate(async (button: HTMLElement) => {
      const cell = button.closest('article');
      const from = performance.now();
      button.click();
      while (cell?.classList.contains('running') === true) {
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
      return performance.now() - from;
    });
    console.log(`stopped after ${ms.toFixed(0)} ms`);
    expect(ms).toBeLessThan(1000);
    await become(page, 'done', 'rfm', 'good', 'drawn');
  });

  it('come back when the engine dies in a run', async () => {
    const { page } = app;
    const names = ['good', 'drawn', 'bad'];
    const before = await figuresOf(page, names);
    await cellNamed(page, 'long').getByRole('button', { name: `Run long`, exact: true }).click();
    await become(page, 'running', 'long');
    await killWorker(page, 'duckdb');
    await until(async () => (await statusOf(page, 'good')) !== 'done', 'the loss to be noticed');
    await until(async () => (await page.getByText(words('app.restarting')).count()) === 0, 'the restart');
    await become(page, 'done', 'rfm', ...names);
    const stop = cellNamed(page, 'long').getByRole('button', { name: words('notebookScreen.cell.stop') });
    if ((await stop.count()) > 0) await stop.click();
    expect(await figuresOf(page, names)).toEqual(before);
    expect(app.errors).toEqual([]);
  });
});

describe('documents', () => {
  it('of 200 cells open, run and are edited', async () => {
    const { page } = app;
    const notebook = largeNotebook(200);
    await openNotebook(page, notebook);
    await until(
      async () => (await page.locator('article.done').count()) === 120,
      'every cell to be done',
      60_000,
    );
    await inView(page, 'rows_20');
    await editorOf(page, 'rows_20').fill('SELECT 3 AS part, 7 AS value');
    await until(async () => (await editorOf(page, 'rows_20').innerText()).includes('SELECT 3'), 'the edit');
    await become(page, 'done', 'rows_20', 'sums_20', 'drawn_20');
    await until(
      async () => ((await figuresOf(page, ['sums_20']))['sums_20'] ?? '').includes('3 | 7'),
      'the figures of the edit',
    );
  });

  it('of a newer version open for reading only, and say so', async () => {
    const { page } = app;
    await openText(page, readFileSync('test/fixtures/documents/newer.json', 'utf8'));
    await page.getByText('The document was saved by a newer version of the app').first().waitFor();
    expect(await cells(page).count()).toBe(5);
    expect(await page.getByRole('group', { name: words('notebookScreen.insert.last') }).count()).toBe(0);
  });

  it('that are malformed are refused with the line', async () => {
    const { page } = app;
    await openText(page, '{\n  "format": "cloister-notebook",\n  "version": 1,\n  "cells": [}\n');
    await page.getByText(/line 4, column 13/u).waitFor();
    await toNotebooks(page);
    expect(app.errors).toEqual([]);
  });
});
