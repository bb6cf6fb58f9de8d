/** What the shim is told when DuckDB's worker starts. */
export interface ShimConfig {
  readonly workerUrl: string;
  readonly wasmUrl: string;
  /** Lock held for as long as the worker lives. */
  readonly lockName: string;
  /** An address on another origin that never resolves, for the self-test. */
  readonly probeUrl: string;
}

/** Question of the self-test to the shim; the answer comes back through the port. */
export const SHIM_PROBE = 'cloister-probe';

/**
 * Runs inside DuckDB's worker before DuckDB does. Its text becomes the worker's script (see
 * {@link startDuckDbWorker}), so it may refer to nothing outside itself.
 *
 * It unpacks the WebAssembly while it streams into the compiler, and then takes the network away: DuckDB
 * reads its own file once and has no business with any address after that. It also tells how far a file has
 * been read.
 */
function shim(config: ShimConfig): void {
  const scope = globalThis as unknown as {
    fetch: typeof fetch;
    XMLHttpRequest: unknown;
    WebSocket: unknown;
    EventSource: unknown;
    navigator: Navigator;
    console: Console;
    importScripts(url: string): void;
    postMessage(message: unknown): void;
    addEventListener: typeof addEventListener;
  };
  const load = scope.fetch.bind(globalThis);
  let violations = 0;

  scope.addEventListener('securitypolicyviolation', () => {
    violations += 1;
  });
  scope.addEventListener('message', (event: MessageEvent<unknown>) => {
    const port = event.ports[0];
    if (event.data !== 'cloister-probe' || port === undefined) return;
    event.stopImmediatePropagation();
    const before = violations;
    const answer = (outcome: string): void => {
      setTimeout(() => {
        port.postMessage({ outcome, violations: violations - before });
      }, 50);
    };
    load(config.probeUrl, { mode: 'no-cors' }).then(
      () => {
        answer('answered');
      },
      () => {
        answer('refused');
      },
    );
  });
  scope.addEventListener('unhandledrejection', (event) => {
    // DuckDB leaves a failed compilation unhandled; as an error event it reaches the engine worker.
    setTimeout(() => {
      throw event.reason;
    });
  });

  // DuckDB-WASM prints failed statements, and with them fields of the file, to the console.
  scope.console.log = () => undefined;

  const refuse = (): never => {
    throw new Error('the engine has no network');
  };
  scope.XMLHttpRequest = refuse;
  scope.WebSocket = refuse;
  scope.EventSource = refuse;
  scope.fetch = async (input) => {
    const url = input instanceof Request ? input.url : String(input);
    if (url !== config.wasmUrl) return refuse();
    scope.fetch = () => Promise.reject(new Error('the engine has no network'));
    const response = await load(config.wasmUrl);
    if (!response.ok || response.body === null) throw new Error(`engine file: HTTP ${response.status}`);
    // Some hosts unpack .gz files themselves; the first bytes tell.
    const reader = response.body.getReader();
    const first = await reader.read();
    const packed = first.value?.[0] === 0x1f && first.value[1] === 0x8b;
    const whole = new ReadableStream<Uint8Array<ArrayBuffer>>({
      start(controller) {
        if (first.value !== undefined) controller.enqueue(first.value);
      },
      async pull(controller) {
        const { done, value } = await reader.read();
        if (done) controller.close();
        else controller.enqueue(value);
      },
    });
    const body = packed ? whole.pipeThrough(new DecompressionStream('gzip')) : whole;
    return new Response(body, { headers: { 'content-type': 'application/wasm' } });
  };

  // DuckDB-WASM calls out with its progress through code made from text, which the page's policy refuses. How
  // far into the file it reads tells as much, since it reads a file once, from front to back.
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called below with the blob it belongs to
  const slice = Blob.prototype.slice;
  let told = 0;
  Blob.prototype.slice = function (start = 0, end?: number, type?: string): Blob {
    if (performance.now() - told > 50) {
      told = performance.now();
      const percentage = this.size === 0 ? 0 : (100 * start) / this.size;
      const data = { status: 'in-progress', percentage, repetitions: 0 };
      scope.postMessage({ requestId: 0, type: 'PROGRESS_UPDATE', data });
    }
    return slice.call(this, start, end, type);
  };

  void scope.navigator.locks.request(config.lockName, () => new Promise(() => undefined));
  scope.importScripts(config.workerUrl);
}

/**
 * Starts DuckDB's worker from a blob, so that it inherits the page's content security policy: a worker
 * loaded from its own address would not (see PRIVACY.md).
 */
export function startDuckDbWorker(config: ShimConfig): Worker {
  const script = new Blob([`(${shim.toString()})(${JSON.stringify(config)})`], { type: 'text/javascript' });
  const url = URL.createObjectURL(script);
  const worker = new Worker(url, { name: 'duckdb' });
  worker.addEventListener(
    'message',
    () => {
      URL.revokeObjectURL(url);
    },
    { once: true },
  );
  return worker;
}

/** Asks the shim to try another origin from inside DuckDB's worker. */
export function probeDuckDbWorker(worker: Worker): Promise<{ outcome: string; violations: number }> {
  return new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = (event: MessageEvent<{ outcome: string; violations: number }>) => {
      resolve(event.data);
      channel.port1.close();
    };
    worker.postMessage(SHIM_PROBE, [channel.port2]);
  });
}
