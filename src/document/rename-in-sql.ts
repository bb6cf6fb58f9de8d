import { tokens, type Token } from '../query/lexer.ts';
import { isName, isSymbol, isWord, nameOf, readingTokens } from '../query/reading-tokens.ts';
import { tablesRead, type NamedRead } from '../query/relations-read.ts';
import { isSameName } from './names.ts';

/** What a name stands for: `$name`, a table, or what stands before the dot of a table. */
export type NameUse = 'input' | 'relation' | 'schema';

/** What the engine's relations may be preceded by. */
const HOME = ['notebook', 'main'];

/** Where the name of the notebook begins in a dotted name, after `notebook.` and `main.`. */
function startOf(parts: readonly string[]): number {
  const start = parts.findIndex((part) => !HOME.some((home) => isSameName(home, part)));
  return start < 0 ? parts.length - 1 : start;
}

/** Whether a table that is read is the relation, or is in the schema, of that name. */
function isRead({ parts }: NamedRead, use: 'relation' | 'schema', name: string): boolean {
  const start = startOf(parts);
  const isOf = isSameName(parts[start] ?? '', name);
  return isOf && (use === 'relation') === (parts.length - start === 1);
}

/** Whether the SQL itself calls something so, as an alias or by WITH, so that `name.column` may mean that. */
function isOwnName(code: readonly Token[], reads: readonly NamedRead[], name: string): boolean {
  const ends = new Set(reads.map(({ to }) => to));
  return code.some((token, index) => {
    if (!isName(token) || !isSameName(nameOf(token), name)) return false;
    const before = code[index - 1];
    const isAlias =
      before !== undefined && (isWord(before, 'AS') || ends.has(before.to) || isSymbol(before, ')'));
    return isAlias || isWord(code[index + 1], 'AS');
  });
}

/** Tokens of the SQL that name the relation or schema. */
function tokensNaming(sql: string, use: 'relation' | 'schema', name: string): ReadonlySet<number> {
  const code = readingTokens(sql);
  const reads = tablesRead(sql).relations;
  const found = new Set<number>();
  for (const read of reads.filter((each) => isRead(each, use, name))) {
    const names = code.filter((token) => token.from >= read.from && token.to <= read.to && isName(token));
    const named = names[startOf(read.parts)];
    if (named !== undefined) found.add(named.from);
  }
  if (found.size === 0 || isOwnName(code, reads, name)) return found;
  for (const [index, token] of code.entries()) {
    if (!isName(token) || !isSameName(nameOf(token), name)) continue;
    if (!isSymbol(code[index + 1], '.') || isSymbol(code[index - 1], '.')) continue;
    if (!reads.some(({ from, to }) => token.from >= from && token.to <= to)) found.add(token.from);
  }
  return found;
}

/**
 * SQL in which a name of the notebook is another. Only that name is replaced, at the places where tables are read and
 * before the dots of their columns: strings, comments, columns that are called the same, and names the SQL gives by AS
 * and WITH stay.
 *
 * @param sql as a user has written it; need not be valid
 * @param use what the name stands for
 */
export function renameInSql(sql: string, use: NameUse, from: string, to: string): string {
  if (use === 'input') {
    return tokens(sql)
      .map(({ kind, text }) => (kind === 'parameter' && isSameName(text.slice(1), from) ? `$${to}` : text))
      .join('');
  }
  const places = tokensNaming(sql, use, from);
  return tokens(sql)
    .map((token) => {
      if (!places.has(token.from)) return token.text;
      return token.kind === 'quoted' ? `"${to}"` : to;
    })
    .join('');
}
