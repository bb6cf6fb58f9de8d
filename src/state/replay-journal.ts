import type { EngineApi } from '../contract/engine-api.ts';
import { newId, type RunId } from '../contract/ids.ts';
import type { Result } from '../contract/result.ts';
import type { EngineJournal, LoadedEntry } from './engine-journal.ts';

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

/**
 * Brings a new engine to where the old one was. What cannot be done again is left out.
 *
 * @param again waits for a call, or for the new engine to die as well
 */
export async function replayJournal(
  remote: ReplayingEngine,
  journal: EngineJournal,
  again: Again,
): Promise<void> {
  const { files, loaded, policy } = journal;
  if (policy !== null) await again(remote.setPolicy(policy));
  for (const { fileId, file, wish } of files) {
    await again(remote.openFile(newId<RunId>(), fileId, file));
    if (wish !== null) await again(remote.reopenFile(newId<RunId>(), fileId, wish));
  }
  if (loaded !== null) await replayOrders(remote, journal, loaded, again);
  await replayTables(remote, journal, again);
  for (const { datasetId, analysisId, params } of journal.analyses.values()) {
    await again(remote.analyse(newId<RunId>(), datasetId, analysisId, params));
  }
}

async function replayOrders(
  remote: ReplayingEngine,
  journal: EngineJournal,
  loaded: LoadedEntry,
  again: Again,
): Promise<void> {
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
async function replayTables(
  remote: ReplayingEngine,
  { loaded, tables, merged }: EngineJournal,
  again: Again,
): Promise<void> {
  const datasetId = loaded?.kind === 'file' ? loaded.request.datasetId : loaded?.datasetId;
  const before = merged?.tables ?? [];
  for (const request of before) await again(remote.loadTable(newId<RunId>(), request));
  if (merged !== null && datasetId !== undefined) {
    await again(remote.mergeCustomers(newId<RunId>(), datasetId, merged.merge));
  }
  const gone = before.filter((request) => !tables.includes(request));
  for (const tableId of new Set(gone.map(({ tableId: own, appendTo }) => appendTo ?? own))) {
    await again(remote.dropTable(newId<RunId>(), tableId));
  }
  const added = tables.filter((request) => !before.includes(request));
  for (const request of added) await again(remote.loadTable(newId<RunId>(), request));
}
