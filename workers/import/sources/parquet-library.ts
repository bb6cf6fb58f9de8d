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
