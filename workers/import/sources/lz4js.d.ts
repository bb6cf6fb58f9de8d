declare module 'lz4js' {
  /** Unpacks an LZ4 frame of at most `most` bytes. */
  export function decompress(frame: Uint8Array, most?: number): Uint8Array;
  /** Packs bytes into an LZ4 frame. */
  export function compress(bytes: Uint8Array): Uint8Array;
}
