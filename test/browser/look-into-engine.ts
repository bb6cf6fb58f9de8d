import { tableFromIPC } from 'apache-arrow';
import type { Page, Worker } from 'playwright-core';

/** DuckDB's worker as its scope stands: what takes messages, and the runtime by which the engine reaches files. */
interface DuckDbScope {
  onmessage(event: {
    readonly data: { readonly messageId: number; readonly type: string; readonly data: unknown };
  }): Promise<void>;
  postMessage(
    message: { readonly requestId: number; readonly type: string; readonly data: unknown },
    moved?: Transferable[],
  ): void;
  DUCKDB_RUNTIME: { glob(module: { readonly HEAPU8: Uint8Array }, ...rest: unknown[]): unknown };
}

/** The newest worker of a name, since those that have ended stay on Playwright's list. */
export async function workerNamed(page: Page, wanted: string): Promise<Worker> {
  for (const worker of page.workers().toReversed()) {
    const name = await worker.evaluate(() => self.name).catch(() => null);
    if (name === wanted) return worker;
  }
  throw new Error(`no worker ${wanted}`);
}

/** What stands in the engine of a page. */
export interface EngineContent {
  /** Tables of all databases, with their schema. */
  readonly tables: readonly string[];
  /** Files that SQL could read. */
  readonly files: readonly string[];
  /** What DuckDB says it uses, bytes. */
  readonly bytes: number;
  /** WebAssembly memory, bytes; it never gets smaller. */
  readonly wasmBytes: number;
}

const CONTENT = `
  SELECT 'table' AS kind, concat_ws('.', database_name, schema_name, table_name) AS name, 0::DOUBLE AS bytes
  FROM duckdb_tables()
  UNION ALL SELECT 'file', file, 0 FROM glob('import/*')
  UNION ALL SELECT 'memory', '', sum(memory_usage_bytes)::DOUBLE FROM duckdb_memory()
  ORDER BY ALL`;

/**
 * Asks DuckDB in the page what it holds, on a connection of its own and past all of the app's code. Nothing else may run
 * in the engine meanwhile.
 */
export async function lookIntoEngine(page: Page): Promise<EngineContent> {
  const worker = await workerNamed(page, 'duckdb');
  const { answer, wasmBytes } = await worker.evaluate(async (statement) => {
    const scope = self as unknown as DuckDbScope;
    // Ids of messages that the app will not come to.
    let next = 2 ** 40 + Math.floor(performance.now());
    const call = async (type: string, data: unknown): Promise<unknown> => {
      const messageId = (next += 1);
      const { postMessage } = scope;
      const answered: { type: string; data: unknown }[] = [];
      scope.postMessage = (message, moved) => {
        if (message.requestId === messageId) answered.push(message);
        else postMessage.call(scope, message, moved);
      };
      await scope.onmessage({ data: { messageId, type, data } });
      scope.postMessage = postMessage;
      const [found] = answered;
      if (found === undefined || found.type === 'ERROR') throw new Error(JSON.stringify(found));
      return found.data;
    };
    const { glob } = scope.DUCKDB_RUNTIME;
    let held = Number.NaN;
    scope.DUCKDB_RUNTIME.glob = (module, ...rest) => {
      held = module.HEAPU8.buffer.byteLength;
      return glob.call(scope.DUCKDB_RUNTIME, module, ...rest);
    };
    const connection = await call('CONNECT', null);
    const found = await call('RUN_QUERY', [connection, statement]);
    await call('DISCONNECT', connection);
    scope.DUCKDB_RUNTIME.glob = glob;
    return { answer: [...(found as Uint8Array)], wasmBytes: held };
  }, CONTENT);
  const rows = tableFromIPC(new Uint8Array(answer))
    .toArray()
    .map((row: unknown) => row as { readonly kind: string; readonly name: string; readonly bytes: number });
  const named = (kind: string): string[] => rows.filter((row) => row.kind === kind).map(({ name }) => name);
  const bytes = rows.find(({ kind }) => kind === 'memory')?.bytes ?? Number.NaN;
  return { tables: named('table'), files: named('file'), bytes, wasmBytes };
}
