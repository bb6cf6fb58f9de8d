import * as v from 'valibot';

const Seen = v.object({ kind: v.literal('request'), outcome: v.picklist(['network', 'refused']) });

/**
 * Counts the requests that have left this page and its workers for the network, and those that were refused.
 * The service worker sees every one and tells; what it answers from its own store is no request.
 */
export class RequestMeter {
  #network = $state(0);
  refused = $state(0);
  #baseline = $state(0);

  constructor() {
    if (!('serviceWorker' in navigator)) return;
    navigator.serviceWorker.addEventListener('message', (event: MessageEvent<unknown>) => {
      const seen = v.safeParse(Seen, event.data);
      if (!seen.success) return;
      if (seen.output.outcome === 'network') this.#network += 1;
      else this.refused += 1;
    });
    navigator.serviceWorker.startMessages();
  }

  /** Requests since {@link startCounting}. */
  get sinceLoad(): number {
    return this.#network - this.#baseline;
  }

  /** The page and its engine are loaded: from here on nothing should be asked for. */
  startCounting(): void {
    this.#baseline = this.#network;
  }
}
