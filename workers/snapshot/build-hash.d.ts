declare module 'virtual:build-hash' {
  /** Beginning of the SHA-256 of all sources, hex. */
  export const build: string;
}
