import { untrack } from 'svelte';
import type { CleaningReceipt } from '../../contract/import.ts';
import type { Dataset } from '../dataset.svelte.ts';
import { DocumentShelf } from '../documents/document-shelf.ts';
import type { EnginePort } from '../engine-port.ts';

/** What is watched. */
interface Watched {
  readonly engine: EnginePort;
  /** The loaded data; reactive. */
  readonly dataset: () => Dataset | null;
}

/**
 * Has the engine prepare the dashboard that is likely to be opened, after each load, each switch of a cleaning rule and each
 * start of the engine. It lasts as long as the page.
 */
export function watchAhead({ engine, dataset }: Watched): void {
  let latest: CleaningReceipt | null = null;
  const ask = async (receipt: CleaningReceipt): Promise<void> => {
    const { likelyRequest } = await import('./likely-dashboard.ts');
    const request = await likelyRequest(new DocumentShelf('dashboards'), receipt);
    if (latest === receipt && request !== null) await engine.dashboard.prepareAhead(request);
  };
  $effect.root(() => {
    $effect(() => {
      const receipt = dataset()?.receipt ?? null;
      // A new engine has nothing of what was prepared.
      const isThere = engine.generation >= 0 && engine.status === 'ready';
      untrack(() => {
        latest = receipt;
        if (isThere && receipt !== null) void ask(receipt);
      });
    });
  });
}
