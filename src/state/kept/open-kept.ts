import type { Mapping } from '../../contract/import.ts';
import type { KeptData, KeptFigures, KeptUse } from '../../contract/kept.ts';
import type { SideMapping, TableKind } from '../../contract/tables.ts';
import { sameFigures } from '../../data/kept-comparison.ts';
import { WHOLE_FILE } from '../../data/load-part.ts';
import type { Choices } from '../recipe-book.svelte.ts';
import type { Workspace } from '../workspace.svelte.ts';
import { keptFiles } from './kept-folders.ts';

/** A kept file as it is to be opened and loaded again. */
interface Reopened {
  readonly file: File;
  readonly choices: Choices;
  readonly apart: boolean;
}

function choicesOf(kind: TableKind, mapping: Mapping | SideMapping, { wish }: KeptUse): Choices {
  const { roles, extras, formats, currency, pseudonymise } = mapping;
  return {
    kind,
    roles,
    extras,
    formats,
    currency,
    utcOffset: mapping.utcOffset ?? null,
    cancellations: 'cancellations' in mapping ? mapping.cancellations : null,
    part: 'part' in mapping ? mapping.part : WHOLE_FILE,
    rules: {},
    pseudonyms: pseudonymise?.columns ?? [],
    purpose: pseudonymise?.purpose ?? '',
    wish,
  };
}

function reopened({ load }: KeptData, files: readonly File[]): readonly Reopened[] {
  const { orders, tables } = load;
  const found = [
    ...(orders === null
      ? []
      : orders.uses.map((use) => ({ use, choices: choicesOf('orders', orders.mapping, use), apart: false }))),
    ...tables.map((use) => ({
      use,
      choices: choicesOf(use.mapping.kind, use.mapping, use),
      apart: use.apart,
    })),
  ];
  return found.flatMap(({ use, choices, apart }) => {
    const file = files[use.file];
    return file === undefined ? [] : [{ file, choices, apart }];
  });
}

/** What came of opening kept data. */
interface OpenedKept {
  /** Whether the receipt has the figures it had; null where there is none to compare. */
  readonly same: boolean | null;
}

function compared(figures: KeptFigures | null, workspace: Workspace): OpenedKept {
  const receipt = workspace.dataset?.receipt;
  return { same: figures === null || receipt === undefined ? null : sameFigures(figures, receipt) };
}

/**
 * Opens kept data: its files are opened, read and loaded as any others are, in the way they were. They take the place of
 * all that is loaded.
 *
 * @returns null where something kept it from being loaded, which the screen then shows
 */
export async function openKept(workspace: Workspace, kept: KeptData): Promise<OpenedKept | null> {
  const { imports, recipes, tables, notices } = workspace;
  if (!workspace.canOpen) return null;
  const files = await keptFiles(kept);
  if (!files.ok) {
    notices.error(files.error);
    return null;
  }
  const wanted = reopened(kept, files.value);
  await imports.clear();
  for (const table of tables.list) await tables.remove(table);
  await workspace.openFiles(wanted.map(({ file }) => file));
  const sessions = imports.list;
  for (const [at, { file, choices, apart }] of wanted.entries()) {
    const session = sessions[at];
    if (session?.file !== file || session.preview === null) return null;
    await recipes.readAs(session, choices);
    session.apart = apart;
  }
  await workspace.loadFile();
  if (imports.list.some(({ loadState }) => loadState !== 'loaded')) return null;
  const { orders } = kept.load;
  const { dataset } = workspace;
  if (orders !== null && dataset !== null) {
    await dataset.setRules({ ...dataset.rules, ...orders.rules });
    if (orders.merge !== null) await dataset.merge(orders.merge);
  }
  return compared(kept.figures, workspace);
}
