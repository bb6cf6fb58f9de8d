import type { Run } from './database.ts';

/** Milliseconds of work in one go; then whoever wants to stop it is heard. */
const TURN = 40;

/**
 * Does long work of the engine's own thread bit by bit: between turns it can be stopped, and tells how far it is.
 *
 * @param steps says after each step what share of the work is done, 0 to 1
 * @param share of the run that was done before the work and will be after it
 * @throws AppFailure `engine.cancelled` once the run has been stopped
 */
export async function inTurns<T>(
  run: Run,
  steps: Generator<number, T>,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<T> {
  for (let began = performance.now(); ;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (performance.now() - began < TURN) continue;
    run.report({ phase: 'computing', share: from + step.value * (to - from) });
    await new Promise((resolve) => setTimeout(resolve));
    run.check();
    began = performance.now();
  }
}
