import duckdbWorkerUrl from '@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js?url';
import { wasmBytes, wasmUrl } from 'virtual:engine-wasm';
import computeWorkerUrl from '../compute.worker.ts?worker&url';
import engineWorkerUrl from '../engine.worker.ts?worker&url';

/** Where the build has put what the engine is started from; addresses are relative to the page. */
export const ENGINE_ASSETS = {
  engineWorkerUrl,
  computeWorkerUrl,
  duckdbWorkerUrl,
  wasmUrl,
  wasmBytes,
} as const;
