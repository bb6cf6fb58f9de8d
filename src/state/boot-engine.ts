import * as Comlink from 'comlink';
import type { EngineApi, EngineEvent } from '../contract/engine-api.ts';
import { appError } from '../contract/error.ts';
import type { Policy } from '../contract/privacy.ts';
import { fail, ok, type Result } from '../contract/result.ts';
import { ENGINE_ASSETS } from '../../workers/engine/boot-assets.ts';
import { whenReleased } from '../contract/worker-lock.ts';
import { startSealedWorker } from './workers.ts';

/** A minute and more: the worker's code may come over a slow network before it takes its lock. */
const LOOKS = 3000;

/** The engine's worker and the way to call it. */
export interface BootedEngine {
  readonly worker: Worker;
  // Comlink's proxy must stay referenced: once collected, calls under way never answer.
  readonly remote: Comlink.Remote<EngineApi>;
}

/** Whom a started engine tells what. */
export interface EngineListeners {
  onEvent(event: EngineEvent): void;
  /** The worker has died, whatever the cause. */
  onDeath(worker: Worker): void;
}

/**
 * Starts the engine's worker and DuckDB in it.
 *
 * @returns the running engine, or `engine.bootFailed`
 */
export async function bootEngine(policy: Policy, listeners: EngineListeners): Promise<Result<BootedEngine>> {
  const lockName = `cloister-${crypto.randomUUID()}`;
  const { engineWorkerUrl, computeWorkerUrl, duckdbWorkerUrl, wasmUrl, wasmBytes } = ENGINE_ASSETS;
  const address = (url: string): string => new URL(url, document.baseURI).href;
  const worker = startSealedWorker(engineWorkerUrl, 'engine');
  const failed = new Promise<Result<never>>((resolve) => {
    worker.addEventListener('error', (event) => {
      resolve(fail(appError('engine.bootFailed', { detail: event.message })));
    });
  });
  const remote = Comlink.wrap<EngineApi>(worker);
  const request = {
    workerUrl: address(duckdbWorkerUrl),
    computeUrl: address(computeWorkerUrl),
    wasmUrl: address(wasmUrl),
    wasmBytes,
    lockName,
    policy,
  };
  const hear = Comlink.proxy((event: EngineEvent) => {
    listeners.onEvent(event);
  });
  const death = whenReleased(`${lockName}-engine`, LOOKS);
  const died = death.then(() => fail(appError('engine.crashed', {})));
  const booted = await Promise.race([remote.boot(request, hear), failed, died]);
  if (!booted.ok) {
    worker.terminate();
    return booted;
  }
  void death.then(() => {
    listeners.onDeath(worker);
  });
  return ok({ worker, remote });
}

/** Bytes of the engine once unpacked, for progress. */
export const ENGINE_BYTES = ENGINE_ASSETS.wasmBytes;
