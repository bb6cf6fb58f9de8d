import type { CatalogColumn } from '../contract/notebook.ts';
import { ROLE_COLUMNS } from '../data/relations.ts';
import type { ExtraColumn } from './analysis.ts';

/** Names that columns without a role cannot have, since columns of `orders` that have one are called so. */
const RESERVED: ReadonlySet<string> = new Set([
  ...Object.values(ROLE_COLUMNS),
  'customer_id',
  'order_id',
  'flags',
]);

const KINDS = {
  text: 'text',
  boolean: 'text',
  integer: 'number',
  number: 'number',
  date: 'date',
  timestamp: 'date',
} as const satisfies Readonly<Record<CatalogColumn['type'], ExtraColumn['kind']>>;

/**
 * Columns of a relation that go along when its rows are taken for orders: those that play no role and name nobody.
 *
 * @param played names of columns that play one
 */
export function extraColumnsOf(
  columns: readonly CatalogColumn[],
  played: ReadonlySet<string>,
): readonly ExtraColumn[] {
  return columns
    .filter(({ name, identifier }) => !identifier && !played.has(name) && !RESERVED.has(name.toLowerCase()))
    .map(({ name, type }) => ({ name, kind: KINDS[type] }));
}
