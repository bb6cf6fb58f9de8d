/** Says whether a value that was read is what it should be. */
export type Check<T> = (value: unknown) => value is T;

type Checked<C> = C extends Check<infer T> ? T : never;
type Shape = Readonly<Record<string, Check<unknown>>>;
type Shaped<S extends Shape> = { readonly [Name in keyof S]: Checked<S[Name]> };

export const isText: Check<string> = (value) => typeof value === 'string';
export const isNumber: Check<number> = (value) => typeof value === 'number';
export const isBoolean: Check<boolean> = (value) => typeof value === 'boolean';
export const isNull: Check<null> = (value) => value === null;

/** What a file need not have. */
export const isAbsent: Check<undefined> = (value) => value === undefined;

/** A number from zero on, without decimals. */
export const isCount: Check<number> = (value): value is number =>
  Number.isInteger(value) && Number(value) >= 0;

/** One of a few texts or numbers. */
export function oneOf<const T extends string | number>(...values: readonly T[]): Check<T> {
  return (value): value is T => values.some((each) => each === value);
}

/** What passes either check. */
export function either<A, B>(first: Check<A>, second: Check<B>): Check<A | B> {
  return (value): value is A | B => first(value) || second(value);
}

/** A list of which each member passes. */
export function listOf<T>(each: Check<T>): Check<readonly T[]> {
  return (value): value is readonly T[] => Array.isArray(value) && value.every((member) => each(member));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Any names, each with a value that passes. */
export function recordOf<T>(each: Check<T>): Check<Readonly<Record<string, T>>> {
  return (value): value is Readonly<Record<string, T>> =>
    isObject(value) && Object.values(value).every((member) => each(member));
}

/** An object with the members of a shape; others are not looked at. */
export function shaped<S extends Shape>(shape: S): Check<Shaped<S>> {
  const members = Object.entries(shape);
  return (value): value is Shaped<S> =>
    isObject(value) &&
    members.every(([name, check]) => check(Object.hasOwn(value, name) ? value[name] : undefined));
}

/** Reads JSON; null when it is none, or not what it should be. */
export function readJson<T>(text: string, check: Check<T>): T | null {
  try {
    const value: unknown = JSON.parse(text);
    return check(value) ? value : null;
  } catch {
    return null;
  }
}
