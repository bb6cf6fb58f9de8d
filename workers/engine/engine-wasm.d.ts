declare module 'virtual:engine-wasm' {
  /** Address of the gzip-compressed WebAssembly. */
  export const wasmUrl: string;
  /** Bytes once unpacked. */
  export const wasmBytes: number;
}

declare module 'virtual:parquet-wasm' {
  /** Address of the Parquet reader's WebAssembly, gzip-compressed. */
  export const parquetWasmUrl: string;
}
