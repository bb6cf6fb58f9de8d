import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  fromFileToRfm,
  loadSample,
  openApp,
  sealed,
  SHARED,
  toRfm,
  words,
  type OpenApp,
  fileLeaving,
} from '../browser/app-page.ts';
import { SUBPATH } from '../browser/later-visit.ts';
import { tryEverything } from './attempts.ts';
import { startSink, type Sink } from './sink.ts';

let sink: Sink;
let app: OpenApp;

beforeAll(async () => {
  sink = await startSink();
  app = await openApp({ firstVisit: 'as shipped' });
});
afterAll(async () => {
  await app.close();
  await sink.close();
});

describe('nothing leaves', () => {
  it('during the whole flow, with an export at its end', async () => {
    const { page } = app;
    const strangers: string[] = [];
    page.on('request', (request) => {
      const url = new URL(request.url());
      // The self-test asks for an address that does not exist, and is refused before it gets anywhere.
      if (
        url.origin !== new URL(app.url).origin &&
        url.hostname !== 'probe.invalid' &&
        url.protocol !== 'blob:'
      ) {
        strangers.push(request.url());
      }
    });
    if (SHARED === null) {
      await sealed(page);
      await loadSample(page);
      await toRfm(page);
    } else {
      await fromFileToRfm(page, `${SHARED}/data/cdnow/CDNOW_master.txt`);
    }
    const asked = app.requests.length;
    await page.getByRole('button', { name: words('analysisScreen.release.summary') }).click();
    const download = fileLeaving(page);
    await page.getByRole('button', { name: /Segment table.*CSV/u }).click();
    expect((await download).suggestedFilename()).toBe('rfm-segments.csv');
    await page.keyboard.press('Escape');

    expect(strangers).toEqual([]);
    expect(sink.seen).toEqual([]);
    // A browser looks for a newer service worker when it pleases, some time after the page was opened.
    const since = app.requests.slice(asked).filter((path) => path !== `${SUBPATH}service-worker.js`);
    expect(since).toEqual([]);
    expect(await page.getByText('0 requests since load').count()).toBe(1);
  });

  it('when the page and every worker of it try', async () => {
    const { page } = app;
    expect(page.workers().length).toBeGreaterThanOrEqual(2);
    for (const [index, worker] of page.workers().entries()) {
      await worker.evaluate(tryEverything, `${sink.url}worker-${index}`);
    }
    await page.evaluate(tryEverything, `${sink.url}page`);
    expect(sink.seen).toEqual([]);
  });
});
