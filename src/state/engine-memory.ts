/** Memory the engine can have in a tab, bytes: WebAssembly addresses 4 GiB, of which DuckDB takes four fifths. */
export const ENGINE_MEMORY = 3.1 * 2 ** 30;

/** Memory the engine has left, bytes; null before it has said what it uses. */
export function memoryLeft(used: number | null): number | null {
  return used === null ? null : Math.max(0, ENGINE_MEMORY - used);
}
