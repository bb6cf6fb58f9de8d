import type { Dialect } from '../../../src/contract/import.ts';

/** What must stand in quotes to be read as it is. */
const NEEDS_QUOTES = /[",\r\n]/u;

/** How tables are cut that are written here. */
export function writtenDialect(header: boolean): Dialect {
  return { delimiter: ',', quote: '"', header, skipLines: 0, bom: false };
}

function written(value: string): string {
  return NEEDS_QUOTES.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

/**
 * One row as a line of delimited text, its line end included.
 *
 * @param values of its fields; fields that are missing up to the width are empty
 * @param width columns of the table
 */
export function writtenRow(values: readonly string[], width: number): string {
  let line = '';
  const count = Math.max(values.length, width);
  for (let index = 0; index < count; index += 1) {
    const value = values[index] ?? '';
    line += index === 0 ? written(value) : `,${written(value)}`;
  }
  return `${line}\n`;
}
