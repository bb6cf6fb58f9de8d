import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'vite';

const ID = 'virtual:build-hash';
/** What a build is made of. */
const SOURCES = ['src', 'workers', 'package-lock.json', 'index.html'];
/** Digits of the hash that are told. */
const TOLD = 16;

function filesIn(source: string): string[] {
  if (path.extname(source) !== '') return [source];
  return readdirSync(source, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}

/** The beginning of the SHA-256 of all sources by their names, hex: the same for everybody who builds the same. */
function buildHash(): string {
  const hash = createHash('sha256');
  for (const file of SOURCES.flatMap(filesIn).sort()) {
    hash.update(file.split(path.sep).join('/')).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex').slice(0, TOLD);
}

/** `virtual:build-hash` exports what the build was made of, as a hash that snapshots carry. */
export function buildHashPlugin(): Plugin {
  return {
    name: 'build-hash',
    resolveId: (id) => (id === ID ? `\0${ID}` : null),
    load: (id) => (id === `\0${ID}` ? `export const build = ${JSON.stringify(buildHash())};\n` : null),
  };
}
