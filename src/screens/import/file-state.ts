import type { PlainKey } from '../../i18n/messages.ts';
import type { ImportFiles } from '../../state/import-files.svelte.ts';
import type { ImportSession } from '../../state/import-session.svelte.ts';

/** Where a file on its way in stands, as the message that says so. */
export function fileState(session: ImportSession): Extract<PlainKey, `files.state.${string}`> {
  if (session.loadState !== 'idle') return `files.state.${session.loadState}`;
  if (session.reading) return 'files.state.reading';
  if (session.error !== null) return 'files.state.failed';
  return session.canLoad ? 'files.state.ready' : 'files.state.incomplete';
}

/** The file before it on the list that becomes the same table beside the orders; null where there is none. */
export function sideFileBefore<S extends Pick<ImportSession, 'kind' | 'canLoad' | 'loadState'>>(
  files: { readonly list: readonly S[] },
  session: S,
): S | null {
  if (session.kind === 'orders' || session.loadState === 'loaded') return null;
  const before = files.list.slice(0, files.list.indexOf(session));
  return before.findLast(({ kind, canLoad }) => kind === session.kind && canLoad) ?? null;
}

/** The file of orders that the rows of another follow; null where it is the first, or no orders. */
export function followed(files: ImportFiles, session: ImportSession): ImportSession | null {
  if (session.kind !== 'orders') return null;
  const first = files.list.find((each) => each.kind === 'orders' && each.preview !== null);
  return first === undefined || first === session ? null : first;
}
