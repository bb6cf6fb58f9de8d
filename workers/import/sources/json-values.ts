import { plainNumber } from './plain-number.ts';

/** An object of JSON. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Numbers that JavaScript would round or write with an exponent. */
const UNSAFE_NUMBER = /\d{16}|\d\.\d{15}|\d[eE]/u;
const TEXT_OR_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/gsu;

/** Whether a value is an object, not a list. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a value holds others. */
export function isNested(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

/**
 * Reads the text of a record. Numbers too long for JavaScript become texts with all their digits, so that an id such as
 * 12345678901234567890 stays what it is.
 *
 * @throws SyntaxError where it is no JSON
 */
export function parsedRecord(text: string): unknown {
  if (!UNSAFE_NUMBER.test(text)) return JSON.parse(text);
  const safe = text.replaceAll(TEXT_OR_NUMBER, (token) =>
    !token.startsWith('"') && UNSAFE_NUMBER.test(token) ? `"${plainNumber(token)}"` : token,
  );
  return JSON.parse(safe);
}

/** A plain value as the text of a field: null is empty. */
function plainText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return plainNumber(String(value));
  return typeof value === 'boolean' ? String(value) : '';
}

/** A value that gets one field: plain values as text, lists of them joined with "; ", all others as JSON. */
export function fieldText(value: unknown): string {
  if (!isNested(value)) return plainText(value);
  if (Array.isArray(value)) {
    const entries: readonly unknown[] = value;
    return entries.some(isNested) ? JSON.stringify(entries) : entries.map(plainText).join('; ');
  }
  return JSON.stringify(value);
}
