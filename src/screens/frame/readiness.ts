import { ANALYSES } from '../../analyses/index.ts';
import type { Role } from '../../contract/import.ts';
import { missingRoles, type RoleRequirement } from '../../data/readiness.ts';
import type { Workspace } from '../../state/workspace.svelte.ts';

/** An analysis and what it lacks. */
export interface Readiness {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  /** Roles still missing, in words; null when it is ready. */
  readonly lacks: string | null;
}

/** Names of roles as a list in running text. */
export function rolesInWords({ t, locale }: Workspace, roles: readonly Role[]): string {
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });
  return list.format(roles.map((role) => t(`role.${role}`)));
}

/** What data with some roles lack, in words; null where they lack nothing. */
export function lackInWords(
  workspace: Workspace,
  present: readonly Role[],
  required: RoleRequirement,
): string | null {
  const missing = missingRoles(present, required).flat();
  return missing.length === 0 ? null : rolesInWords(workspace, missing);
}

/** Says of every analysis whether it is ready with the roles there are, and what it lacks. */
export function readinessOf(workspace: Workspace, present: readonly Role[]): Readiness[] {
  return ANALYSES.map((analysis) => ({
    id: analysis.id,
    title: workspace.say(analysis.title),
    summary: workspace.say(analysis.summary),
    lacks: lackInWords(workspace, present, analysis.roles.required),
  }));
}
