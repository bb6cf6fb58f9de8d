/** A hold on a document, so that two tabs do not write over one another. */
export interface DocumentHold {
  /** Whether this tab has it. */
  readonly held: boolean;
  /** Gives it back, or stops waiting for it. */
  readonly release: () => void;
}

/**
 * Takes hold of a document for this tab, by a Web Lock, which the browser gives back when the tab is closed or dies.
 *
 * @param onFree called once when another tab had the document and has let go of it; this tab has it then
 */
export async function holdDocument(id: string, onFree: () => void): Promise<DocumentHold> {
  const name = `cloister.document.${id}`;
  let letGo = (): void => undefined;
  const until = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const held = await new Promise<boolean>((resolve) => {
    void navigator.locks.request(name, { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      return lock === null ? undefined : until;
    });
  });
  if (held) return { held, release: letGo };
  const waiting = new AbortController();
  navigator.locks
    .request(name, { signal: waiting.signal }, () => {
      onFree();
      return until;
    })
    .catch(() => undefined);
  return {
    held,
    release: () => {
      waiting.abort();
      letGo();
    },
  };
}
