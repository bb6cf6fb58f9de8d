import type { KernelCall, KernelOutput, Tell } from '../../src/contract/kernel.ts';
import type { Run } from './database.ts';

/** Where kernels run: workers of their own in the browser, this thread under Node. */
export interface Compute {
  /** Most pieces of divided work that are done at the same time. */
  readonly width: number;
  /**
   * Runs a kernel.
   *
   * @param onShare told how much of the work is done, 0 to 1, and the best answer so far where there is one
   * @throws AppFailure what the kernel has thrown, `engine.cancelled`, or `compute.died`
   */
  call(call: KernelCall, run: Run, onShare: Tell): Promise<KernelOutput>;
}
