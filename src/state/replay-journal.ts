import type { EngineApi } from '../contract/engine-api.ts';
import { newId, type FileId, type RunId } from '../contract/ids.ts';
import type { Result } from '../contract/result.ts';
import type { LoadTableRequest } from '../contract/tables.ts';
import type { EngineJournal, LoadedEntry, OpenedFile } from './engine-journal.ts';

/** The calls of the engine that bring it to where another one was. */
export type ReplayingEngine = Pick<
  EngineApi,
  | 'setPolicy'
  | 'openFile'
  | 'reopenFile'
  | 'load'
  | 'loadSample'
  | 'setRules'
  | 'loadTable'
  | 'dropTable'
  | 'mergeCustomers'
  | 'analyse'
>;

type Again = <T>(promise: Promise<Result<T>>) => Promise<Result<T>>;

/** A new engine on its way, and how files are read in it. */
interface Replay {
  readonly remote: ReplayingEngine;
  readonly again: Again;
  /** Has files read in the way that is asked for, where they are not read so already. */
  readonly read: (files: Iterable<OpenedFile>) => Promise<void>;
}

function begin(remote: ReplayingEngine, again: Again): Replay {
  const asRead = new Map<FileId, string>();
  const read = async (files: Iterable<OpenedFile>): Promise<void> => {
    for (const { fileId, file, wish } of files) {
      const wanted = wish ?? {};
      const [before, now] = [asRead.get(fileId), JSON.stringify(wanted)];
      if (before === undefined) await again(remote.openFile(newId<RunId>(), fileId, file));
      if ((before ?? '{}') !== now) await again(remote.reopenFile(newId<RunId>(), fileId, wanted));
      asRead.set(fileId, now);
    }
  };
  return { remote, again, read };
}

/**
 * Brings a new engine to where the old one was. Files are read as they were when they were loaded, and then as they were
 * looked at last. What cannot be done again is left out.
 *
 * @param again waits for a call, or for the new engine to die as well
 */
export async function replayJournal(
  remote: ReplayingEngine,
  journal: EngineJournal,
  again: Again,
): Promise<void> {
  const { loaded, policy } = journal;
  const replay = begin(remote, again);
  if (policy !== null) await again(remote.setPolicy(policy));
  if (loaded !== null) await replayOrders(replay, journal, loaded);
  await replayTables(replay, journal);
  await replay.read(journal.files);
  for (const { datasetId, analysisId, params } of journal.analyses.values()) {
    await again(remote.analyse(newId<RunId>(), datasetId, analysisId, params));
  }
}

async function replayOrders(
  { remote, again, read }: Replay,
  journal: EngineJournal,
  loaded: LoadedEntry,
): Promise<void> {
  if (loaded.kind === 'file') await read(journal.filesOf(loaded.request));
  const result = await again(
    loaded.kind === 'sample'
      ? remote.loadSample(newId<RunId>(), loaded.datasetId)
      : remote.load(newId<RunId>(), loaded.request),
  );
  if (!result.ok) journal.dropLoaded();
  else if (journal.rules !== null) {
    await again(remote.setRules(newId<RunId>(), result.value.datasetId, journal.rules));
  }
}

/** Loads tables beside the orders, and merges customers with those of them that were there then. */
async function replayTables({ remote, again, read }: Replay, journal: EngineJournal): Promise<void> {
  const { loaded, tables, merged } = journal;
  const load = async (requests: readonly LoadTableRequest[]): Promise<void> => {
    for (const request of requests) {
      await read(journal.filesOf(request));
      await again(remote.loadTable(newId<RunId>(), request));
    }
  };
  const datasetId = loaded?.kind === 'file' ? loaded.request.datasetId : loaded?.datasetId;
  const before = merged?.tables ?? [];
  await load(before);
  if (merged !== null && datasetId !== undefined) {
    await again(remote.mergeCustomers(newId<RunId>(), datasetId, merged.merge));
  }
  const gone = before.filter((request) => !tables.includes(request));
  for (const tableId of new Set(gone.map(({ tableId: own, appendTo }) => appendTo ?? own))) {
    await again(remote.dropTable(newId<RunId>(), tableId));
  }
  await load(tables.filter((request) => !before.includes(request)));
}
