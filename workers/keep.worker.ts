import * as Comlink from 'comlink';
import { appError, AppFailure, toAppError } from '../src/contract/error.ts';
import type { KeepApi } from '../src/contract/kept.ts';
import { fail, ok } from '../src/contract/result.ts';
import { holdLock } from './engine/hold-lock.ts';
import { keepData, writeKept } from './kept/keep-data.ts';
import { privateFolder, removeFolder } from './kept/private-folder.ts';

/** Time between two reports of progress, milliseconds. */
const REPORT_INTERVAL = 100;

let stopped = false;

/** What the file system throws has no code of its own. */
function storageError(thrown: unknown): AppFailure {
  if (thrown instanceof AppFailure) return thrown;
  const detail = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  return new AppFailure(appError('kept.notWritten', { detail }), thrown);
}

const api: KeepApi = {
  start: holdLock,
  async keep(draft, files, onShare) {
    // Every byte is written once and read back once.
    const total = 2 * files.reduce((sum, { size }) => sum + size, 0);
    let done = 0;
    let told = 0;
    const onBytes = (bytes: number): void => {
      done += bytes;
      if (performance.now() - told < REPORT_INTERVAL) return;
      told = performance.now();
      onShare(done / total);
    };
    try {
      const folder = await privateFolder(draft.id);
      return ok(await keepData(folder, draft, files, { stopped: () => stopped, onBytes }));
    } catch (thrown) {
      await removeFolder(draft.id).catch(() => undefined);
      return fail(toAppError(storageError(thrown)));
    }
  },
  async rewrite(kept) {
    try {
      return ok(await writeKept(await privateFolder(kept.id), kept));
    } catch (thrown) {
      return fail(toAppError(storageError(thrown)));
    }
  },
  stop() {
    stopped = true;
  },
};

Comlink.expose(api);
