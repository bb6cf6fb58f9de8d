import type * as Parquet from 'parquet-wasm/esm';

let library: Promise<typeof Parquet> | null = null;

/**
 * The reader of Parquet, started once in a thread: its WebAssembly keeps its memory for as long as the thread lives.
 *
 * @param wasm gets its WebAssembly, as bytes or compiled; called once at most
 */
export function parquetLibrary(
  wasm: () => Promise<Uint8Array | WebAssembly.Module>,
): Promise<typeof Parquet> {
  const start = async (): Promise<typeof Parquet> => {
    const [code, found] = await Promise.all([import('parquet-wasm/esm'), wasm()]);
    await code.default({ module_or_path: found });
    return code;
  };
  library ??= start().catch((thrown: unknown) => {
    library = null;
    throw thrown;
  });
  return library;
}

/**
 * Waits for work of the library. Its WebAssembly goes on in microtasks; where it gives up in one of them, on bytes it did
 * not expect, nobody would hear of it and the promise would never settle. So its microtasks are listened to meanwhile.
 *
 * @throws what the work fails by, also in a microtask
 */
export async function settled<T>(work: () => T | Promise<T>): Promise<T> {
  const { queueMicrotask: plain } = globalThis;
  try {
    return await new Promise<T>((resolve, reject) => {
      globalThis.queueMicrotask = (step) => {
        plain(() => {
          try {
            step();
          } catch (thrown) {
            reject(thrown instanceof Error ? thrown : new Error(String(thrown)));
          }
        });
      };
      Promise.resolve().then(work).then(resolve, reject);
    });
  } finally {
    globalThis.queueMicrotask = plain;
  }
}
