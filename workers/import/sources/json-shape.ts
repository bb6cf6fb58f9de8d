import { JsonFault, recordCutter, type JsonShape } from './json-records.ts';
import { isObject, parsedRecord } from './json-values.ts';

const OPENING = /^[[{]/u;
/** Names by which files with a record on each line are known. */
const LINES_BY_NAME = /\.(?:ndjson|jsonl)$/iu;

/** What a text holds as JSON, or undefined where it is none. */
function tried(text: string): unknown {
  try {
    return parsedRecord(text);
  } catch {
    return undefined;
  }
}

/** Whether the first line is a record, and another begins below it. */
function isOnLines(text: string, name: string): boolean {
  const end = text.indexOf('\n');
  const line = tried(end === -1 ? text : text.slice(0, end));
  if (line === undefined) return false;
  const entries: readonly unknown[] = Array.isArray(line) ? line : [];
  if (isObject(entries[0])) return false;
  const another = end !== -1 && OPENING.test(text.slice(end).trimStart());
  return another || (isObject(line) && LINES_BY_NAME.test(name));
}

/** What stands behind the first value; null where it does not end here. */
function behindFirstValue(text: string): string | null {
  let level = 0;
  for (const token of text.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"|[[\]{}]/gsu)) {
    const [sign] = token;
    if (sign === '{' || sign === '[') level += 1;
    else if (sign === '}' || sign === ']') level -= 1;
    if (level === 0) return text.slice(token.index + 1);
  }
  return null;
}

/** Whether the records can be cut so, and the first of them is JSON. */
function fits(text: string, shape: JsonShape): boolean {
  const cutter = recordCutter(shape);
  try {
    const [first] = cutter.push(text);
    return first === undefined ? cutter.rest().text !== '' : tried(first.text) !== undefined;
  } catch (thrown) {
    if (thrown instanceof JsonFault) return false;
    throw thrown;
  }
}

/**
 * Finds out whether a text is JSON with records, and where they stand: on lines, one behind the other, in a list at the
 * top, or in the first list of an object.
 *
 * @param text the head of a file
 * @param name of the file; `.ndjson` says of a single object that it is a record and holds none
 * @returns null where it is no JSON, or holds no records
 */
export function jsonShape(text: string, name: string): JsonShape | null {
  const head = text.replace(/^\ufeff/u, '').trimStart();
  if (!OPENING.test(head)) return null;
  if (isOnLines(head, name)) return 'lines';
  const behind = head.startsWith('{') ? behindFirstValue(head) : null;
  const another = behind !== null && OPENING.test(behind.trimStart());
  const shapes: readonly JsonShape[] = another ? ['values'] : behind === null ? ['list'] : ['list', 'values'];
  return shapes.find((shape) => fits(head, shape)) ?? null;
}

/** Where the records of a file should stand that is JSON by its name and cannot be read as such: the reader says why. */
export function shapeByName(text: string, name: string): JsonShape | null {
  if (LINES_BY_NAME.test(name)) return 'lines';
  if (!/\.json$/iu.test(name)) return null;
  return text.trimStart().startsWith('{') ? 'values' : 'list';
}
