import { appError, AppFailure } from '../contract/error.ts';
import type { InputValue } from '../contract/notebook.ts';
import { literal, sql, type Sql } from '../contract/sql.ts';
import type { Token } from './lexer.ts';
import { PositionMap } from './position-map.ts';

/** What an input stands for in SQL. */
function literalOf(input: InputValue): Sql {
  switch (input.type) {
    case 'date':
      return sql`DATE ${input.value}`;
    case 'number':
      // Two minus signs side by side would begin a comment.
      return input.value < 0 ? sql`(${input.value})` : literal(input.value);
    case 'text':
      return literal(input.value);
    case 'texts':
      return sql`CAST([${input.values.map((value) => literal(value))}] AS VARCHAR[])`;
  }
}

/** Names of the parameters in SQL, each once. */
export function parametersOf(all: readonly Token[]): readonly string[] {
  const names = all.filter(({ kind }) => kind === 'parameter').map(({ text }) => text.slice(1));
  return [...new Set(names)];
}

/**
 * Puts literals in the place of `$name`. What stands in strings, comments and quoted names is left alone.
 *
 * @param all tokens that the guard has let through
 * @param inputs values by name, the `$` left out
 * @param before SQL to put before tokens, by where they begin: what names have to be completed with
 * @returns the SQL to run, and which of its places belongs to which of the user's
 * @throws AppFailure `sql.unknownInput` with the place
 * @throws RangeError for values that SQL cannot write
 */
export function withInputs(
  all: readonly Token[],
  inputs: Readonly<Record<string, InputValue>>,
  before: ReadonlyMap<number, Sql> = new Map(),
): { readonly text: string; readonly places: PositionMap } {
  const places = new PositionMap();
  for (const token of all) {
    if (token.kind !== 'parameter') {
      places.add((before.get(token.from)?.text ?? '') + token.text, token);
      continue;
    }
    const name = token.text.slice(1);
    const input = Object.hasOwn(inputs, name) ? inputs[name] : undefined;
    if (input === undefined) {
      throw new AppFailure(appError('sql.unknownInput', { name, from: token.from, to: token.to }));
    }
    places.add(` ${literalOf(input).text} `, token);
  }
  return { text: places.text, places };
}
