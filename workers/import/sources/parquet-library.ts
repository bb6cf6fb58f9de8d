import type * as Parquet from 'parquet-wasm/esm';

let wasm: (() => Promise<Uint8Array>) | null = null;
let library: Promise<typeof Parquet> | null = null;

/**
 * Says where the WebAssembly of the reader comes from, which differs between the browser and Node.
 *
 * @param bytes gets it, unpacked; called once at most
 */
export function setParquetWasm(bytes: () => Promise<Uint8Array>): void {
  wasm = bytes;
}

async function start(): Promise<typeof Parquet> {
  if (wasm === null) throw new Error('nobody has said where the reader of Parquet is');
  const [code, bytes] = await Promise.all([import('parquet-wasm/esm'), wasm()]);
  await code.default({ module_or_path: bytes });
  return code;
}

/** The reader of Parquet; it is loaded with the first file. */
export function parquetLibrary(): Promise<typeof Parquet> {
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
