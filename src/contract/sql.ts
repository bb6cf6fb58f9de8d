/** SQL text that was put together by {@link sql}; user data in it is quoted. */
export class Sql {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}

/** Quotes a name of a table or column. */
export function identifier(name: string): Sql {
  return new Sql(`"${name.replaceAll('"', '""')}"`);
}

/**
 * Writes a value as an SQL literal.
 *
 * @throws RangeError for numbers that SQL cannot write (NaN, infinities) and for text with a NUL character
 */
export function literal(value: string | number | boolean | null): Sql {
  if (value === null) return new Sql('NULL');
  if (typeof value === 'boolean') return new Sql(value ? 'TRUE' : 'FALSE');
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new RangeError(`no SQL literal for ${value}`);
    return new Sql(Object.is(value, -0) ? '0' : String(value));
  }
  if (value.includes('\0')) throw new RangeError('no SQL literal for text with a NUL character');
  return new Sql(`'${value.replaceAll("'", "''")}'`);
}

type Part = Sql | readonly Sql[] | string | number | boolean | null;

function render(part: Part): string {
  if (part instanceof Sql) return part.text;
  if (Array.isArray(part)) return part.map((each: Sql) => each.text).join(', ');
  return literal(part as string | number | boolean | null).text;
}

/**
 * Template tag for SQL. Plain values become literals, {@link Sql} values are put in as they are, and lists of
 * them are joined with commas. It is the only way SQL is put together, so user data never becomes SQL text.
 */
export function sql(strings: TemplateStringsArray, ...parts: readonly Part[]): Sql {
  const text = strings.reduce((all, piece, index) => {
    const part = parts[index - 1];
    return all + (part === undefined ? '' : render(part)) + piece;
  });
  return new Sql(text);
}

/** Joins pieces of SQL with a separator such as `AND`. */
export function joined(pieces: readonly Sql[], separator: string): Sql {
  return new Sql(pieces.map((piece) => piece.text).join(separator));
}
