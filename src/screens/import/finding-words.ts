import type { Finding } from '../../contract/doctor.ts';
import type { Workspace } from '../../state/workspace.svelte.ts';

/** What was found, as a sentence. */
export function findingWords(
  workspace: Pick<Workspace, 't' | 'locale'>,
  { code, columns, rows, detail }: Finding,
): string {
  const list = new Intl.ListFormat(workspace.locale, { type: 'conjunction' });
  const named = list.format(columns.map((name) => `“${name}”`));
  return workspace.t(`doctor.find.${code}`, { count: rows, columns: named, detail });
}
