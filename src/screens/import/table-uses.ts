import type { AnyRole, SideKind } from '../../contract/tables.ts';
import type { ColumnsByRole } from '../../state/import-suggestions.ts';
import type { Workspace } from '../../state/workspace.svelte.ts';
import { roleName } from './role-words.ts';

/** What a table beside the orders can be used for, and what it lacks for that. */
export interface TableUse {
  readonly id: 'sql' | 'match' | 'timeline' | 'merge' | 'analyses';
  /** Roles still missing, in words; null when it is ready. */
  readonly lacks: string | null;
}

/** The role that says when something happened, by the kind of table; customers have none that counts. */
const WHEN: Readonly<Partial<Record<SideKind, AnyRole>>> = {
  events: 'occurredAt',
  answers: 'answeredAt',
  touches: 'touchedAt',
  consents: 'decidedAt',
  tickets: 'openedAt',
};

/** Roles each use needs: every entry, by any of its roles. */
function needs(kind: SideKind): readonly (readonly [TableUse['id'], readonly (readonly AnyRole[])[]])[] {
  const when = WHEN[kind];
  return [
    ['sql', []],
    ['match', [['customerId']]],
    ...(when === undefined ? [] : [['timeline', [['customerId'], [when]]] as const]),
    ...(kind === 'purchases' ? [['analyses', [['customerId'], ['orderedAt']]] as const] : []),
    ...(kind === 'customers' ? [['merge', [['customerId'], ['email', 'phone']]] as const] : []),
  ];
}

/** Says of every use of a table of a kind whether it is ready with the roles there are, and what it lacks. */
export function usesOf(workspace: Workspace, kind: SideKind, roles: ColumnsByRole): TableUse[] {
  const list = new Intl.ListFormat(workspace.locale, { type: 'conjunction' });
  const either = new Intl.ListFormat(workspace.locale, { type: 'disjunction' });
  return needs(kind).map(([id, entries]) => {
    const missing = entries.filter((any) => any.every((role) => roles[role] === undefined));
    const words = missing.map((any) => either.format(any.map((role) => roleName(workspace, role))));
    return { id, lacks: words.length === 0 ? null : list.format(words) };
  });
}
