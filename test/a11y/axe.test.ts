import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { columnsShown, loadSample, openApp, sealed, toRfm, type OpenApp } from '../browser/app-page.ts';
import { generateOrders } from '../../src/data/sample/generate-orders.ts';
import { SAMPLE_OPTIONS } from '../../src/data/sample/options.ts';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Finding {
  readonly rule: string;
  readonly where: readonly string[];
}

/** What axe finds on the screen as it stands. */
async function findings(page: Page): Promise<readonly Finding[]> {
  // Through the debugger, because the page's own policy lets no script in.
  const session = await page.context().newCDPSession(page);
  await session.send('Runtime.evaluate', { expression: axeSource });
  const answer = await session.send('Runtime.evaluate', {
    expression: `axe.run(document, { resultTypes: ['violations'] }).then((r) =>
      r.violations.map((v) => ({ rule: v.id, where: v.nodes.map((n) => n.target.join(' ')) })))`,
    awaitPromise: true,
    returnByValue: true,
  });
  await session.detach();
  return answer.result.value as readonly Finding[];
}

describe.each(['light', 'dark'] as const)('axe in the %s theme', (theme) => {
  let app: OpenApp;
  beforeAll(async () => {
    app = await openApp({ theme });
    await sealed(app.page);
  });
  afterAll(() => app.close());

  it('finds nothing on the start screen', async () => {
    expect(await findings(app.page)).toEqual([]);
  });

  it('finds nothing on the columns of a file', async () => {
    const text = [...generateOrders({ ...SAMPLE_OPTIONS, orders: 2000 })].join('');
    await app.page
      .locator('input[type=file]')
      .setInputFiles({ name: 'orders.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
    await columnsShown(app.page);
    expect(await findings(app.page)).toEqual([]);
  });

  it('finds nothing on the receipt, the analyses and RFM', async () => {
    const { page } = app;
    await page.goto(`${app.url}#/data`);
    await loadSample(page);
    expect(await findings(page)).toEqual([]);
    await toRfm(page);
    expect(await findings(page)).toEqual([]);
    await page.goto(`${app.url}#/analyses`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await findings(page)).toEqual([]);
  });

  it.each(['#/method/rfm', '#/privacy', '#/settings', '#/nowhere'])('finds nothing on %s', async (hash) => {
    await app.page.goto(app.url + hash);
    await app.page.getByRole('heading', { level: 1 }).waitFor();
    expect(await findings(app.page)).toEqual([]);
  });

  it('finds nothing in the palette and the help sheet', async () => {
    const { page } = app;
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').waitFor();
    expect(await findings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
    expect(await findings(page)).toEqual([]);
    await page.keyboard.press('Escape');
  });
});
