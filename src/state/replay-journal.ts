import type { Remote } from 'comlink';
import type { EngineApi } from '../contract/engine-api.ts';
import { newId, type RunId } from '../contract/ids.ts';
import type { Result } from '../contract/result.ts';
import type { EngineJournal } from './engine-journal.ts';

/**
 * Brings a new engine to where the old one was. What cannot be done again is left out.
 *
 * @param again waits for a call, or for the new engine to die as well
 */
export async function replayJournal(
  remote: Remote<EngineApi>,
  journal: EngineJournal,
  again: <T>(promise: Promise<Result<T>>) => Promise<Result<T>>,
): Promise<void> {
  const { files, loaded, rules, policy, analyses } = journal;
  if (policy !== null) await again(remote.setPolicy(policy));
  for (const { fileId, file, wish } of files) {
    await again(remote.openFile(newId<RunId>(), fileId, file));
    if (wish !== null) await again(remote.reopenFile(newId<RunId>(), fileId, wish));
  }
  if (loaded === null) return;
  const result = await again(
    loaded.kind === 'sample'
      ? remote.loadSample(newId<RunId>(), loaded.datasetId)
      : remote.load(newId<RunId>(), loaded.request),
  );
  if (!result.ok) {
    journal.dropLoaded();
    return;
  }
  if (rules !== null) await again(remote.setRules(newId<RunId>(), result.value.datasetId, rules));
  for (const { datasetId, analysisId, params } of analyses.values()) {
    await again(remote.analyse(newId<RunId>(), datasetId, analysisId, params));
  }
}
