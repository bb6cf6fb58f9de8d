import type { RunId } from '../contract/ids.ts';
import type { ReleasedFile } from '../contract/privacy.ts';
import type { DeidentifyOutcome } from '../contract/records.ts';
import type { Result } from '../contract/result.ts';
import type { EngineCall, RunControl } from './engine-port.ts';

/** How calls reach the engine that runs now. */
export interface EngineLine {
  call<T>(make: EngineCall<T>, control?: RunControl): Promise<Result<T>>;
  /** A call that counts as a run. */
  run<T>(make: EngineCall<T>, control?: RunControl): Promise<Result<T>>;
  /** A call for a released file. */
  file(make: EngineCall<ReleasedFile>, control?: RunControl): Promise<Result<ReleasedFile>>;
  /** Who is told the best answer so far of a run; null: nobody any more. */
  hearSoFar(run: RunId, hear: ((best: DeidentifyOutcome) => void) | null): void;
}
