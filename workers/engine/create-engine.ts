import type { EngineApi, EngineEvent } from '../../src/contract/engine-api.ts';
import { appError, AppFailure, toAppError } from '../../src/contract/error.ts';
import { fail, ok } from '../../src/contract/result.ts';
import { bootBrowser, type BrowserEngine } from './boot-browser.ts';
import { RunLane } from './run-lane.ts';
import { testNetwork, testSandbox } from './self-test.ts';

/** Holds a lock for as long as this worker lives, so that the page notices when it does not any more. */
function holdLock(name: string): Promise<void> {
  return new Promise((resolve) => {
    void navigator.locks.request(name, () => {
      resolve();
      return new Promise(() => undefined);
    });
  });
}

/** Makes the engine that the page talks to. Nothing runs before `boot`. */
export function createEngine(): Pick<EngineApi, 'boot' | 'selfTest' | 'cancel' | 'memory'> {
  let listener: (event: EngineEvent) => void = () => undefined;
  const emit = (event: EngineEvent): void => {
    listener(event);
  };
  const lane = new RunLane(emit);
  let engine: BrowserEngine | null = null;

  function started(): BrowserEngine {
    if (engine === null) throw new AppFailure(appError('engine.notReady', {}));
    return engine;
  }

  return {
    async boot(request, onEvent) {
      listener = onEvent;
      try {
        await holdLock(`${request.lockName}-engine`);
        engine = await bootBrowser(request, (loadedBytes) => {
          emit({ kind: 'boot', loadedBytes, totalBytes: request.wasmBytes });
        });
        engine.lost.catch(() => {
          emit({ kind: 'lost' });
        });
        return ok({ version: await engine.database.version() });
      } catch (thrown) {
        return fail(toAppError(thrown));
      }
    },
    async selfTest() {
      try {
        const { database, worker } = started();
        return ok([...(await testSandbox(database)), ...(await testNetwork(worker))]);
      } catch (thrown) {
        return fail(toAppError(thrown));
      }
    },
    cancel: (runId) => lane.cancel(runId),
    memory: () => started().database.memoryBytes(),
  };
}
