import { ANALYSES } from '../../analyses/index.ts';
import type { Role } from '../../contract/import.ts';
import { missingRoles } from '../../data/readiness.ts';
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

/** Says of every analysis whether it is ready with the roles there are, and what it lacks. */
export function readinessOf(workspace: Workspace, present: readonly Role[]): Readiness[] {
  return ANALYSES.map((analysis) => {
    const missing = missingRoles(present, analysis.roles.required).flat();
    return {
      id: analysis.id,
      title: workspace.say(analysis.title),
      summary: workspace.say(analysis.summary),
      lacks: missing.length === 0 ? null : rolesInWords(workspace, missing),
    };
  });
}
