import type { FilePreview, Mapping, Role } from '../contract/import.ts';
import { findCurrency } from './currency.ts';

/** Values of a column in the first rows of a preview. */
function valuesOf(preview: FilePreview, index: number): string[] {
  return preview.rows.flatMap((row) => row[index] ?? []);
}

/** The suggested columns by role. */
function suggestedRoles(preview: FilePreview): Mapping['roles'] {
  const roles: Partial<Record<Role, string>> = {};
  for (const { name, suggestion } of preview.columns) {
    if (suggestion !== null) roles[suggestion.role] = name;
  }
  return roles;
}

/**
 * The mapping a user starts from: the suggested roles, no extra columns, columns read as found, and the
 * currency that the amounts (or else the unit prices) speak of.
 *
 * @param roles the columns by role, where they are known already
 */
export function suggestMapping(preview: FilePreview, roles = suggestedRoles(preview)): Mapping {
  const money = roles.amount ?? roles.unitPrice;
  const index = preview.columns.findIndex((column) => column.name === money);
  const currency = money === undefined ? null : findCurrency(money, valuesOf(preview, index));
  return { roles, extras: [], formats: {}, currency };
}
