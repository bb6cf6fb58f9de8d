import { ROLES, type FilePreview, type PreviewColumn, type Role } from '../contract/import.ts';
import type { ReadingWish } from '../contract/reading.ts';
import { SIDE_ROLES, type AnyRole, type TableKind } from '../contract/tables.ts';
import { findCurrency } from '../data/currency.ts';

/** Columns by the roles they play. */
export type ColumnsByRole = Readonly<Partial<Record<AnyRole, string>>>;

/** Roles that a table of a kind has, in the order they are offered. */
export function rolesOfKind(kind: TableKind): readonly AnyRole[] {
  return kind === 'orders' ? ROLES : SIDE_ROLES[kind];
}

/** The role each column of orders is thought to play; where two columns compete, the surer one wins. */
function orderRoles(columns: readonly PreviewColumn[]): Partial<Record<Role, string>> {
  const roles: Partial<Record<Role, string>> = {};
  const sure: Partial<Record<Role, number>> = {};
  for (const { name, suggestion } of columns) {
    if (suggestion === null || (sure[suggestion.role] ?? -1) >= suggestion.confidence) continue;
    roles[suggestion.role] = name;
    sure[suggestion.role] = suggestion.confidence;
  }
  return roles;
}

/**
 * The columns a preview suggests for the roles of a kind of table. Where the file is not thought to be of that kind,
 * roles that orders have too are taken from there.
 */
export function suggestedRoles({ kinds, columns }: FilePreview, kind: TableKind): ColumnsByRole {
  const found = kinds.find((each) => each.kind === kind)?.roles;
  if (found !== undefined) return found;
  const known = rolesOfKind(kind);
  const shared = Object.entries(orderRoles(columns)).filter(([role]) => known.some((each) => each === role));
  return Object.fromEntries(shared);
}

/** Roles whose columns hold money. */
const MONEY: readonly AnyRole[] = ['amount', 'unitPrice', 'value', 'cost', 'conversionValue'];

/** The currency that the columns of money speak of, if any. */
export function suggestedCurrency({ columns, rows }: FilePreview, roles: ColumnsByRole): string | null {
  for (const role of MONEY) {
    const index = columns.findIndex(({ name }) => name === roles[role]);
    const column = columns[index];
    if (column === undefined) continue;
    const values = rows.slice(0, 20).map((row) => row[index] ?? '');
    const found = findCurrency(column.name, values);
    if (found !== null) return found;
  }
  return null;
}

/**
 * A wish with something else settled. What rests on it is left to be found again: another entry of an archive is another
 * file, another sheet another table.
 *
 * @param settled what the user has settled so far
 * @param change what the user settles now
 */
export function changedWish(settled: ReadingWish, change: ReadingWish): ReadingWish {
  if (change.entry !== undefined) return change;
  const otherTable = 'sheet' in change || 'unroll' in change || 'headerRow' in change || 'format' in change;
  if (!otherTable) return { ...settled, ...change };
  const { entry, encoding, sheet } = settled;
  return {
    ...(entry === undefined ? {} : { entry }),
    ...(encoding === undefined ? {} : { encoding }),
    ...(sheet === undefined ? {} : { sheet }),
    ...change,
  };
}

/** Whether two previews have the same columns, so that what was said of them still holds. */
export function sameColumns(before: FilePreview | null, after: FilePreview): boolean {
  const names = (preview: FilePreview): string => preview.columns.map(({ name }) => name).join('\u0000');
  return before !== null && names(before) === names(after);
}
