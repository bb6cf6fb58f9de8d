import type { FilePreview, Mapping, Role } from '../contract/import.ts';
import { findCurrency } from './currency.ts';

/** Values of a column in the first rows of a preview. */
function valuesOf(preview: FilePreview, index: number): string[] {
  return preview.rows.flatMap((row) => row[index] ?? []);
}

/**
 * The mapping a user starts from: the suggested roles, no extra columns, columns read as found, and the
 * currency that the amounts (or else the unit prices) speak of.
 */
export function suggestMapping(preview: FilePreview): Mapping {
  const roles: Partial<Record<Role, string>> = {};
  for (const { name, suggestion } of preview.columns) {
    if (suggestion !== null) roles[suggestion.role] = name;
  }
  const money = roles.amount ?? roles.unitPrice;
  const index = preview.columns.findIndex((column) => column.name === money);
  const currency = money === undefined ? null : findCurrency(money, valuesOf(preview, index));
  return { roles, extras: [], formats: {}, currency };
}
