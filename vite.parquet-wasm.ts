import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { constants, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

const ID = 'virtual:parquet-wasm';

/**
 * Puts the WebAssembly of the Parquet reader into the build gzip-compressed (6.5 MB become less than 2), as the
 * engine's is. `virtual:parquet-wasm` exports its address.
 */
export function parquetWasm(): Plugin {
  return {
    name: 'cloister-parquet-wasm',
    // Left to itself the library would bring the same along once more, as it is.
    transform: (code, id) =>
      id.includes('parquet-wasm/esm/')
        ? code.replace("new URL('parquet_wasm_bg.wasm', import.meta.url)", 'undefined')
        : null,
    resolveId: (id) => (id === ID ? `\0${ID}` : null),
    load(id) {
      if (id !== `\0${ID}`) return null;
      const library = path.resolve('node_modules/parquet-wasm');
      const manifest = JSON.parse(readFileSync(path.join(library, 'package.json'), 'utf8')) as {
        version: string;
      };
      const folder = path.resolve('.cache/engine');
      const packed = path.join(folder, `parquet-${manifest.version}.wasm.gz`);
      if (!existsSync(packed)) {
        mkdirSync(folder, { recursive: true });
        const source = readFileSync(path.join(library, 'esm/parquet_wasm_bg.wasm'));
        writeFileSync(packed, gzipSync(source, { level: constants.Z_BEST_COMPRESSION }));
      }
      return `export { default as parquetWasmUrl } from ${JSON.stringify(`${packed}?url`)};\n`;
    },
  };
}
