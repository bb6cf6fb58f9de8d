import { appError, type AppError } from '../contract/error.ts';
import { findJsonFault, placeInText } from './json-fault.ts';

/** Most characters of a file. */
const MAX_FILE = 64_000_000;

/** An object of a file. */
export type Json = Readonly<Record<string, unknown>>;

/** Whether a value is an object with keys. */
export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `document.invalid` at a path. */
export function invalid(path: string, detail: string): AppError {
  return appError('document.invalid', { path, detail });
}

/** Whether what reading gave is an error. */
export function isError(read: object): read is AppError {
  return 'code' in read;
}

/** A text that a file gives as a list of lines. */
export function textOfLines(given: unknown, path: string): { readonly value: string } | AppError {
  if (!Array.isArray(given)) return invalid(path, 'a list of lines is expected');
  const odd = given.findIndex((line) => typeof line !== 'string');
  return odd < 0 ? { value: given.join('\n') } : invalid(`${path}[${odd}]`, 'a text is expected');
}

/** A value with the keys of its objects in the order of the alphabet. */
export function inKeyOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inKeyOrder);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, each]) => [key, inKeyOrder(each)]),
  );
}

function parseJson(text: string): { readonly value: unknown } | AppError {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (thrown) {
    const fault = findJsonFault(text) ?? {
      at: 0,
      detail: thrown instanceof Error ? thrown.message : String(thrown),
    };
    return appError('document.syntax', { ...placeInText(text, fault.at), detail: fault.detail });
  }
}

/**
 * Reads the frame of a document of some format: JSON, its format and its version.
 *
 * @param text of the file; a byte order mark is passed over
 * @param format what `format` must be
 * @returns `document.syntax` with line and column where it is not JSON, `document.invalid` where the frame is wrong
 */
export function readDocument(
  text: string,
  format: string,
): { readonly document: Json; readonly version: number } | AppError {
  if (text.length > MAX_FILE) return invalid('$', `${MAX_FILE} characters at most are expected`);
  const json = parseJson(text.replace(/^\ufeff/u, ''));
  if (isError(json)) return json;
  const document = json.value;
  if (!isObject(document)) return invalid('$', 'an object is expected');
  if (document['format'] !== format) return invalid('format', `"${format}" is expected`);
  const version = document['version'];
  if (!Number.isSafeInteger(version) || typeof version !== 'number' || version < 0) {
    return invalid('version', 'a whole number is expected');
  }
  return { document, version };
}

/** The text of a document's file: JSON, indented by two spaces, so that versions can be compared line by line. */
export function documentText(document: Json): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}
