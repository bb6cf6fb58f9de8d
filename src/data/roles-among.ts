import type { AnyRole } from '../contract/tables.ts';

/** The columns of some of the roles. */
export function rolesAmong<R extends AnyRole>(
  wanted: readonly R[],
  roles: Readonly<Partial<Record<AnyRole, string>>>,
): Readonly<Partial<Record<R, string>>> {
  const found: Partial<Record<R, string>> = {};
  for (const role of wanted) {
    const column = roles[role];
    if (column !== undefined) found[role] = column;
  }
  return found;
}
