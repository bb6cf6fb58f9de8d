import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadSample, openApp, sealed, toRfm, type OpenApp } from './app-page.ts';

let app: OpenApp;
beforeAll(async () => {
  app = await openApp();
  await sealed(app.page);
});
afterAll(() => app.close());

describe('after the first visit', () => {
  it('has fetched the engine once, compressed', () => {
    const engine = app.requests.filter((path) => path.includes('.wasm'));
    expect(engine).toHaveLength(1);
    expect(engine[0]).toMatch(/\.gz$/u);
  });

  it('asks the host for nothing but a new version of the service worker', async () => {
    const before = app.requests.length;
    await app.page.reload();
    await sealed(app.page);
    const asked = app.requests.slice(before).filter((path) => !path.endsWith('/service-worker.js'));
    expect(asked).toEqual([]);
  });

  it('works without the network, up to a result', async () => {
    const { page, context } = app;
    await context.setOffline(true);
    await page.reload();
    await sealed(page);
    await loadSample(page);
    await toRfm(page);
    await context.setOffline(false);
    expect(app.errors).toEqual([]);
  });
});
