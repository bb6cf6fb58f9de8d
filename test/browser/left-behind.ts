import type { Page } from 'playwright-core';
import { until } from './app-page.ts';
import { lookIntoEngine, type EngineContent } from './look-into-engine.ts';

/** Everything that work on a file could leave behind in a browser. */
export interface Standing extends EngineContent {
  /** Bytes made by the page that the browser holds in blobs: what was unpacked, recoded or written. */
  readonly blobBytes: number;
  /** Workers that live, by name. */
  readonly workers: readonly string[];
  /** Files in the private file system of the site. */
  readonly keptFiles: readonly string[];
  /** Records in its databases, by store. */
  readonly records: readonly string[];
}

/** Bytes of blobs that no file on disk is behind; the browser's own page lists them. */
async function blobBytes(blobs: Page): Promise<number> {
  await blobs.goto('chrome://blob-internals');
  const text = await blobs.locator('body').innerText();
  let total = 0;
  let type = '';
  for (const line of text.split('\n')) {
    const [, word = '', value = ''] = /^(Type|Length): (.+)$/u.exec(line) ?? [];
    if (word === 'Type') type = value;
    // One made of several lists each of them with its length.
    if (word === 'Length' && type !== 'file') total += Number(value.replaceAll(',', ''));
  }
  return total;
}

/** Has the page and its workers let go of what nobody refers to; needs `--expose-gc`. */
async function collectGarbage(page: Page): Promise<void> {
  const collect = (): void => {
    (globalThis as unknown as { gc(): void }).gc();
  };
  await page.evaluate(collect);
  // Workers that have ended stay on the list.
  await Promise.all(page.workers().map((worker) => worker.evaluate(collect).catch(() => undefined)));
}

async function livingWorkers(page: Page): Promise<string[]> {
  const names = page.workers().map((worker) => worker.evaluate(() => self.name).catch(() => null));
  return (await Promise.all(names)).filter((name) => name !== null).sort();
}

function keptFiles(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const found: string[] = [];
    const walk = async (folder: FileSystemDirectoryHandle, path: string): Promise<void> => {
      for await (const [name, entry] of folder.entries()) {
        found.push(path + name);
        if (entry.kind === 'directory') await walk(entry as FileSystemDirectoryHandle, `${path}${name}/`);
      }
    };
    await walk(await navigator.storage.getDirectory(), '');
    return found.sort();
  });
}

function records(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const answer = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => {
          resolve(request.result);
        };
        request.onerror = () => {
          reject(new Error('no answer'));
        };
      });
    const found: string[] = [];
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await answer(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        const count = await answer(database.transaction(store).objectStore(store).count());
        found.push(`${name}/${store}: ${count}`);
      }
      database.close();
    }
    return found.sort();
  });
}

/**
 * What stands now, once nothing that can be collected is left of blobs.
 *
 * @param blobs a page of the same browser, to look at its list of blobs
 * @param mostBlobBytes waits until no more than these are left; the figure tells where they stay
 */
export async function standing(page: Page, blobs: Page, mostBlobBytes = Infinity): Promise<Standing> {
  let held = Number.NaN;
  await until(
    async () => {
      await collectGarbage(page);
      held = await blobBytes(blobs);
      return held <= mostBlobBytes;
    },
    'blobs to go',
    10_000,
  ).catch(() => undefined);
  const [inEngine, workers, files, stores] = await Promise.all([
    lookIntoEngine(page),
    livingWorkers(page),
    keptFiles(page),
    records(page),
  ]);
  return { ...inEngine, blobBytes: held, workers, keptFiles: files, records: stores };
}
