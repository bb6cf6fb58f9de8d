import { afterEach, describe, expect, it } from 'vitest';
import { openApp, until, words, type OpenApp } from '../browser/app-page.ts';
import { startSink, type Sink } from './sink.ts';

/** Replaces text in the file a guard stands in; fails when the guard is not found, so that no case is empty. */
function without(file: RegExp, ...cuts: readonly (readonly [RegExp, string])[]) {
  let hits = 0;
  return {
    rewrite: (name: string, body: Buffer): Buffer | null => {
      if (!file.test(name)) return null;
      let text = body.toString('utf8');
      for (const [pattern, replacement] of cuts) {
        if (!pattern.test(text)) continue;
        hits += 1;
        text = text.replace(pattern, replacement);
      }
      return Buffer.from(text);
    },
    taken: () => hits > 0,
  };
}

const PAGE_POLICY = [/<meta[^>]*Content-Security-Policy[^>]*>/iu, ''] as const;
const HEADER_POLICY = [/content-security-policy/u, 'x-taken-out'] as const;
const REFUSAL = [/\.respondWith\(Response\.error\(\)\)/u, '.respondWith(fetch(event.request))'] as const;

const CASES = [
  {
    name: 'the content security policy',
    guard: without(/^(index\.html|service-worker\.js)?$/u, PAGE_POLICY, HEADER_POLICY),
    check: 'csp',
  },
  {
    name: 'the engine’s sandbox',
    guard: without(/^assets\/.*\.js$/u, [/SET enable_external_access = false/u, 'SELECT 1']),
    check: 'sandbox',
  },
  {
    name: 'the lock on the engine’s settings',
    guard: without(/^assets\/.*\.js$/u, [/SET lock_configuration = true/u, 'SELECT 1']),
    check: 'sandbox',
  },
  {
    name: 'the service worker',
    guard: without(/^service-worker\.js$/u, [/^[\s\S]*$/u, 'throw new Error("taken out")']),
    check: 'serviceWorker',
  },
] as const;

describe('a guard taken out', () => {
  let app: OpenApp | null = null;
  let sink: Sink | null = null;
  afterEach(async () => {
    await app?.close();
    await sink?.close();
    app = null;
    sink = null;
  });

  it.each(CASES)('$name: the page says so and opens no file', async ({ guard }) => {
    app = await openApp({ rewrite: guard.rewrite });
    const { page } = app;
    await until(
      () => page.getByText(words('status.notSealed')).first().isVisible(),
      'the page to say it is not sealed',
      90_000,
    );
    expect(guard.taken()).toBe(true);
    expect(await page.getByRole('button', { name: words('home.choose') }).isDisabled()).toBe(true);
    expect(await page.locator('input[type=file]').isDisabled()).toBe(true);
  });

  it('all of them: the sink sees it, so the egress test can fail', async () => {
    sink = await startSink();
    const guard = without(/^(index\.html|service-worker\.js)?$/u, PAGE_POLICY, HEADER_POLICY, REFUSAL, [
      /connection-allowlist/u,
      'x-taken-out-too',
    ]);
    app = await openApp({ rewrite: guard.rewrite });
    const { page } = app;
    await until(
      () => page.getByText(words('status.notSealed')).first().isVisible(),
      'the page to say it is not sealed',
      90_000,
    );
    await page.evaluate((url) => fetch(url, { mode: 'no-cors' }).catch(() => undefined), `${sink.url}page`);
    expect(sink.seen).toContain('GET /page');
  });
});
