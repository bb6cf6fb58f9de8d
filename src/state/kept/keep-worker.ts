import * as Comlink from 'comlink';
import { appError, toAppError } from '../../contract/error.ts';
import { keepLock, type KeepApi, type KeptData } from '../../contract/kept.ts';
import { fail, type Result } from '../../contract/result.ts';
import { whenReleased } from '../../contract/worker-lock.ts';
import keepWorkerUrl from '../../../workers/keep.worker.ts?worker&url';
import type { RunControl } from '../engine-port.ts';
import { startSealedWorker } from '../workers.ts';

/** A minute and more: the worker's code may come over a slow network before it takes its lock. */
const LOOKS = 3000;

/**
 * Has a worker of its own write to the private file system, so that neither the page nor the engine waits for a disk. The
 * worker ends with the work.
 *
 * @param id data set that is written
 * @param work what the worker is asked for
 * @param control told how far the work is; its signal asks the worker to stop and take back what it has written
 */
export async function withKeepWorker(
  id: string,
  work: (remote: Comlink.Remote<KeepApi>, onShare: (share: number) => void) => Promise<Result<KeptData>>,
  { signal, onProgress }: RunControl = {},
): Promise<Result<KeptData>> {
  const worker = startSealedWorker(keepWorkerUrl, 'keep');
  const remote = Comlink.wrap<KeepApi>(worker);
  const lost = (detail: string): Result<never> => fail(appError('kept.notWritten', { detail }));
  const broken = new Promise<Result<never>>((resolve) => {
    worker.addEventListener('error', ({ message }) => {
      resolve(lost(message));
    });
  });
  const died = whenReleased(keepLock(id), LOOKS).then(() => lost('the worker has ended'));
  const stop = (): void => {
    void remote.stop();
  };
  signal?.addEventListener('abort', stop);
  const onShare = Comlink.proxy((share: number) => {
    onProgress?.({ phase: 'reading', share });
  });
  try {
    const working = remote.start(keepLock(id)).then(() => work(remote, onShare));
    return await Promise.race([working, broken, died]);
  } catch (thrown) {
    return fail(toAppError(thrown));
  } finally {
    signal?.removeEventListener('abort', stop);
    worker.terminate();
    // Until the browser has released its lock, the data count as being written.
    await whenReleased(keepLock(id), 0);
  }
}
