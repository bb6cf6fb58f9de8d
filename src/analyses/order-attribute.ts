import { identifier, type Sql } from '../contract/sql.ts';
import { ROLE_COLUMNS } from '../data/relations.ts';
import type { BoundData } from './analysis.ts';

/** Roles by whose values customers can be told apart. */
export const ATTRIBUTE_ROLES = ['channel', 'country', 'category'] as const;

/**
 * The column of `orders` that an attribute stands in: the role channel, country or category, or the name of a text
 * column without a role.
 *
 * @returns null when the data have no such attribute
 */
export function attributeColumn(
  data: Pick<BoundData, 'roles' | 'extraColumns'>,
  attribute: string,
): Sql | null {
  const role = ATTRIBUTE_ROLES.find((each) => each === attribute);
  if (role !== undefined) return data.roles.includes(role) ? identifier(ROLE_COLUMNS[role]) : null;
  const extra = data.extraColumns.find(({ name, kind }) => kind === 'text' && name === attribute);
  return extra === undefined ? null : identifier(extra.name);
}
