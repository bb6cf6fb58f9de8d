import { appError } from '../../contract/error.ts';
import { KEPT_FOLDER, keepLock, type KeptData } from '../../contract/kept.ts';
import { fail, ok, type Result } from '../../contract/result.ts';
import { isExpired } from '../../data/kept-days.ts';
import { findManifest } from '../../data/kept-manifest.ts';

/** What stands in the private file system. */
interface KeptFound {
  /** Latest first. */
  readonly kept: readonly KeptData[];
  /** What was deleted just now, because its last day is over. */
  readonly expired: readonly KeptData[];
}

function reason(thrown: unknown): string {
  return thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
}

function isMissing(thrown: unknown): boolean {
  return thrown instanceof DOMException && thrown.name === 'NotFoundError';
}

/** The folder of all kept data; null where nothing has ever been kept. */
async function keptFolder(): Promise<FileSystemDirectoryHandle | null> {
  const root = await navigator.storage.getDirectory();
  try {
    return await root.getDirectoryHandle(KEPT_FOLDER);
  } catch (thrown) {
    if (isMissing(thrown)) return null;
    throw thrown;
  }
}

/** Deletes an entry; whether it is gone. One that another tab has open stays. */
async function removed(folder: FileSystemDirectoryHandle, id: string): Promise<boolean> {
  return folder.removeEntry(id, { recursive: true }).then(
    () => true,
    () => false,
  );
}

async function manifestIn(folder: FileSystemDirectoryHandle, id: string): Promise<KeptData | null> {
  try {
    const own = await folder.getDirectoryHandle(id);
    const kept = await findManifest(async (name) => {
      const handle = await own.getFileHandle(name).catch(() => null);
      return handle === null ? null : (await handle.getFile()).text();
    });
    return kept?.id === id ? kept : null;
  } catch {
    return null;
  }
}

/**
 * Reads what is kept, and deletes what is not to be kept any longer: data whose last day is over, and what a write that
 * was broken off has left. Where a manifest cannot be read nobody knows how long the data may stay, so they go.
 *
 * @returns or `kept.unavailable` where this window has no private file system
 */
export async function tidyKept(now: Date): Promise<Result<KeptFound>> {
  try {
    const folder = await keptFolder();
    if (folder === null) return ok({ kept: [], expired: [] });
    const { held = [] } = await navigator.locks.query();
    const writing = new Set(held.map(({ name }) => name));
    const ids: string[] = [];
    for await (const id of folder.keys()) if (!writing.has(keepLock(id))) ids.push(id);
    const kept: KeptData[] = [];
    const expired: KeptData[] = [];
    for (const id of ids) {
      const found = await manifestIn(folder, id);
      if (found !== null && !isExpired(found.until, now)) {
        kept.push(found);
        continue;
      }
      const gone = await removed(folder, id);
      if (found !== null && gone) expired.push(found);
    }
    return ok({ kept: kept.sort((a, b) => b.keptAt.localeCompare(a.keptAt)), expired });
  } catch (thrown) {
    return fail(appError('kept.unavailable', { detail: reason(thrown) }));
  }
}

/** The kept files, under the names they had, or `kept.lost` with the first that is not there as it was. */
export async function keptFiles({ id, files }: KeptData): Promise<Result<readonly File[]>> {
  const found: File[] = [];
  for (const [at, { name, size, modifiedAt }] of files.entries()) {
    try {
      const own = await (await keptFolder())?.getDirectoryHandle(id);
      const file = await (await own?.getFileHandle(String(at)))?.getFile();
      if (file?.size !== size) return fail(appError('kept.lost', { name }));
      // Made of the file that is kept, and not of a copy of its bytes.
      found.push(new File([file], name, { lastModified: modifiedAt }));
    } catch {
      return fail(appError('kept.lost', { name }));
    }
  }
  return ok(found);
}

/** Deletes kept data. */
export async function removeKept({ id }: KeptData): Promise<Result<null>> {
  try {
    await (await keptFolder())?.removeEntry(id, { recursive: true });
    return ok(null);
  } catch (thrown) {
    if (isMissing(thrown)) return ok(null);
    return fail(appError('kept.notDeleted', { detail: reason(thrown) }));
  }
}
