import { appError, type AppError } from '../contract/error.ts';
import type { TextSpan } from '../contract/notebook.ts';
import { nearestName } from './edit-distance.ts';
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

/** Place of the first token that names something; of the last one for an end that comes too soon; else everything. */
function likelyPlace(message: string, name: string | null, written: string): TextSpan {
  const read = readingTokens(written);
  const last = read.at(-1) ?? { from: 0, to: written.length };
  if (/at end of input/u.test(message)) return { from: last.from, to: last.to };
  const wanted = name?.split('.').at(-1)?.toLowerCase();
  const found = read.find((token) => isName(token) && nameOf(token).toLowerCase() === wanted);
  return { from: found?.from ?? read[0]?.from ?? 0, to: found?.to ?? last.to };
}

/** First of the names DuckDB offers instead. */
function offered(message: string): string {
  const list = /(?:Candidate bindings: |Did you mean )"([^"\n]*)"/u.exec(message);
  return list?.[1] ?? '';
}

interface Cause {
  readonly pattern: RegExp;
  readonly error: (name: string, nearest: string, place: TextSpan) => AppError;
}

const CAUSES: readonly Cause[] = [
  {
    pattern: /(?:Referenced|have a) column (?:named )?"([^\n]*?)"(?= not found|\n)/u,
    error: (name, nearest, place) => appError('sql.unknownColumn', { name, nearest, ...place }),
  },
  {
    pattern: /Function with name "?([^\s"]+)"? does not exist!/u,
    error: (name, nearest, place) => appError('sql.unknownFunction', { name, nearest, ...place }),
  },
];

function withoutNames(refused: RefusedSql, head: string, place: TextSpan): AppError {
  if (/multiple statements/u.test(head)) {
    const pivots = readingTokens(refused.written).some((token) => isWord(token, 'PIVOT', 'PIVOT_WIDER'));
    return pivots ? appError('sql.openPivot', place) : appError('sql.several', place);
  }
  const detail = head
    .replace(/^(?:Error: )?[A-Z][A-Za-z ]* Error: /u, '')
    .replaceAll(/\s+/gu, ' ')
    .trim();
  return appError('sql.invalid', { detail: detail.slice(0, LONGEST_DETAIL), ...place });
}

/**
 * Says what DuckDB has against a user's SQL, with its place in what the user has written.
 *
 * @param message DuckDB's own, with its mark of the place where it has one
 */
export function engineFailure(message: string, refused: RefusedSql): AppError {
  const [head = message] = message.split('\n\nLINE ');
  const placeOf = (name: string | null): TextSpan =>
    markedPlace(message, refused) ?? likelyPlace(message, name, refused.written);

  const lacking =
    /with name "?([^\s"]+)"? is not in the catalog|required extension '(\w+)'/u.exec(head) ?? null;
  if (lacking !== null) {
    const name = lacking[1] ?? lacking[2] ?? '';
    return appError('sql.notInBuild', { name, ...placeOf(name) });
  }
  const table = /Table with name "?([^\n"]+?)"? does not exist!/u.exec(head)?.[1];
  if (table !== undefined) {
    const nearest = nearestName(table, refused.relations);
    return appError('sql.unknownRelation', { name: table, nearest, ...placeOf(table) });
  }
  const nearest = offered(head);
  for (const { pattern, error } of CAUSES) {
    const name = pattern.exec(head)?.[1];
    if (name !== undefined && nearest !== '') return error(name, nearest, placeOf(name));
  }
  return withoutNames(refused, head, placeOf(/column "?([^\s"]+)"?/u.exec(head)?.[1] ?? null));
}
