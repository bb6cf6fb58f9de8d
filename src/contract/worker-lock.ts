/** How often it is looked whether a worker that is starting holds its lock yet, milliseconds. */
const LOOK_EVERY = 20;

/**
 * Settles once a worker that holds a lock for as long as it lives has died. The browser releases a worker's
 * locks when the worker ends, for whatever reason, which is the only sign of death that always comes. It may
 * be called before the worker has taken the lock.
 *
 * @param lockName the lock of that one worker; no one else takes it
 */
export async function whenReleased(lockName: string): Promise<void> {
  for (;;) {
    const { held = [] } = await navigator.locks.query();
    if (held.some(({ name }) => name === lockName)) break;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY));
  }
  await navigator.locks.request(lockName, () => undefined);
}
