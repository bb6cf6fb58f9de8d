import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { transformWithOxc, type Plugin } from 'vite';
import { responseHeaders } from './vite.security-headers.ts';

const SOURCE = 'workers/service.worker.ts';
const OUTPUT = 'service-worker.js';

/** Files that are kept when they are first asked for, not ahead of time. */
const LAZY = /duckdb[^/]*\.wasm[^/]*\.gz$/u;

/**
 * Writes the service worker beside index.html under a name without a hash, with the list of files to keep
 * for offline use and a version that changes when any of them does.
 */
export function serviceWorker(): Plugin {
  return {
    name: 'cloister-service-worker',
    apply: 'build',
    generateBundle: {
      order: 'post',
      async handler(_, bundle) {
        const hash = createHash('sha256');
        for (const name of Object.keys(bundle).sort()) {
          const file = bundle[name];
          hash.update(name).update(file?.type === 'chunk' ? file.code : (file?.source ?? ''));
        }
        const source = readFileSync(SOURCE, 'utf8');
        const version = hash.update(source).digest('hex').slice(0, 16);
        const files = Object.keys(bundle).filter(
          (name) => !LAZY.test(name) && name !== 'index.html' && name !== '_headers',
        );
        const { code } = await transformWithOxc(source, SOURCE);
        const headers = JSON.stringify(await responseHeaders());
        const filled = code
          .replaceAll('__VERSION__', () => JSON.stringify(version))
          .replaceAll('__HEADERS__', () => headers)
          .replaceAll('__FILES__', () => JSON.stringify(['./', ...files, 'policy.json']));
        this.emitFile({ type: 'asset', fileName: OUTPUT, source: filled });
      },
    },
  };
}
