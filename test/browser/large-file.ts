import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { generateOrders } from '../../src/data/sample/generate-orders.ts';
import { SAMPLE_OPTIONS } from '../../src/data/sample/options.ts';

/** A file of so many synthetic orders (about 200 bytes each), that its import can be caught in the middle. */
export function largeFile(name: string, orders: number): { readonly path: string; readonly rows: number } {
  mkdirSync('.cache/test', { recursive: true });
  const file = path.resolve('.cache/test', name);
  const text = [...generateOrders({ ...SAMPLE_OPTIONS, orders })].join('');
  writeFileSync(file, text);
  return { path: file, rows: text.trimEnd().split('\n').length - 1 };
}
