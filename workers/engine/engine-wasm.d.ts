declare module 'virtual:engine-wasm' {
  /** Address of the gzip-compressed WebAssembly. */
  export const wasmUrl: string;
  /** Bytes once unpacked. */
  export const wasmBytes: number;
}
