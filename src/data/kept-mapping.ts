import { ROLES, type Mapping, type Role } from '../contract/import.ts';
import { SIDE_ROLES, type SideKind, type SideMapping, type SideRole } from '../contract/tables.ts';
import type { KeptRecipe } from './kept-recipe.ts';
import { rolesAmong } from './roles-among.ts';

/** What the user has chosen that orders and tables beside them have in common. */
function chosen(recipe: KeptRecipe): Omit<Mapping, 'roles' | 'cancellations' | 'part' | 'utcOffset'> {
  const { extras, formats, currency, reading, pseudonyms, purpose } = recipe;
  return {
    extras,
    formats,
    currency,
    ...(reading.cures === undefined ? {} : { cures: reading.cures }),
    ...(pseudonyms.length === 0 ? {} : { pseudonymise: { columns: pseudonyms, purpose } }),
  };
}

/** What a file becomes as orders by a recipe of the page. */
export function ordersByKept(recipe: KeptRecipe): Mapping {
  const { cancellations, part, utcOffset } = recipe;
  return {
    ...chosen(recipe),
    roles: rolesAmong<Role>(ROLES, recipe.roles),
    utcOffset,
    ...(cancellations === null ? {} : { cancellations }),
    ...(part === undefined ? {} : { part }),
  };
}

/** What a file becomes as a table beside the orders by a recipe of the page. */
export function tableByKept(recipe: KeptRecipe, kind: SideKind): SideMapping {
  const { utcOffset } = recipe;
  return {
    ...chosen(recipe),
    kind,
    roles: rolesAmong<SideRole>(SIDE_ROLES[kind], recipe.roles),
    utcOffset,
  };
}
