import { appError, type AppError } from '../contract/error.ts';
import type { TextSpan } from '../contract/notebook.ts';
import { nearestName } from './nearest-name.ts';
import type { PositionMap } from './position-map.ts';
import { isName, isWord, nameOf, readingTokens } from './reading-tokens.ts';

/** What is known of SQL that DuckDB has refused. */
export interface RefusedSql {
  /** As the user has written it. */
  readonly written: string;
  /** As it ran, from the second line of the statement on, with the places it comes from. */
  readonly places: PositionMap;
  /** Relations it could read. */
  readonly relations: readonly string[];
  /** Columns of those it reads. */
  readonly columns: readonly string[];
}

/** Lines of the statement before the user's SQL. */
const LINES_BEFORE = 1;
const LONGEST_DETAIL = 300;

/** Signs that take two places in a terminal, for which DuckDB puts its mark further right. */
const WIDE_SIGN =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;

function widthOf(sign: string): number {
  if (/^\p{M}$/u.test(sign)) return 0;
  return WIDE_SIGN.test(sign) ? 2 : 1;
}

/** Offset in a text of what stands `column` places from its left. */
function offsetAtColumn(text: string, column: number): number {
  let offset = 0;
  let width = 0;
  for (const sign of text) {
    if (width >= column) break;
    width += widthOf(sign);
    offset += sign.length;
  }
  return offset;
}

/** Place that DuckDB marks by a line number, a piece of that line and a caret below it. */
function markedPlace(message: string, { places }: RefusedSql): TextSpan | null {
  const mark = /\n\n(LINE (\d+): )([^\n]*)\n( *)\^/u.exec(message);
  if (mark === null) return null;
  const [, label = '', number = '', shown = '', indent = ''] = mark;
  const lines = places.text.split('\n');
  const index = Number(number) - 1 - LINES_BEFORE;
  const line = lines[index];
  if (line === undefined) return null;
  const cut = shown.startsWith('...') && !line.startsWith('...') ? 3 : 0;
  const piece = shown.slice(cut);
  const start = cut === 0 ? 0 : Math.max(0, line.indexOf(piece.replace(/\.\.\.$/u, '')));
  const before = lines.slice(0, index).reduce((sum, each) => sum + each.length + 1, 0);
  return places.originAt(before + start + offsetAtColumn(piece, indent.length - label.length - cut));
}

/** Whether DuckDB stumbles over the bracket that was put behind the user's SQL: something is missing at its end. */
function endsTooSoon(message: string, { places }: RefusedSql): boolean {
  const line = Number(/\n\nLINE (\d+): /u.exec(message)?.[1] ?? 0);
  return message.includes('at end of input') || line > places.text.split('\n').length + LINES_BEFORE;
}

/** Place of the first token from some place on that has one of these names. */
function placeOfName(names: readonly string[], written: string, from = 0): TextSpan | null {
  const wanted = names.map((name) => name.split('.').at(-1)?.toLowerCase());
  const found = readingTokens(written).find(
    (token) => token.from >= from && isName(token) && wanted.includes(nameOf(token).toLowerCase()),
  );
  return found === undefined ? null : { from: found.from, to: found.to };
}

/** Place in what the user has written: of what DuckDB names, where it marks; else of all. */
function placeOf(message: string, head: string, refused: RefusedSql, name?: string): TextSpan {
  const read = readingTokens(refused.written);
  const last = read.at(-1) ?? { from: 0, to: refused.written.length };
  if (endsTooSoon(message, refused)) return { from: last.from, to: last.to };
  const marked = markedPlace(message, refused);
  if (marked !== null) {
    return name === undefined ? marked : (placeOfName([name], refused.written, marked.from) ?? marked);
  }
  const named = Array.from(head.matchAll(/["']([^"'\n]+)["']/gu), ([, quoted = '']) => quoted);
  const names = name === undefined ? named : [name];
  return placeOfName(names, refused.written) ?? { from: read[0]?.from ?? 0, to: last.to };
}

/** DuckDB's sentence without the kind of error, the list of all functions, and ends of lines. */
function detailOf(message: string, head: string, refused: RefusedSql): string {
  if (endsTooSoon(message, refused)) return 'syntax error at end of input';
  const [sentence = head] = head.split('\n\tCandidate functions');
  return sentence
    .replace(/^(?:Error: )?[A-Z][A-Za-z ]* Error: /u, '')
    .replaceAll(/\s+/gu, ' ')
    .trim()
    .slice(0, LONGEST_DETAIL);
}

/** What DuckDB means by several statements: it makes several of a PIVOT whose values it has to look up. */
function severalStatements({ written }: RefusedSql): AppError {
  const read = readingTokens(written);
  const pivot = read.find((token) => isWord(token, 'PIVOT', 'PIVOT_WIDER'));
  if (pivot !== undefined) return appError('sql.openPivot', { from: pivot.from, to: pivot.to });
  return appError('sql.several', { from: read[0]?.from ?? 0, to: read.at(-1)?.to ?? written.length });
}

/** A column or function that is not there, with the nearest that is; null when DuckDB means something else. */
function unknownName(
  head: string,
  { columns }: RefusedSql,
  place: (name: string) => TextSpan,
): AppError | null {
  const column = /(?:Referenced|have a) column (?:named )?"([^\n]*?)"(?= not found|\n|$)/u.exec(head)?.[1];
  if (column !== undefined && columns.length > 0) {
    const offered = /Candidate bindings:[ :]*"([^"\n]*)"/u.exec(head)?.[1];
    const nearest = offered ?? nearestName(column, columns);
    return appError('sql.unknownColumn', { name: column, nearest, ...place(column) });
  }
  const [, called, like] =
    /Function with name "?([^\s"]+)"? does not exist!\nDid you mean "([^"]*)"/u.exec(head) ?? [];
  if (called !== undefined) {
    return appError('sql.unknownFunction', { name: called, nearest: like ?? '', ...place(called) });
  }
  return null;
}

/**
 * Says what DuckDB has against a user's SQL, with its place in what the user has written.
 *
 * @param message DuckDB's own, with its mark of the place where it has one
 */
export function engineFailure(message: string, refused: RefusedSql): AppError {
  const [head = message] = message.split('\n\nLINE ');
  if (head.includes('multiple statements')) return severalStatements(refused);
  const place = (name?: string): TextSpan => placeOf(message, head, refused, name);

  const lacking = /with name "?([^\s"]+)"? is not in the catalog|required extension '(\w+)'/u.exec(head);
  if (lacking !== null) {
    const name = lacking[1] ?? lacking[2] ?? '';
    return appError('sql.notInBuild', { name, ...place(name) });
  }
  const table = /Table with name "?([^\n"]+?)"? does not exist!/u.exec(head)?.[1];
  if (table !== undefined) {
    const nearest = nearestName(table, refused.relations);
    return appError('sql.unknownRelation', { name: table, nearest, ...place(table) });
  }
  return (
    unknownName(head, refused, place) ??
    appError('sql.invalid', { detail: detailOf(message, head, refused), ...place() })
  );
}
