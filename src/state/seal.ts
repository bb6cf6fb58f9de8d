import type { EngineCheck } from '../contract/engine-api.ts';
import { PROBE_URL } from '../contract/probe-address.ts';
import type { SealCheck } from './engine-port.ts';

/** How long a blocked attempt may take to be reported by the browser, milliseconds. */
const SETTLE = 300;

/** Marks that this tab has already reloaded to come under the service worker. */
const RELOADED = 'cloister.reloaded';

function recently(storage: Storage): boolean {
  const at = Number(storage.getItem(RELOADED) ?? 0);
  return Date.now() - at < 10_000;
}

/**
 * Registers the service worker and makes sure this page came through it, reloading once if it did not: the
 * response headers it adds only count for what it has served.
 *
 * @returns false when the page is about to reload and should do nothing more
 */
export async function comeUnderServiceWorker(): Promise<boolean> {
  if (!('serviceWorker' in navigator)) return true;
  try {
    await navigator.serviceWorker.register(new URL('service-worker.js', document.baseURI), { scope: './' });
    await navigator.serviceWorker.ready;
  } catch {
    return true;
  }
  if (servedByServiceWorker() || recently(sessionStorage)) return true;
  sessionStorage.setItem(RELOADED, String(Date.now()));
  location.reload();
  return false;
}

interface NavigateEvent extends Event {
  readonly destination: { readonly url: string };
}

/**
 * Takes away, in code, what no policy of some browsers covers: peer connections, and leaving the page for
 * another origin. It stops accidents, not code made to get around it (PRIVACY.md says which browser needs it).
 */
export function removeOtherWays(): void {
  for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection', 'RTCDataChannel', 'WebTransport']) {
    Reflect.deleteProperty(window, name);
  }
  const { navigation } = window as { readonly navigation?: EventTarget };
  navigation?.addEventListener('navigate', (event) => {
    const { destination } = event as NavigateEvent;
    if (new URL(destination.url).origin !== location.origin && event.cancelable) event.preventDefault();
  });
}

function servedByServiceWorker(): boolean {
  const [navigation] = performance.getEntriesByType('navigation');
  const through = navigation instanceof PerformanceNavigationTiming && navigation.workerStart > 0;
  return through && navigator.serviceWorker.controller !== null;
}

async function serviceWorkerVersion(): Promise<string | null> {
  const controller = navigator.serviceWorker.controller;
  if (controller === null) return null;
  return new Promise((resolve) => {
    const channel = new MessageChannel();
    const timer = setTimeout(() => {
      resolve(null);
    }, 2000);
    channel.port1.onmessage = (event: MessageEvent<unknown>) => {
      clearTimeout(timer);
      channel.port1.close();
      resolve(typeof event.data === 'string' ? event.data : null);
    };
    controller.postMessage('version', [channel.port2]);
  });
}

async function checkServiceWorker(): Promise<SealCheck> {
  const id = 'serviceWorker';
  if (!('serviceWorker' in navigator)) return { id, outcome: 'absent', measured: 'not in this browser' };
  const version = await serviceWorkerVersion();
  if (version === null) return { id, outcome: 'failed', measured: 'no answer' };
  if (!servedByServiceWorker()) return { id, outcome: 'failed', measured: 'page not served by it' };
  return { id, outcome: 'passed', measured: version };
}

/** Ways a page could send something away; each is tried towards an address that does not exist. */
const CHANNELS: readonly { readonly name: string; attempt(url: string): void }[] = [
  {
    name: 'fetch',
    attempt: (url) => {
      fetch(url, { mode: 'no-cors' }).catch(() => undefined);
    },
  },
  {
    name: 'image',
    attempt: (url) => {
      new Image().src = url;
    },
  },
  {
    name: 'beacon',
    attempt: (url) => {
      navigator.sendBeacon(url, '');
    },
  },
  {
    name: 'socket',
    attempt: (url) => {
      const socket = new WebSocket(url.replace('https', 'wss'));
      socket.onopen = () => {
        socket.close();
      };
    },
  },
  {
    name: 'events',
    attempt: (url) => {
      const source = new EventSource(url);
      source.onerror = () => {
        source.close();
      };
    },
  },
  {
    name: 'style',
    attempt: (url) => {
      const link = document.createElement('link');
      link.rel = 'stylesheet';
      link.href = url;
      link.onerror = () => {
        link.remove();
      };
      document.head.append(link);
    },
  },
  {
    name: 'script',
    attempt: (url) => {
      const script = document.createElement('script');
      script.src = url;
      script.onerror = () => {
        script.remove();
      };
      document.head.append(script);
    },
  },
  {
    name: 'frame',
    attempt: (url) => {
      const frame = document.createElement('iframe');
      frame.src = url;
      frame.hidden = true;
      document.body.append(frame);
      setTimeout(() => {
        frame.remove();
      }, SETTLE);
    },
  },
];

/**
 * Tries every channel and counts those the browser reports as blocked by the page's policy. The return values
 * of the channels prove nothing (`sendBeacon` says true when it was blocked), the violation events do.
 */
async function checkPage(): Promise<SealCheck[]> {
  const blocked = new Set<string>();
  const directives = new Set<string>();
  const hear = (event: SecurityPolicyViolationEvent): void => {
    if (event.disposition !== 'enforce') return;
    const channel = CHANNELS.find(({ name }) =>
      event.blockedURI.includes(`${new URL(PROBE_URL).host}/${name}`),
    );
    blocked.add(channel?.name ?? event.effectiveDirective);
    directives.add(event.effectiveDirective);
  };
  document.addEventListener('securitypolicyviolation', hear);
  for (const channel of CHANNELS) {
    try {
      channel.attempt(PROBE_URL + channel.name);
    } catch {
      // Some channels throw when they are blocked; the violation event is what counts.
    }
  }
  await new Promise((resolve) => setTimeout(resolve, SETTLE));
  document.removeEventListener('securitypolicyviolation', hear);
  const measured = `${Math.min(blocked.size, CHANNELS.length)}/${CHANNELS.length}`;
  return [
    {
      id: 'csp',
      outcome: directives.has('connect-src') ? 'passed' : 'failed',
      measured: [...directives].sort().join(', '),
    },
    { id: 'otherOrigin', outcome: blocked.size >= CHANNELS.length ? 'passed' : 'failed', measured },
  ];
}

function fromEngine(id: 'workerOtherOrigin' | 'sandbox', checks: readonly EngineCheck[]): SealCheck {
  const failed = checks.filter((check) => !check.passed).map((check) => check.name);
  return {
    id,
    outcome: failed.length === 0 && checks.length > 0 ? 'passed' : 'failed',
    measured: failed.length === 0 ? `${checks.length}/${checks.length}` : failed.join(', '),
  };
}

/**
 * Tests the seal: what this page, its workers and its SQL can reach.
 *
 * @param engineChecks what the engine found about itself
 */
export async function testSeal(engineChecks: readonly EngineCheck[]): Promise<SealCheck[]> {
  const secure: SealCheck = {
    id: 'secureContext',
    outcome: window.isSecureContext ? 'passed' : 'failed',
    measured: location.protocol.replace(':', ''),
  };
  const [page, service] = await Promise.all([checkPage(), checkServiceWorker()]);
  const group = (name: EngineCheck['group']): EngineCheck[] =>
    engineChecks.filter((check) => check.group === name);
  const [csp, otherOrigin] = page;
  return [
    secure,
    ...(csp === undefined ? [] : [csp]),
    service,
    ...(otherOrigin === undefined ? [] : [otherOrigin]),
    fromEngine('workerOtherOrigin', group('network')),
    fromEngine('sandbox', group('sandbox')),
  ];
}

/** Whether files may be opened: every check passed, or is absent with the others in its place. */
export function isSealed(checks: readonly SealCheck[]): boolean {
  return checks.length > 0 && checks.every(({ outcome }) => outcome === 'passed' || outcome === 'absent');
}
