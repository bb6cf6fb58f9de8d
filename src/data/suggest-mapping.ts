import type { FilePreview, Mapping, Role } from '../contract/import.ts';
import { currenciesIn, findCurrency } from './currency.ts';

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

/** The currency that a column names, where it is the same for all rows that were looked at. */
function namedCurrency(preview: FilePreview): string | null {
  if (preview.notices.some(({ code }) => code === 'severalCurrencies')) return null;
  const named = preview.columns.flatMap(({ name }, index) => currenciesIn(name, valuesOf(preview, index)));
  return new Set(named).size === 1 ? (named[0] ?? null) : null;
}

/**
 * The mapping a user starts from: the suggested roles, no extra columns, columns read as found, and the
 * currency that the amounts (or else the unit prices) speak of, or else the one that a column names for all rows.
 *
 * @param roles the columns by role, where they are known already
 */
export function suggestMapping(preview: FilePreview, roles = suggestedRoles(preview)): Mapping {
  const money = roles.amount ?? roles.unitPrice;
  const index = preview.columns.findIndex((column) => column.name === money);
  const currency =
    money === undefined ? null : (findCurrency(money, valuesOf(preview, index)) ?? namedCurrency(preview));
  return { roles, extras: [], formats: {}, currency };
}
