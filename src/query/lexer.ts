/** What a piece of SQL is. `symbol`: one character of punctuation or of an operator. */
export type TokenKind =
  'word' | 'quoted' | 'string' | 'number' | 'parameter' | 'symbol' | 'comment' | 'space';

/** A piece of SQL as it is written; `from` and `to` are offsets of UTF-16 units, `to` exclusive. */
export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly from: number;
  readonly to: number;
  /** Whether it ends before the text does: false for a quote or comment that nothing closes. */
  readonly closed: boolean;
}

/**
 * Signs that Chinese and Japanese keyboards type in place of SQL's. To DuckDB they are letters, so `a，b` would be one
 * name; here each is a symbol, and the sign of SQL it stands for.
 */
export const WIDE_SIGNS: Readonly<Record<string, string>> = {
  '，': ',',
  '、': ',',
  '。': '.',
  '．': '.',
  '；': ';',
  '：': ':',
  '（': '(',
  '）': ')',
  '【': '[',
  '】': ']',
  '［': '[',
  '］': ']',
  '｛': '{',
  '｝': '}',
  '‘': "'",
  '’': "'",
  '＇': "'",
  '“': '"',
  '”': '"',
  '＂': '"',
  '《': '<',
  '》': '>',
  '＜': '<',
  '＞': '>',
  '＝': '=',
  '＋': '+',
  '－': '-',
  '—': '-',
  '–': '-',
  '−': '-',
  '＊': '*',
  '×': '*',
  '／': '/',
  '÷': '/',
  '％': '%',
  '！': '!',
  '？': '?',
  '＄': '$',
  '￥': '$',
  '｜': '|',
  '＆': '&',
};

const WIDE = Object.keys(WIDE_SIGNS).join('');

/** Spaces of Unicode that DuckDB turns into plain ones before it reads a statement. */
const WIDE_SPACES = String.raw`\u00a0\u2000-\u200d\u202f\u205f\u2060\u3000\ufeff`;

const LETTER = String.raw`(?:[A-Za-z_]|(?![${WIDE}${WIDE_SPACES}])[^\x00-\x7f])`;
const NAME = String.raw`${LETTER}(?:${LETTER}|[0-9])*`;

const SPACE = new RegExp(String.raw`[ \t\n\r\f${WIDE_SPACES}]+`, 'y');
const LINE_COMMENT = /--[^\n\r]*/y;
/** A name may hold `$` after its first letter, so that `a$b$` opens no quote. */
const WORD = new RegExp(String.raw`${LETTER}(?:${LETTER}|[0-9$])*`, 'y');
const NUMBER =
  /0[xX][0-9a-fA-F_]+|0[bB][01_]+|(?:[0-9][0-9_]*(?:\.[0-9_]*)?|\.[0-9][0-9_]*)(?:[eE][+-]?[0-9_]+)?/y;
const DOLLAR_QUOTE = new RegExp(String.raw`\$(?:${NAME})?\$`, 'y');
const PARAMETER = new RegExp(String.raw`\$(?:${NAME}|[0-9]+)`, 'y');
const ESCAPED_STRING = /[eE]'[^'\\]*(?:(?:''|\\[^])[^'\\]*)*('?)/y;
const STRING = /'[^']*(?:''[^']*)*('?)/y;
const QUOTED = /"[^"]*(?:""[^"]*)*("?)/y;

function matchAt(pattern: RegExp, text: string, from: number): RegExpExecArray | null {
  pattern.lastIndex = from;
  return pattern.exec(text);
}

/** Where the comment that opens at `from` ends; comments nest. */
function blockCommentEnd(text: string, from: number): { to: number; closed: boolean } {
  let depth = 0;
  let at = from;
  while (at < text.length) {
    const pair = text.slice(at, at + 2);
    if (pair === '/*') depth += 1;
    else if (pair === '*/') depth -= 1;
    at += pair === '/*' || pair === '*/' ? 2 : 1;
    if (depth === 0) return { to: at, closed: true };
  }
  return { to: text.length, closed: false };
}

function dollarQuoteEnd(text: string, from: number, tag: string): { to: number; closed: boolean } {
  const end = text.indexOf(tag, from + tag.length);
  return end < 0 ? { to: text.length, closed: false } : { to: end + tag.length, closed: true };
}

interface Piece {
  readonly kind: TokenKind;
  readonly to: number;
  readonly closed: boolean;
}

function quotedPiece(text: string, from: number): Piece | null {
  const string = matchAt(STRING, text, from) ?? matchAt(ESCAPED_STRING, text, from);
  if (string !== null) return { kind: 'string', to: from + string[0].length, closed: string[1] !== '' };
  const quoted = matchAt(QUOTED, text, from);
  if (quoted !== null) return { kind: 'quoted', to: from + quoted[0].length, closed: quoted[1] !== '' };
  const tag = matchAt(DOLLAR_QUOTE, text, from);
  return tag === null ? null : { kind: 'string', ...dollarQuoteEnd(text, from, tag[0]) };
}

const PLAIN: readonly (readonly [TokenKind, RegExp])[] = [
  ['space', SPACE],
  ['comment', LINE_COMMENT],
  ['parameter', PARAMETER],
  ['number', NUMBER],
  ['word', WORD],
];

function pieceAt(text: string, from: number): Piece {
  if (text.startsWith('/*', from)) return { kind: 'comment', ...blockCommentEnd(text, from) };
  const quoted = quotedPiece(text, from);
  if (quoted !== null) return quoted;
  for (const [kind, pattern] of PLAIN) {
    const match = matchAt(pattern, text, from);
    if (match !== null) return { kind, to: from + match[0].length, closed: true };
  }
  return { kind: 'symbol', to: from + 1, closed: true };
}

/**
 * Cuts SQL into DuckDB's tokens. Anything can be cut: what no rule knows is a symbol, what nothing closes goes to the
 * end. The tokens put together are the text again.
 *
 * Strings are `'…'` with quotes doubled, `E'…'` with backslashes, `$$…$$` and `$tag$…$tag$`; `quoted` is `"name"`;
 * `parameter` is `$name` or `$1`; comments run from `--` to the end of the line or between slashes with stars, which nest.
 *
 * @param sql as a user has written it
 */
export function tokens(sql: string): readonly Token[] {
  const found: Token[] = [];
  let from = 0;
  while (from < sql.length) {
    const { kind, to, closed } = pieceAt(sql, from);
    found.push({ kind, text: sql.slice(from, to), from, to, closed });
    from = to;
  }
  return found;
}
