import * as Comlink from 'comlink';
import { appError, AppFailure } from '../../src/contract/error.ts';
import type { KernelCall, KernelOutput, Tell } from '../../src/contract/kernel.ts';
import { whenReleased } from '../../src/contract/worker-lock.ts';
import type { Compute } from './compute.ts';
import type { ComputeApi } from './compute-api.ts';
import type { Run } from './database.ts';

/** More workers than this only share the memory bus. */
const MOST_WORKERS = 8;

interface Hand {
  readonly worker: Worker;
  // Comlink's proxy must stay referenced: once collected, calls under way never answer.
  readonly remote: Comlink.Remote<ComputeApi>;
  /** Settles with `compute.died` when the worker has ended. */
  readonly died: Promise<never>;
}

/**
 * Runs kernels in compute workers, which are started when first needed, reused, and killed to stop what they do.
 * They are started through a blob, so that they inherit the content security policy of the page.
 */
export class ComputeWorkers implements Compute {
  readonly width: number;
  readonly #url: string;
  readonly #lockName: string;
  readonly #idle: Hand[] = [];
  #started = 0;

  /**
   * @param url address of the compute worker's script, on this origin
   * @param lockName prefix of the locks by which the death of a worker is noticed
   */
  constructor(url: string, lockName: string) {
    this.#url = url;
    this.#lockName = lockName;
    this.width = Math.min(MOST_WORKERS, Math.max(1, navigator.hardwareConcurrency));
  }

  async call(call: KernelCall, run: Run, onShare: Tell): Promise<KernelOutput> {
    run.check();
    const hand = await this.#hand();
    let stop: (failure: AppFailure) => void = () => undefined;
    const stopped = new Promise<never>((_, reject) => {
      stop = reject;
    });
    run.stops.add(stop);
    let whole = false;
    try {
      const working = hand.remote.call(call, Comlink.proxy(onShare));
      const result = await Promise.race([working, hand.died, stopped]);
      whole = true;
      if (!result.ok) throw new AppFailure(result.error);
      return result.value;
    } finally {
      run.stops.delete(stop);
      if (whole) this.#idle.push(hand);
      else hand.worker.terminate();
    }
  }

  /** Tries what a compute worker can reach; true when it can reach nothing outside. */
  async probeNetwork(): Promise<boolean> {
    const hand = await this.#hand();
    const sealed = await Promise.race([hand.remote.probeNetwork(), hand.died]);
    this.#idle.push(hand);
    return sealed;
  }

  async #hand(): Promise<Hand> {
    const idle = this.#idle.pop();
    if (idle !== undefined) return idle;
    this.#started += 1;
    const lockName = `${this.#lockName}-compute-${this.#started}`;
    const script = new Blob([`import ${JSON.stringify(this.#url)};`], { type: 'text/javascript' });
    const blobUrl = URL.createObjectURL(script);
    const worker = new Worker(blobUrl, { type: 'module', name: 'compute' });
    const remote = Comlink.wrap<ComputeApi>(worker);
    const failed = new Promise<never>((_, reject) => {
      worker.addEventListener('error', (event) => {
        reject(new AppFailure(appError('compute.died', { detail: event.message })));
      });
    });
    await Promise.race([remote.start(lockName), failed]);
    URL.revokeObjectURL(blobUrl);
    const ended = whenReleased(lockName, 0).then((): never => {
      const place = this.#idle.findIndex((hand) => hand.worker === worker);
      if (place !== -1) this.#idle.splice(place, 1);
      throw new AppFailure(appError('compute.died', { detail: 'the worker ended' }));
    });
    const died = Promise.race([ended, failed]);
    // Nobody may be waiting when a worker dies; the next call starts another.
    died.catch(() => undefined);
    return { worker, remote, died };
  }
}
