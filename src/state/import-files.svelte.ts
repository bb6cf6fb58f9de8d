import type { EnginePort } from './engine-port.ts';
import { loadOrderFiles, loadSideFiles, type OrdersIn } from './import-loading.ts';
import { ImportSession } from './import-session.svelte.ts';
import type { LoadedTables } from './loaded-tables.svelte.ts';

/** Files on their way in: opened one after the other, one looked at at a time, loaded together or alone. */
export class ImportFiles {
  list: readonly ImportSession[] = $state.raw([]);
  /** The file that is looked at. */
  current: ImportSession | null = $state.raw(null);
  readonly #engine: EnginePort;
  readonly #tables: LoadedTables;
  #opening: Promise<void> = Promise.resolve();

  constructor(engine: EnginePort, tables: LoadedTables) {
    this.#engine = engine;
    this.#tables = tables;
  }

  /** Files that can be loaded now and have not been. */
  get loadable(): readonly ImportSession[] {
    return this.list.filter((session) => session.canLoad && session.loadState !== 'loaded');
  }

  get loading(): boolean {
    return this.list.some((session) => session.loading);
  }

  /**
   * Takes files in and looks at the first of them. They join those that wait; once nothing waits any more, a new list
   * begins.
   */
  async add(files: readonly File[]): Promise<void> {
    const added = files.map((file) => new ImportSession(this.#engine, file));
    const [first] = added;
    if (first === undefined) return;
    const waiting = this.list.some(
      (session) =>
        session.loading || (session.loadState !== 'loaded' && session.previewHolds) || session.reading,
    );
    const left = waiting ? [] : this.list;
    this.list = waiting ? [...this.list, ...added] : added;
    this.current = first;
    const closing = Promise.all(left.map((session) => session.close()));
    this.#opening = this.#opening.then(() => this.#openAll(added));
    await closing;
    await this.#opening;
  }

  /** Tables of the archive that a file is, of which none is on the list yet, by their paths. */
  besides({ file, preview }: ImportSession): readonly string[] {
    const read = this.list
      .filter((session) => session.file === file)
      .map((session) => session.preview?.reading.entry ?? session.wish.entry);
    return (preview?.choices.entries ?? []).map(({ path }) => path).filter((path) => !read.includes(path));
  }

  /** Takes in the other tables of the archive that a file is; it stays the one that is looked at. */
  async addBesides(session: ImportSession): Promise<void> {
    const added = this.besides(session).map(
      (entry) => new ImportSession(this.#engine, session.file, { entry }),
    );
    this.list = [...this.list, ...added];
    this.#opening = this.#opening.then(() => this.#openAll(added));
    await this.#opening;
  }

  /** Looks at a file. */
  look(session: ImportSession): void {
    this.current = session;
  }

  /** Takes a file off the list. */
  async remove(session: ImportSession): Promise<void> {
    const at = this.list.indexOf(session);
    this.list = this.list.filter((each) => each !== session);
    if (this.current === session) this.current = this.list[Math.min(at, this.list.length - 1)] ?? null;
    await session.close();
  }

  /** Takes all files off the list. */
  async clear(): Promise<void> {
    const { list } = this;
    this.list = [];
    this.current = null;
    await Promise.all(list.map((session) => session.close()));
  }

  /**
   * Loads every file that can be loaded. Files of orders are loaded as one, with those that have been loaded already.
   *
   * @returns the orders, where any have been loaded anew
   */
  async loadAll(): Promise<OrdersIn | null> {
    const fresh = this.loadable;
    const orders = fresh.some(({ kind }) => kind === 'orders')
      ? this.list.filter((session) => session.kind === 'orders' && session.canLoad)
      : [];
    return this.#load(
      orders,
      fresh.filter(({ kind }) => kind !== 'orders'),
    );
  }

  /** Loads one file alone. As orders, it takes the place of those that are loaded. */
  async loadOnly(session: ImportSession): Promise<OrdersIn | null> {
    if (!session.canLoad) return null;
    return session.kind === 'orders' ? this.#load([session], []) : this.#load([], [session]);
  }

  /**
   * Loads what has not fitted into memory once more, after a change that makes it smaller. Files of orders that were
   * loaded as one are changed alike and loaded as one again.
   *
   * @param session the file that did not fit
   */
  async loadLess(session: ImportSession, change: (session: ImportSession) => void): Promise<OrdersIn | null> {
    const ofOrders = session.kind === 'orders';
    const together = ofOrders
      ? this.list.filter(({ kind, error }) => kind === 'orders' && error?.code === 'engine.outOfMemory')
      : [session];
    for (const each of together) change(each);
    const loadable = together.filter(({ canLoad }) => canLoad);
    return ofOrders ? this.#load(loadable, []) : this.#load([], loadable);
  }

  /** Loads files of orders once more as one; those that have been taken off the list are not there any more. */
  async loadAgain(sessions: readonly ImportSession[]): Promise<OrdersIn | null> {
    return this.#load(
      sessions.filter((session) => this.list.includes(session) && session.canLoad),
      [],
    );
  }

  /** Stops everything that is loaded or waits for it. */
  cancel(): void {
    for (const session of this.list) if (session.loading || session.reading) session.cancel();
  }

  async #load(orders: readonly ImportSession[], others: readonly ImportSession[]): Promise<OrdersIn | null> {
    for (const session of [...orders, ...others]) session.loadBegins(null);
    const loaded = orders.length === 0 ? null : await loadOrderFiles(this.#engine, orders);
    await loadSideFiles(this.#engine, others, this.#tables.list);
    await this.#tables.refresh();
    return loaded;
  }

  async #openAll(sessions: readonly ImportSession[]): Promise<void> {
    for (const session of sessions) if (this.list.includes(session)) await session.open();
  }
}
