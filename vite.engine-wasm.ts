import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { constants, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

const ID = 'virtual:engine-wasm';

/**
 * Puts the engine's WebAssembly into the build gzip-compressed (34 MB become less than 8), so that it travels
 * small from hosts that do not compress. `virtual:engine-wasm` exports its address and its size unpacked.
 */
export function engineWasm(): Plugin {
  return {
    name: 'cloister-engine-wasm',
    resolveId: (id) => (id === ID ? `\0${ID}` : null),
    load(id) {
      if (id !== `\0${ID}`) return null;
      const library = path.resolve('node_modules/@duckdb/duckdb-wasm');
      const source = path.join(library, 'dist/duckdb-eh.wasm');
      const { size } = statSync(source);
      const manifest = JSON.parse(readFileSync(path.join(library, 'package.json'), 'utf8')) as {
        version: string;
      };
      const folder = path.resolve('.cache/engine');
      const packed = path.join(folder, `duckdb-eh-${manifest.version}.wasm.gz`);
      if (!existsSync(packed)) {
        mkdirSync(folder, { recursive: true });
        writeFileSync(packed, gzipSync(readFileSync(source), { level: constants.Z_BEST_COMPRESSION }));
      }
      return `export { default as wasmUrl } from ${JSON.stringify(`${packed}?url`)};\nexport const wasmBytes = ${size};\n`;
    },
  };
}
