import { findKernel } from '../../src/analyses/kernels.ts';
import type { Compute } from './compute.ts';

/** Runs kernels in this thread. A run that has been stopped ends when the kernel next tells how far it is. */
export const computeHere: Compute = {
  width: 1,
  call: (call, run, onShare) =>
    Promise.resolve().then(() =>
      findKernel(call.kernel)(call, (share, soFar) => {
        run.check();
        onShare(share, soFar);
      }),
    ),
};
