/**
 * Tries to send something to another origin in every way this kind of scope has. Runs inside the page or a
 * worker, so it may refer to nothing outside itself.
 *
 * @param target address of the sink, with the name of the scope
 */
export async function tryEverything(target: string): Promise<void> {
  const scope = globalThis as unknown as {
    document?: Document;
    navigator: Navigator;
    importScripts?: (url: string) => void;
  };
  const quietly = async (attempt: () => unknown): Promise<void> => {
    try {
      await Promise.race([attempt(), new Promise((resolve) => setTimeout(resolve, 300))]);
    } catch {
      // Being refused is what is hoped for; the sink decides.
    }
  };
  await quietly(() => fetch(`${target}/fetch`, { mode: 'no-cors', method: 'POST', body: 'row' }));
  await quietly(() => fetch(`${target}/keepalive`, { mode: 'no-cors', keepalive: true }));
  await quietly(
    () =>
      new Promise((resolve) => {
        const request = new XMLHttpRequest();
        request.onloadend = resolve;
        request.open('GET', `${target}/xhr`);
        request.send();
      }),
  );
  await quietly(() => new WebSocket(`${target.replace('http', 'ws')}/socket`));
  await quietly(() => new EventSource(`${target}/events`));
  await quietly(() => scope.navigator.sendBeacon(`${target}/beacon`, 'row'));
  await quietly(() => scope.importScripts?.(`${target}/import-scripts`));
  await quietly(() => import(/* @vite-ignore */ `${target}/import.js`));
  await quietly(() => new Worker(`${target}/worker.js`));
  const { document } = scope;
  if (document === undefined) return;
  const element = (tag: string, attributes: Record<string, string>): void => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    document.body.append(made);
  };
  element('img', { src: `${target}/img` });
  element('script', { src: `${target}/script.js` });
  element('iframe', { src: `${target}/frame` });
  element('video', { src: `${target}/video` });
  element('object', { data: `${target}/object` });
  element('embed', { src: `${target}/embed` });
  for (const rel of [
    'stylesheet',
    'preload',
    'prefetch',
    'preconnect',
    'dns-prefetch',
    'modulepreload',
    'icon',
  ]) {
    element('link', { rel, href: `${target}/link-${rel}`, as: 'fetch' });
  }
  element('div', { style: `background-image: url(${target}/css)` });
  element('a', { href: '#', ping: `${target}/ping`, id: 'ping' });
  document.getElementById('ping')?.click();
  const form = document.createElement('form');
  form.action = `${target}/form`;
  form.method = 'post';
  form.target = 'nowhere';
  document.body.append(form);
  await quietly(() => {
    form.submit();
  });
  await quietly(() => window.open(`${target}/popup`)?.close());
  await new Promise((resolve) => setTimeout(resolve, 1000));
}
