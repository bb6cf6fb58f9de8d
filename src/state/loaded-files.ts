import type { KeptLoad, KeptUse } from '../contract/kept.ts';
import type { EngineJournal, OpenedFile } from './engine-journal.ts';

/** Files that what is loaded came from, and how they were loaded. */
export interface LoadedFiles {
  readonly files: readonly File[];
  readonly load: KeptLoad;
}

/**
 * What the journal of the engine knows of the files that are loaded.
 *
 * @returns null where nothing is loaded, or the sample, which can be made again at any time
 */
export function filesAsLoaded(journal: EngineJournal): LoadedFiles | null {
  const { loaded, tables, rules, merged } = journal;
  if (loaded?.kind === 'sample' || (loaded === null && tables.length === 0)) return null;
  const files: File[] = [];
  const useOf = ({ file, wish }: OpenedFile): KeptUse => {
    if (!files.includes(file)) files.push(file);
    return { file: files.indexOf(file), wish: wish ?? {} };
  };
  const orders =
    loaded === null
      ? null
      : {
          uses: journal.filesOf(loaded.request).map(useOf),
          mapping: loaded.request.mapping,
          rules: { ...loaded.request.rules, ...rules },
          merge: merged?.merge ?? null,
        };
  const load = {
    orders,
    tables: tables.flatMap((request) =>
      journal.filesOf(request).map((opened) => ({
        ...useOf(opened),
        mapping: request.mapping,
        apart: request.appendTo === null,
      })),
    ),
  };
  return { files, load };
}
