/** What can be written as JSON. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/**
 * Writes a value as JSON in the one way that everybody writes it: no spaces, names sorted by their UTF-16 code units,
 * numbers and texts as ECMAScript writes them. (RFC 8785, sections 3.2.1 to 3.2.3.)
 *
 * @param value members that are `undefined` are left out
 * @throws RangeError for numbers that JSON has not, and for texts with half a surrogate pair
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new RangeError('JSON has no such number');
    return JSON.stringify(value);
  }
  if (typeof value === 'string') {
    if (/\p{Surrogate}/u.test(value)) throw new RangeError('a text with half a surrogate pair');
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map((each) => canonicalJson(each)).join(',')}]`;
  if (typeof value !== 'object') throw new RangeError(`JSON has no ${typeof value}`);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => byCodeUnits(a, b))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`);
  return `{${members.join(',')}}`;
}

/** Canonical JSON that can stand inside an element of a page: `<` is written so that no element can end or begin. */
export function embeddedJson(value: unknown): string {
  return canonicalJson(value).replaceAll('<', String.raw`\u003c`);
}
