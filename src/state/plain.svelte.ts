/** Plain data of what may be reactive, so that it can cross to the worker. */
export function plain<T>(value: T): T {
  return $state.snapshot(value as object) as T;
}
