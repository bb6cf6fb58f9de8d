import * as Comlink from 'comlink';
import { findKernel } from '../src/analyses/kernels.ts';
import { toAppError } from '../src/contract/error.ts';
import type { KernelOutput } from '../src/contract/kernel.ts';
import { fail, ok } from '../src/contract/result.ts';
import type { ComputeApi } from './engine/compute-api.ts';
import { holdLock } from './engine/hold-lock.ts';
import { probeThisWorker } from './engine/probe-network.ts';

/** Fastest rate at which progress is told, milliseconds between two reports; better answers are told at once. */
const REPORT_INTERVAL = 50;

function buffersOf(output: KernelOutput): ArrayBufferLike[] {
  const columns = Object.values(output).flatMap((table) => Object.values(table));
  return [...new Set(columns.flatMap((each) => (each instanceof Float64Array ? [each.buffer] : [])))];
}

const api: ComputeApi = {
  start: holdLock,
  // eslint-disable-next-line @typescript-eslint/require-await -- a kernel computes in one go; the port is asynchronous
  async call(call, onShare) {
    let told = 0;
    try {
      const output = findKernel(call.kernel)(call, (share, soFar) => {
        const now = performance.now();
        if (soFar === undefined && now - told < REPORT_INTERVAL) return;
        told = now;
        onShare(share, soFar);
      });
      return Comlink.transfer(ok(output), buffersOf(output) as ArrayBuffer[]);
    } catch (thrown) {
      return fail(toAppError(thrown));
    }
  },
  probeNetwork: probeThisWorker,
};

Comlink.expose(api);
