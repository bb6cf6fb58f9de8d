import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadSample, openApp, sealed, toRfm, type OpenApp } from './app-page.ts';

let app: OpenApp;
let tightened = false;
beforeAll(async () => {
  app = await openApp({
    rewrite: (name) =>
      name === 'policy.json' && tightened
        ? Buffer.from('{"version":2,"threshold":25,"formats":["csv"]}')
        : null,
  });
  await sealed(app.page);
});
afterAll(() => app.close());

describe('after the first visit', () => {
  it('has fetched the engine once, compressed', () => {
    const engine = app.requests.filter((path) => path.includes('duckdb-eh'));
    expect(engine).toHaveLength(1);
    expect(engine[0]).toMatch(/\.gz$/u);
  });

  it('asks the host for nothing but its policy and a new version of the app', async () => {
    const before = app.requests.length;
    await app.page.reload();
    await sealed(app.page);
    const asked = app.requests
      .slice(before)
      .filter((path) => !/\/(service-worker\.js|policy\.json)$/u.test(path));
    expect(asked).toEqual([]);
  });

  it('takes a tighter policy of the host over at the next start', async () => {
    tightened = true;
    await app.page.reload();
    await sealed(app.page);
    await app.page.getByText('k ≥ 25').waitFor();
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
