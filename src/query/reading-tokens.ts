import { tokens, type Token } from './lexer.ts';

/** Tokens that DuckDB reads: without spaces and comments. */
export function readingTokens(sql: string): readonly Token[] {
  return tokens(sql).filter(({ kind }) => kind !== 'space' && kind !== 'comment');
}

/** Whether a token is one of some words of SQL; `"select"` in quotes is a name. */
export function isWord(token: Token | undefined, ...words: readonly string[]): boolean {
  return token?.kind === 'word' && words.includes(token.text.toUpperCase());
}

/** Whether a token is a sign of SQL. */
export function isSymbol(token: Token | undefined, symbol: string): boolean {
  return token?.kind === 'symbol' && token.text === symbol;
}

/** Whether a token can name a table, column or function. */
export function isName(token: Token | undefined): token is Token {
  return token?.kind === 'word' || token?.kind === 'quoted';
}

/** What a token names: quotes taken off. */
export function nameOf(token: Token): string {
  return token.kind === 'quoted' ? token.text.slice(1, -1).replaceAll('""', '"') : token.text;
}
