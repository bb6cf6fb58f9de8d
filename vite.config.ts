import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { buildHashPlugin } from './vite.build-hash.ts';
import { engineWasm } from './vite.engine-wasm.ts';
import { parquetWasm } from './vite.parquet-wasm.ts';
import { securityHeaders } from './vite.security-headers.ts';
import { serviceWorker } from './vite.service-worker.ts';
import { snapshotVerifier } from './vite.snapshot-verifier.ts';
import { snapshotViewer } from './vite.snapshot-viewer.ts';

/** One static site: relative addresses everywhere, so that it runs at any path of any host. */
export default defineConfig({
  base: './',
  plugins: [
    svelte(),
    engineWasm(),
    parquetWasm(),
    buildHashPlugin(),
    snapshotViewer(),
    snapshotVerifier(),
    securityHeaders(),
    serviceWorker(),
  ],
  worker: { format: 'es', plugins: () => [engineWasm(), parquetWasm(), buildHashPlugin(), snapshotViewer()] },
  build: {
    target: 'es2023',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
    modulePreload: { polyfill: false },
    sourcemap: false,
  },
});
