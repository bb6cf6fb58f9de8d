/** How often it is looked whether a worker that is starting holds its lock yet, milliseconds. */
const LOOK_EVERY = 20;

/**
 * Settles once a worker that holds a lock for as long as it lives has died. The browser releases a worker's
 * locks when the worker ends, for whatever reason, which is the only sign of death that always comes. It may
 * be called before the worker has taken the lock; a worker that never takes it has died before it could, or so
 * soon afterwards that nobody saw it.
 *
 * @param lockName the lock of that one worker; no one else takes it
 * @param looks how often it is looked for a lock that nobody holds before the worker counts as dead, 20 ms apart
 *   or more where the machine is busy; 0 where the worker is known to have taken it
 */
export async function whenReleased(lockName: string, looks: number): Promise<void> {
  for (let look = 0; look < looks; look += 1) {
    const { held = [] } = await navigator.locks.query();
    if (held.some(({ name }) => name === lockName)) break;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY));
  }
  await navigator.locks.request(lockName, () => undefined);
}
