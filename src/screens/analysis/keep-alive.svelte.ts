/**
 * Makes something that outlives the screen it is first asked for on. What is derived in it belongs to no screen
 * then: it would keep its last value once that screen has gone.
 */
export function keepAlive<T>(make: () => T): T {
  const made: T[] = [];
  $effect.root(() => {
    made.push(make());
  });
  const [first] = made;
  if (first === undefined) throw new RangeError('nothing was made');
  return first;
}
