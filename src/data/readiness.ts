import type { Role } from '../contract/import.ts';

/** What an analysis needs: each entry is a set of alternatives, an alternative one role or all of a list. */
export type RoleRequirement = readonly (readonly (Role | readonly Role[])[])[];

/** What a file needs to be loaded: customers, and either the dates of their orders or how long they have been there. */
export const LOADABLE: RoleRequirement = [['customerId'], ['orderedAt', 'tenure']];

function rolesOf(alternative: Role | readonly Role[]): readonly Role[] {
  return typeof alternative === 'string' ? [alternative] : alternative;
}

/**
 * Finds what an analysis lacks.
 *
 * @param present roles that have a column
 * @param required the requirement
 * @returns the entries that are not met, each as the roles still missing from its nearest alternative; empty
 *   when the analysis is ready
 */
export function missingRoles(
  present: readonly Role[],
  required: RoleRequirement,
): readonly (readonly Role[])[] {
  const there = new Set(present);
  return required.flatMap((alternatives) => {
    const lacks = alternatives.map((alternative) => rolesOf(alternative).filter((role) => !there.has(role)));
    if (lacks.length === 0 || lacks.some((lack) => lack.length === 0)) return [];
    return [lacks.reduce((nearest, lack) => (lack.length < nearest.length ? lack : nearest))];
  });
}
