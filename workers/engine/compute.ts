import type { KernelCall, KernelOutput } from '../../src/contract/kernel.ts';
import type { Run } from './database.ts';

/** Where kernels run: workers of their own in the browser, this thread under Node. */
export interface Compute {
  /** Most pieces of divided work that are done at the same time. */
  readonly width: number;
  /**
   * Runs a kernel.
   *
   * @param onShare told how much of the work is done, 0 to 1
   * @throws AppFailure what the kernel has thrown, `engine.cancelled`, or `compute.died`
   */
  call(call: KernelCall, run: Run, onShare: (share: number) => void): Promise<KernelOutput>;
}
