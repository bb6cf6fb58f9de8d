import { ROLES, type PreviewColumn, type Role } from '../../contract/import.ts';
import type { AnyRole, TableKind } from '../../contract/tables.ts';
import type { ImportSession } from '../../state/import-session.svelte.ts';
import type { Workspace } from '../../state/workspace.svelte.ts';

function isOrderRole(role: AnyRole): role is Role {
  return ROLES.some((each) => each === role);
}

/** The name of a role, of orders or of a table beside them. */
export function roleName({ t }: Pick<Workspace, 't'>, role: AnyRole): string {
  return isOrderRole(role) ? t(`role.${role}`) : t(`sideRole.${role}`);
}

/** How sure a suggestion is, in a word. */
function sureness({ t }: Pick<Workspace, 't'>, confidence: number): string {
  return t(`confidence.${confidence >= 0.8 ? 'high' : confidence >= 0.5 ? 'medium' : 'low'}`);
}

/** Why a column has its role, in words; empty where it has none. */
export function roleWords(workspace: Workspace, session: ImportSession, column: PreviewColumn): string {
  const { t, locale } = workspace;
  const role = session.roleOf(column.name);
  if (role === null) return '';
  const { suggestion } = column;
  if (suggestion?.role === role) {
    const list = new Intl.ListFormat(locale, { type: 'conjunction' });
    return t('column.roleWords', {
      confidence: sureness(workspace, suggestion.confidence),
      reasons: list.format(suggestion.reasons.map((reason) => t(`why.${reason}`))),
    });
  }
  const kind = session.preview?.kinds.find((each) => each.kind === session.kind);
  return t(kind?.roles[role] === column.name ? 'column.suggested' : 'column.chosen');
}

/** Why a file is taken for the kind of table it is taken for, in words. */
export function kindWords(workspace: Workspace, session: ImportSession, kind: TableKind): string {
  const found = session.preview?.kinds[0];
  if (found?.kind !== kind) return workspace.t('kind.chosen');
  return workspace.t('kind.suggested', { confidence: sureness(workspace, found.confidence) });
}
