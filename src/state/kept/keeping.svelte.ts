import { appError, type AppError } from '../../contract/error.ts';
import type { DatasetId } from '../../contract/ids.ts';
import type { KeptData } from '../../contract/kept.ts';
import { fail, type Result } from '../../contract/result.ts';
import { figuresOf, sameFiles, sameLoad, type FileMark } from '../../data/kept-comparison.ts';
import { keptUntil } from '../../data/kept-days.ts';
import type { LoadedFiles } from '../loaded-files.ts';
import { plain } from '../plain.svelte.ts';
import { Task } from '../task.svelte.ts';
import type { Workspace } from '../workspace.svelte.ts';
import { removeKept, tidyKept } from './kept-folders.ts';
import { withKeepWorker } from './keep-worker.ts';
import { openKept } from './open-kept.ts';

/** Bytes left free besides the files: for manifests and what the file system itself needs. */
const MARGIN = 1e6;

function marks(files: readonly File[]): readonly FileMark[] {
  return files.map(({ name, size, lastModified }) => ({ name, size, modifiedAt: lastModified }));
}

/** Bytes of files together. */
export function sizeOf(files: readonly { readonly size: number }[]): number {
  return files.reduce((sum, { size }) => sum + size, 0);
}

/** Data that the user has asked to be kept on this device until a day. Without being asked for, nothing is kept. */
export class Keeping {
  /** What is kept, the latest first. */
  list: readonly KeptData[] = $state.raw([]);
  /** Why nothing can be kept in this window; null where it can. */
  unavailable: AppError | null = $state.raw(null);
  /** Why the last thing asked for was not done. */
  error: AppError | null = $state.raw(null);
  /** Bytes the browser would let the app take; null where it does not say. */
  free: number | null = $state(null);
  /** Whether the browser has promised not to clear it by itself. */
  persisted: boolean = $state(false);
  /** The data that were opened from what is kept, and whether they have the figures they had. */
  opened: { readonly datasetId: DatasetId; readonly same: boolean } | null = $state.raw(null);
  /** The writing of files. */
  readonly work = new Task<KeptData>();
  readonly #workspace: Workspace;

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  /** Reads what is kept; what was to be kept until a day that is over is deleted, and said so. */
  async read(): Promise<void> {
    const found = await tidyKept(new Date());
    this.unavailable = found.ok ? null : found.error;
    this.list = found.ok ? found.value.kept : [];
    await this.#readSpace();
    if (!found.ok || found.value.expired.length === 0) return;
    await this.#workspace.language;
    for (const kept of found.value.expired) {
      this.#workspace.notices.info('kept.expired', {
        name: this.nameOf(kept),
        date: this.#workspace.formats.date(Date.parse(kept.until)),
      });
    }
  }

  /** The files that are loaded, with the switches of the cleaning rules as they are now. */
  get loaded(): LoadedFiles | null {
    const { dataset, engine, tables } = this.#workspace;
    // What is loaded is no state of its own: whoever reads this follows the orders and the tables.
    const loaded = tables.list.length > 0 || dataset !== null ? engine.loadedFiles() : null;
    if (loaded === null) return null;
    const { files, load } = loaded;
    const orders =
      load.orders === null ? null : { ...load.orders, rules: dataset?.rules ?? load.orders.rules };
    return { files, load: plain({ ...load, orders }) };
  }

  /** What is kept of the files that are loaded, if they are. */
  get current(): KeptData | null {
    const { loaded } = this;
    if (loaded === null) return null;
    return this.list.find(({ files }) => sameFiles(files, marks(loaded.files))) ?? null;
  }

  /** Whether the files are kept but have been loaded in another way since. */
  get outdated(): boolean {
    const { current, loaded } = this;
    return current !== null && loaded !== null && !sameLoad(current, loaded.load);
  }

  /** Names of the files of a data set, in one line. */
  nameOf({ files }: KeptData): string {
    return files.map(({ name }) => name).join(', ');
  }

  /**
   * Keeps the loaded data: writes their files, reads them back and compares. Nothing of it stays where that fails or is
   * stopped.
   *
   * @param days how long
   */
  async keep(days: number): Promise<void> {
    const { loaded } = this;
    if (loaded === null || this.work.running) return;
    this.error = null;
    const id = crypto.randomUUID();
    const draft = {
      cloister: 'kept',
      version: 1,
      id,
      keptAt: new Date().toISOString(),
      until: keptUntil(days, new Date()),
      load: loaded.load,
      figures: this.#figures(),
    } as const;
    await this.work.run(async (control) => {
      this.persisted = await navigator.storage.persist().catch(() => false);
      const room = await this.#roomFor(loaded.files);
      if (room !== null) return fail(room);
      return withKeepWorker(id, (remote, onShare) => remote.keep(draft, loaded.files, onShare), control);
    });
    await this.read();
  }

  /** Keeps data until another day. */
  async setUntil(kept: KeptData, days: number): Promise<void> {
    await this.#rewrite({ ...kept, until: keptUntil(days, new Date()) });
  }

  /** Keeps the way the files are loaded in now in the place of how they were when they were kept. */
  async bringUpToDate(): Promise<void> {
    const { current, loaded } = this;
    if (current === null || loaded === null) return;
    await this.#rewrite({ ...current, load: loaded.load, figures: this.#figures() });
  }

  /** Deletes kept data. What is loaded stays in memory. */
  async remove(kept: KeptData): Promise<void> {
    const removed = await removeKept(kept);
    this.error = removed.ok ? null : removed.error;
    await this.read();
    if (removed.ok) this.#workspace.notices.info('kept.deleted', { name: this.nameOf(kept) });
  }

  /** Opens kept data in the place of what is loaded. */
  async open(kept: KeptData): Promise<void> {
    const outcome = await openKept(this.#workspace, kept);
    const { dataset, notices } = this.#workspace;
    if (outcome?.same == null || dataset === null) return;
    this.opened = { datasetId: dataset.id, same: outcome.same };
    notices.info(outcome.same ? 'kept.same' : 'kept.differs');
  }

  async #rewrite(kept: KeptData): Promise<void> {
    const given = plain(kept);
    const written: Result<KeptData> = await withKeepWorker(kept.id, (remote) => remote.rewrite(given));
    this.error = written.ok ? null : written.error;
    await this.read();
  }

  #figures(): KeptData['figures'] {
    const { dataset } = this.#workspace;
    return dataset === null ? null : figuresOf(dataset.receipt);
  }

  /** Says before anything is written that there is no room for it, if the browser knows. */
  async #roomFor(files: readonly File[]): Promise<AppError | null> {
    await this.#readSpace();
    const need = sizeOf(files) + MARGIN;
    if (this.free === null || this.free >= need) return null;
    return appError('kept.noRoom', { need: Math.ceil(need / 1e6), free: Math.floor(this.free / 1e6) });
  }

  async #readSpace(): Promise<void> {
    try {
      const { quota, usage } = await navigator.storage.estimate();
      this.free = quota === undefined || usage === undefined ? null : Math.max(0, quota - usage);
      this.persisted = await navigator.storage.persisted();
    } catch {
      this.free = null;
    }
  }
}
