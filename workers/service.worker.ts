/// <reference lib="webworker" />
// Works offline, adds the response headers a plain static host does not send, and refuses every other
// origin. No imports: it is shipped as it stands, with its constants filled in by vite.service-worker.ts.

declare const __VERSION__: string;
declare const __FILES__: readonly string[];
declare const __HEADERS__: Readonly<Record<string, string>>;

const worker = self as unknown as ServiceWorkerGlobalScope;
const CACHE = `cloister-${__VERSION__}`;
const HOME = new URL('./', worker.location.href).href;
/** Pages of their own; every other address is the app's. */
const PAGES = __FILES__.filter((file) => file.endsWith('.html')).map((file) => new URL(file, HOME).href);
const POLICY = new URL('policy.json', HOME).href;

/** What the page is told of each request, so that the status bar can show a measured number. */
interface Seen {
  readonly kind: 'request';
  readonly outcome: 'network' | 'refused';
}

async function tell(seen: Seen): Promise<void> {
  const pages = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
  for (const page of pages) page.postMessage(seen);
}

function withHeaders(response: Response): Response {
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(__HEADERS__)) headers.set(name, value);
  return new Response(response.body, {
    status: response.status,
    statusText: response.statusText,
    headers,
  });
}

function cacheKey(request: Request): string {
  const url = new URL(request.url);
  url.search = '';
  url.hash = '';
  return request.mode === 'navigate' && !PAGES.includes(url.href) ? HOME : url.href;
}

async function fromCacheOrNetwork(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  const key = cacheKey(request);
  const kept = await cache.match(key);
  // The host's policy may be tightened without a new build, so it alone is asked for again at every start.
  if (kept !== undefined && key !== POLICY) return withHeaders(kept);
  await tell({ kind: 'request', outcome: 'network' });
  const fresh = await fetch(request.mode === 'navigate' ? key : request).catch((thrown: unknown) => {
    if (kept !== undefined) return kept;
    throw thrown;
  });
  if (fresh.ok && fresh.status === 200 && request.method === 'GET' && key.startsWith(HOME)) {
    await cache.put(key, fresh.clone());
  }
  return withHeaders(fresh);
}

worker.addEventListener('install', (event) => {
  event.waitUntil(
    (async () => {
      const cache = await caches.open(CACHE);
      // Past the browser's own cache: a new version must not be filled with files of the old one.
      // It does not push itself in front: a page of the old version keeps its files until its tab is closed.
      await cache.addAll(__FILES__.map((file) => new Request(new URL(file, HOME), { cache: 'reload' })));
    })(),
  );
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      const names = await caches.keys();
      const engine = /\.wasm[^/]*\.gz$/u;
      const current = await caches.open(CACHE);
      for (const name of names) {
        if (!name.startsWith('cloister-') || name === CACHE) continue;
        // The engine's file carries its hash in its name: an unchanged one is moved, not fetched again.
        const old = await caches.open(name);
        for (const request of await old.keys()) {
          if (!engine.test(request.url)) continue;
          const response = await old.match(request);
          if (response !== undefined) await current.put(request, response);
        }
        await caches.delete(name);
      }
      await worker.clients.claim();
    })(),
  );
});

worker.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (url.origin !== worker.location.origin) {
    event.respondWith(Response.error());
    event.waitUntil(tell({ kind: 'request', outcome: 'refused' }));
    return;
  }
  event.respondWith(fromCacheOrNetwork(event.request));
});

worker.addEventListener('message', (event) => {
  if (event.data === 'version') event.ports[0]?.postMessage(__VERSION__);
});
