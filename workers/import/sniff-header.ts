import { findFormat } from '../../src/data/column-format.ts';
import { isKnownName } from '../../src/data/role-names.ts';

function isEmpty(text: string): boolean {
  return text.trim() === '';
}

function kindOf(values: readonly string[]): string {
  return findFormat('', values).format.kind;
}

/** Values that names do not look like: numbers and dates. */
function looksLikeValue(text: string): boolean {
  return /\d/u.test(text) && (kindOf([text.trim()]) !== 'text' || /^\d+$/u.test(text.trim()));
}

/**
 * Tells whether the first record names the columns: it does when it holds no number and no date while the
 * records below do, when its words are names of columns, or else when none of its words comes back below.
 *
 * @param first the first record
 * @param below the records after it
 */
export function hasHeader(first: readonly string[], below: readonly (readonly string[])[]): boolean {
  const known = first.filter(isKnownName).length;
  if (known >= 2) return true;
  const values = first.filter(looksLikeValue).length;
  if (values > 0) return known > values;
  if (below.length === 0) return true;
  const columns = first.map((_, index) =>
    below.map((fields) => fields[index] ?? '').filter((value) => !isEmpty(value)),
  );
  const typed = columns.some((column) => column.length > 0 && kindOf(column) !== 'text');
  const codes = columns.some((column) => column.length > 0 && column.every((value) => /^\d+$/u.test(value)));
  if (typed || codes || known > 0) return true;
  return first.every((name, index) => columns[index]?.includes(name) !== true);
}
