import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { newId } from '../../../src/contract/ids.ts';
import type { FilePreview, Mapping, RuleSwitches } from '../../../src/contract/import.ts';
import { suggestMapping } from '../../../src/data/suggest-mapping.ts';
import { bootNode, fileOnDisk } from '../../../workers/engine/boot-node.ts';
import { Run, type Database, type FileSource } from '../../../workers/engine/database.ts';
import { loadOrders } from '../../../workers/import/load-orders.ts';
import type { LoadedOrders } from '../../../workers/import/loaded-orders.ts';
import { openFile } from '../../../workers/import/open-file.ts';

/** An engine with a folder for files made by a test. */
export interface Workbench {
  readonly db: Database;
  readonly run: Run;
  /** Writes a file and returns it as the engine takes it. */
  file(content: string | Uint8Array, name?: string): Promise<FileSource>;
  open(source: FileSource): Promise<FilePreview>;
  load(source: FileSource, changes?: Partial<Mapping>, rules?: Partial<RuleSwitches>): Promise<LoadedOrders>;
  /** Opens and loads a text with the suggested mapping. */
  loadText(text: string, changes?: Partial<Mapping>, rules?: Partial<RuleSwitches>): Promise<LoadedOrders>;
  close(): Promise<void>;
}

/** Starts a workbench. */
export async function startWorkbench(): Promise<Workbench> {
  const db = await bootNode();
  const folder = await mkdtemp(path.join(tmpdir(), 'orders-'));
  const run = new Run(newId());
  let files = 0;
  const bench: Workbench = {
    db,
    run,
    async file(content, name) {
      files += 1;
      const location = path.join(folder, name ?? `file-${files}.csv`);
      await writeFile(location, content);
      return fileOnDisk(location);
    },
    open: (source) => openFile(db, run, source, newId()),
    async load(source, changes = {}, rules = {}) {
      const preview = await bench.open(source);
      const mapping = { ...suggestMapping(preview), ...changes };
      return loadOrders(db, run, { source, preview, mapping, rules, datasetId: newId() });
    },
    async loadText(text, changes, rules) {
      return bench.load(await bench.file(text), changes, rules);
    },
    async close() {
      await db.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return bench;
}
