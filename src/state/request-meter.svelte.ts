/** What the service worker tells of a request; null where it tells something else. */
function outcomeOf(told: unknown): 'network' | 'refused' | null {
  if (typeof told !== 'object' || told === null || !('kind' in told) || told.kind !== 'request') return null;
  const outcome = 'outcome' in told ? told.outcome : null;
  return outcome === 'network' || outcome === 'refused' ? outcome : null;
}

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
      const outcome = outcomeOf(event.data);
      if (outcome === 'network') this.#network += 1;
      if (outcome === 'refused') this.refused += 1;
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
