import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromFileToRfm, openApp, SHARED, words, type OpenApp, fileLeaving } from './app-page.ts';

describe.skipIf(SHARED === null)('from a dropped file to RFM (needs ../shared/data)', () => {
  let app: OpenApp;
  beforeAll(async () => {
    app = await openApp();
    await fromFileToRfm(app.page, `${SHARED ?? ''}/data/cdnow/CDNOW_master.txt`);
  });
  afterAll(() => app.close());

  it('counts every customer of CDNOW and says at which date', async () => {
    const text = await app.page.getByRole('main').innerText();
    expect(text).toContain('23,570 customers scored 1 to 5');
    expect(text).toMatch(/Jul(y)? 1, 1998|1 Jul(y)? 1998|1998-07-01/u);
  });

  it('shares sum to all customers and all revenue', async () => {
    const rows = await app.page.getByRole('table').first().getByRole('row').allInnerTexts();
    const counts = rows.slice(1).map((row) => Number(/\t([\d,]+)\t/u.exec(row)?.[1]?.replaceAll(',', '')));
    expect(counts.filter(Number.isFinite).reduce((sum, count) => sum + count, 0)).toBe(23_570);
  });

  it('exports the segment table as CSV and a chart as SVG and PNG', async () => {
    const { page } = app;
    await page.getByRole('button', { name: words('analysisScreen.release.summary') }).click();
    const files: Record<string, Buffer> = {};
    for (const name of [/Segment table.*CSV/u, /Recency × frequency.*SVG/u, /Recency × frequency.*PNG/u]) {
      const waiting = fileLeaving(page);
      await page.getByRole('button', { name }).click();
      const download = await waiting;
      files[download.suggestedFilename()] = await readFile(await download.path());
    }
    const [csv = '', svg = '', png = ''] = Object.keys(files);
    expect(csv).toBe('rfm-segments.csv');
    const lines = files[csv]?.toString('utf8').split('\r\n') ?? [];
    expect(lines[0]).toContain('Segment');
    expect(lines.length).toBeGreaterThan(8);
    expect(files[svg]?.toString('utf8')).toMatch(/^<svg[\s\S]*<\/svg>\s*$/u);
    expect(files[png]?.subarray(1, 4).toString()).toBe('PNG');
    await page.keyboard.press('Escape');
  });

  it('writes each release to the log, without values', async () => {
    const { page } = app;
    await page.goto(`${app.url}#/privacy/releases`);
    const log = page.getByRole('group', { name: words('log.title') });
    await log.waitFor();
    const text = await log.innerText();
    expect(text).toContain('RFM segments · Segments');
    expect(text).not.toMatch(/2,500,315|2500315/u);
  });

  it('has met no error on the way', () => {
    expect(app.errors).toEqual([]);
  });
});
