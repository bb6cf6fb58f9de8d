import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { writeSnapshot } from '../../src/snapshot/write-snapshot.ts';
import { snapshotViewerProgram } from '../../vite.snapshot-viewer.ts';
import { launch } from '../browser/chromium.ts';
import { sampleContent } from '../snapshot/sample-content.ts';
import { figure, type Figure } from './figures.ts';

/** Most that may pass until a snapshot is open, ms. */
const GOAL = 300;
/** Opening is short, so it is done more often than what takes seconds. */
const TIMES = 5;
const EMPTY =
  '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Empty</title></head><body><p>–</p></body></html>';

/** From the start of the navigation until the page has been drawn and its script has run, ms. */
async function openMs(browser: Browser, file: string): Promise<number> {
  const page = await browser.newPage();
  await page.goto(pathToFileURL(file).href);
  const ms = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => {
          const drawn = list.getEntriesByName('first-contentful-paint')[0];
          const [navigation] = performance.getEntriesByType('navigation');
          if (drawn === undefined || !(navigation instanceof PerformanceNavigationTiming)) return;
          resolve(Math.max(drawn.startTime, navigation.domComplete));
        }).observe({ type: 'paint', buffered: true });
      }),
  );
  await page.close();
  return ms;
}

/** Measures how long a snapshot of eight tiles takes to open from disk in Chromium, beside an empty page. */
export async function benchSnapshotOpen(repeats: number): Promise<Figure[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'cloister-snapshot-open-'));
  const browser = await launch([]);
  try {
    const [snapshot, empty] = [path.join(folder, 'snapshot.html'), path.join(folder, 'empty.html')];
    const { html } = await writeSnapshot(sampleContent(), await snapshotViewerProgram(), null);
    writeFileSync(snapshot, html);
    writeFileSync(empty, EMPTY);
    const [times, baselines]: [number[], number[]] = [[], []];
    // The first pages of a browser pay for its own start.
    await openMs(browser, empty);
    for (let time = 0; time < repeats * TIMES; time += 1) {
      baselines.push(await openMs(browser, empty));
      times.push(await openMs(browser, snapshot));
    }
    const note = `${Math.round(Buffer.byteLength(html) / 1000)} kB`;
    return [
      figure('snapshot: opens from disk', 'ms', times, { goal: GOAL, note }),
      figure('an empty page opens from disk', 'ms', baselines),
    ];
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true });
  }
}
