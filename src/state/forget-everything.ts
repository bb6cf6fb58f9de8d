/** In `sessionStorage`: that everything is to be forgotten when the page has been loaded anew. */
const ASKED = 'cloister.forget';

/** How forgetting went. */
export interface Forgotten {
  /** Databases that are empty, and files, that could not be taken away, because another tab holds them. */
  readonly held: readonly string[];
}

/**
 * Has the page loaded anew and everything forgotten before anything else happens: then no engine, no document and no
 * database of this tab is open, and what was in its memory is gone with the old page.
 */
export function forgetEverything(): void {
  sessionStorage.setItem(ASKED, 'yes');
  location.reload();
}

/** Empties a database, which works even while another tab holds it. */
function emptied(name: string): Promise<void> {
  return new Promise((resolve) => {
    const opening = indexedDB.open(name);
    opening.onerror = () => {
      resolve();
    };
    opening.onsuccess = () => {
      const database = opening.result;
      const stores = [...database.objectStoreNames];
      const done = (): void => {
        database.close();
        resolve();
      };
      if (stores.length === 0) {
        done();
        return;
      }
      const clearing = database.transaction(stores, 'readwrite');
      for (const store of stores) clearing.objectStore(store).clear();
      clearing.oncomplete = done;
      clearing.onabort = done;
    };
  });
}

/** Takes a database away; whether it is gone, which it is not while another tab holds it. */
function deleted(name: string): Promise<boolean> {
  return new Promise((resolve) => {
    const deleting = indexedDB.deleteDatabase(name);
    deleting.onsuccess = () => {
      resolve(true);
    };
    deleting.onerror = deleting.onblocked = () => {
      resolve(false);
    };
  });
}

/**
 * Deletes the files this origin keeps in its private file system, where the browser has one.
 *
 * @returns what is still there, because another tab is writing it
 */
async function emptyFileSystem(): Promise<readonly string[]> {
  const root = await navigator.storage.getDirectory();
  const names: string[] = [];
  for await (const name of root.keys()) names.push(name);
  const held: string[] = [];
  for (const name of names) {
    await root.removeEntry(name, { recursive: true }).catch(() => held.push(name));
  }
  return held;
}

/**
 * Forgets everything that is kept on this device, where that was asked for before the page was loaded anew: databases
 * (documents, releases, keys, recipes, handles of files), settings, kept data. The copy of the app itself stays, which holds
 * nothing of the user.
 *
 * @returns null where it was not asked for
 */
export async function forgetIfAsked(): Promise<Forgotten | null> {
  try {
    if (sessionStorage.getItem(ASKED) === null) return null;
    sessionStorage.clear();
    localStorage.clear();
  } catch {
    return null;
  }
  const held: string[] = [];
  for (const { name } of await indexedDB.databases()) {
    if (name === undefined) continue;
    await emptied(name);
    if (!(await deleted(name))) held.push(name);
  }
  held.push(...(await emptyFileSystem().catch(() => [])));
  return { held };
}
