import type { KernelCall, KernelOutput, Tell } from '../../src/contract/kernel.ts';
import type { Result } from '../../src/contract/result.ts';

/** A compute worker as the engine sees it. It does one thing at a time and is killed to stop it. */
export interface ComputeApi {
  /** Takes the lock by which its death is noticed; the first call. */
  start(lockName: string): Promise<void>;
  call(call: KernelCall, onShare: Tell): Promise<Result<KernelOutput>>;
  /** Tries to reach another origin; true when that was stopped. */
  probeNetwork(): Promise<boolean>;
}
