import { appError, AppFailure, type AppError } from '../contract/error.ts';
import { tokens, WIDE_SIGNS, type Token } from './lexer.ts';
import { isName, isSymbol, isWord, nameOf } from './reading-tokens.ts';
import { isRefused, readsFiles, TABLE_FUNCTIONS } from './refused-functions.ts';
import { tablesRead, type NamedRead } from './relations-read.ts';

/** Words a cell's SQL may begin with. */
const BEGINNINGS = ['SELECT', 'WITH', 'FROM', 'VALUES', 'PIVOT', 'UNPIVOT'];
/** Words of statements that are no queries and that people try inside one. */
const STATEMENTS = [
  'INSERT',
  'UPDATE',
  'DELETE',
  'MERGE',
  'CREATE',
  'DROP',
  'ALTER',
  'COPY',
  'ATTACH',
  'TRUNCATE',
  'EXECUTE',
  'CALL',
  'PRAGMA',
];
const PAIRS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
const CLOSING = Object.values(PAIRS);

function refuse(error: AppError): never {
  throw new AppFailure(error);
}

function span({ from, to }: Token): { readonly from: number; readonly to: number } {
  return { from, to };
}

/** Refuses what DuckDB would read otherwise than it looks, or what nothing closes. */
function checkSigns(read: readonly Token[]): void {
  for (const token of read) {
    const plain = WIDE_SIGNS[token.text];
    if (token.kind === 'symbol' && plain !== undefined) {
      refuse(appError('sql.wideSign', { sign: token.text, plain, ...span(token) }));
    }
    if (token.text.includes('\0')) {
      refuse(appError('sql.invalid', { detail: 'NUL (U+0000)', ...span(token) }));
    }
    if (!token.closed) refuse(appError('sql.unbalanced', span(token)));
    if ((token.kind === 'symbol' && token.text === '?') || isSymbol(token, '$')) {
      refuse(appError('sql.unknownInput', { name: token.text, ...span(token) }));
    }
  }
}

/** Refuses brackets that do not match and a second statement. */
function checkOneStatement(read: readonly Token[]): void {
  const open: Token[] = [];
  for (const [index, token] of read.entries()) {
    if (token.kind !== 'symbol') continue;
    if (token.text in PAIRS) open.push(token);
    if (CLOSING.includes(token.text)) {
      const last = open.pop();
      if (last === undefined || PAIRS[last.text] !== token.text)
        refuse(appError('sql.unbalanced', span(token)));
    }
    const after = read.slice(index + 1).find((next) => !isSymbol(next, ';'));
    if (token.text === ';' && after !== undefined) {
      refuse(appError('sql.several', { from: after.from, to: read.at(-1)?.to ?? after.to }));
    }
  }
  const last = open.pop();
  if (last !== undefined) refuse(appError('sql.unbalanced', span(last)));
}

function notSelect(word: string, token: Token): never {
  refuse(appError('sql.notSelect', { word, ...span(token) }));
}

/** Refuses what is no SELECT, as a whole or inside. */
function checkSelects(read: readonly Token[]): void {
  const first = read.find((token) => !isSymbol(token, '(')) ?? read[0];
  if (first === undefined || isSymbol(first, ';')) refuse(appError('sql.empty', {}));
  if (!isWord(first, ...BEGINNINGS)) notSelect(first.text.slice(0, 40), first);
  for (const [index, token] of read.entries()) {
    const [before, next] = [read[index - 1], read[index + 1]];
    if (isWord(before, 'AS') || isSymbol(before, '.')) continue;
    // UNPIVOT … INTO NAME is the one INTO of a query.
    if (isWord(token, 'INTO') && !isWord(next, 'NAME')) notSelect('SELECT … INTO', token);
    if (isWord(token, 'SHOW')) notSelect('SHOW', token);
    if (
      isWord(token, ...STATEMENTS) &&
      isSymbol(before, '(') &&
      isWord(read[index - 2], 'AS', 'MATERIALIZED')
    ) {
      notSelect(token.text.toUpperCase(), token);
    }
  }
}

function lastPart(read: NamedRead): string {
  return (read.parts.at(-1) ?? '').toLowerCase();
}

function refuseFunction(name: string, place: { readonly from: number; readonly to: number }): never {
  const params = { name, from: place.from, to: place.to };
  refuse(readsFiles(name) ? appError('sql.reader', params) : appError('sql.function', params));
}

/** Whether a name is one of a file or an address. */
function looksLikeFile(name: string): boolean {
  return /[/\\]|\.(?:csv|tsv|txt|parquet|json|ndjson|jsonl|xlsx|db|duckdb|gz|zst)$/iu.test(name);
}

/** Refuses functions that reach outside the tables, and files and addresses in the place of tables. */
function checkReads(text: string, read: readonly Token[]): void {
  for (const [index, token] of read.entries()) {
    if (!isName(token) || !isSymbol(read[index + 1], '(')) continue;
    const name = nameOf(token).toLowerCase();
    if (isRefused(name)) refuseFunction(name, token);
  }
  const { functions, literals, relations } = tablesRead(text);
  for (const literal of literals) refuse(appError('sql.reader', { name: literal.text, ...span(literal) }));
  for (const called of functions) {
    if (!TABLE_FUNCTIONS.has(lastPart(called))) refuseFunction(called.parts.join('.'), called);
  }
  for (const { parts, from, to } of relations) {
    const name = parts.join('.');
    if (looksLikeFile(name)) refuse(appError('sql.reader', { name, from, to }));
  }
}

/** Whether a token holds escapes by backslash, which hold on in a text on the next line. */
function isEscaped(token: Token | undefined): boolean {
  return token?.kind === 'string' && /^e/iu.test(token.text);
}

/** A space or comment as blanks of the same length, its ends of lines kept so that places stay where they are. */
function blank(text: string): string {
  return text.replaceAll(/[^\n]/gu, (sign) => ' '.repeat(sign.length));
}

/**
 * Lets one SELECT through and nothing else. What it lets through can stand between brackets: `SELECT * FROM (\n…\n)`.
 * Defence in depth: DuckDB checks again that it is one statement, and its sandbox that nothing outside is read.
 *
 * @param text SQL as a user has written it
 * @returns tokens that put together are the SQL to run, of the same length up to its end: comments and wide spaces are
 *   blanks, closing semicolons are left out
 * @throws AppFailure `sql.empty`, `sql.wideSign`, `sql.unbalanced`, `sql.several`, `sql.notSelect`, `sql.reader`,
 *   `sql.function`, `sql.unknownInput`, `sql.invalid`, with the place
 */
export function guard(text: string): readonly Token[] {
  const all = tokens(text);
  checkSigns(all);
  const read = all.filter(({ kind }) => kind !== 'space' && kind !== 'comment');
  checkOneStatement(read);
  checkSelects(read);
  checkReads(text, read);
  let escaped = false;
  return all.flatMap((token): Token[] => {
    if (isSymbol(token, ';')) return [];
    if (token.kind !== 'space' && token.kind !== 'comment') {
      escaped = isEscaped(token);
      return [token];
    }
    const blanks = blank(token.text);
    return [{ ...token, kind: 'space', text: escaped ? blanks.replaceAll('\n', ' ') : blanks }];
  });
}
