/**
 * Starts a module worker through a blob, so that it inherits this page's content security policy. A worker
 * loaded straight from its address would only have the policy its own response carries, which a plain static
 * host does not send.
 *
 * @param url address of the worker's script on this origin
 */
export function startSealedWorker(url: string, name: string): Worker {
  const absolute = new URL(url, document.baseURI).href;
  const script = new Blob([`import ${JSON.stringify(absolute)};`], { type: 'text/javascript' });
  const blobUrl = URL.createObjectURL(script);
  const worker = new Worker(blobUrl, { type: 'module', name });
  worker.addEventListener(
    'message',
    () => {
      URL.revokeObjectURL(blobUrl);
    },
    { once: true },
  );
  return worker;
}
