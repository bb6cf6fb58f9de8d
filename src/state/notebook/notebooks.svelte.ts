import { tick } from 'svelte';
import type { AppError } from '../../contract/error.ts';
import type { Cell } from '../../document/cell.ts';
import type { Notices } from '../notices.svelte.ts';
import type { Router } from '../router.svelte.ts';
import { DocumentShelf } from './document-shelf.ts';
import type { LibrarySurroundings, NotebookLibrary, OpenNotebook } from './notebook-library.svelte.ts';
import type { KeptDocument, NotebookPanels, NotebookSessionPort, NotebooksPort } from './session-port.ts';

/** What the list of notebooks needs of the app. */
export interface NotebooksSurroundings extends Omit<LibrarySurroundings, 'onError' | 'onKept'> {
  readonly notices: Notices;
  readonly router: Router;
}

/** Notebooks of this browser, and the one that is open. What opens them is loaded when it is first needed. */
export class Notebooks implements NotebooksPort {
  readonly panels: NotebookPanels = $state({
    find: false,
    outline: false,
    presenting: false,
    templates: false,
  });
  #open: OpenNotebook | null = $state.raw(null);
  #kept: readonly KeptDocument[] | null = $state.raw(null);
  #listed = false;
  #library: Promise<NotebookLibrary> | null = null;
  /** Counts what was asked to be opened: the last one wins. */
  #asked = 0;
  readonly #shelf = new DocumentShelf();
  readonly #surroundings: NotebooksSurroundings;

  constructor(surroundings: NotebooksSurroundings) {
    this.#surroundings = surroundings;
  }

  get open(): NotebookSessionPort | null {
    return this.#open?.session ?? null;
  }

  get kept(): readonly KeptDocument[] | null {
    if (!this.#listed) {
      this.#listed = true;
      queueMicrotask(() => void this.#list());
    }
    return this.#kept;
  }

  create(cells: readonly Cell[] = [], title = ''): void {
    void this.#show(async (library) => {
      const opened = await library.create(cells, title);
      // Whoever chooses a template wants to see it done, the dear cells too.
      await tick();
      opened.session.runStale();
      return opened;
    });
  }

  async openKept(id: string): Promise<void> {
    if (this.#open?.session.id === id) return;
    const error = await this.#show((library) => library.openKept(id));
    if (error === null) return;
    this.#surroundings.notices.error(error);
    this.#surroundings.router.go({ name: 'notebook', id: null });
  }

  openFile(file: File): Promise<AppError | null> {
    return this.#show((library) => library.openFile(file));
  }

  chooseFile(): void {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = '.json,application/json';
    input.addEventListener('change', () => {
      const file = input.files?.[0];
      if (file !== undefined) void this.#openOrTell(file);
    });
    input.click();
  }

  async duplicate(id: string): Promise<void> {
    if (this.#open?.session.id === id) await this.#open.keep();
    const record = await this.#shelf.read(id);
    if (record.ok && record.value !== null) {
      const copy = { ...record.value, id: crypto.randomUUID(), changedAt: new Date() };
      this.#tell(await this.#shelf.keep(copy));
    } else this.#tell(record);
    await this.#list();
  }

  async discard(id: string): Promise<() => Promise<void>> {
    if (this.#open?.session.id === id) await this.#close();
    const record = await this.#shelf.read(id);
    this.#tell(await this.#shelf.discard(id));
    await this.#list();
    return async () => {
      if (record.ok && record.value !== null) this.#tell(await this.#shelf.keep(record.value));
      await this.#list();
    };
  }

  close(): void {
    void this.#close().then(() => this.#list());
    this.#surroundings.router.go({ name: 'notebook', id: null });
  }

  /** Opens what an address names, and closes what another one has named before. */
  follow(id: string | null): void {
    if (id !== null) {
      void this.openKept(id);
      return;
    }
    // What is still being opened is not wanted any more.
    this.#asked += 1;
    void this.#close();
  }

  async #openOrTell(file: File): Promise<void> {
    const error = await this.openFile(file);
    if (error !== null) this.#surroundings.notices.error(error);
  }

  #load(): Promise<NotebookLibrary> {
    const { engine, dataset, look, sayUnknown, notices } = this.#surroundings;
    this.#library ??= import('./notebook-library.svelte.ts').then(
      ({ NotebookLibrary: Library }) =>
        new Library(this.#shelf, {
          engine,
          dataset,
          look,
          sayUnknown,
          onError: (error) => {
            notices.error(error);
          },
          onKept: () => void this.#list(),
        }),
    );
    return this.#library;
  }

  async #show(
    make: (library: NotebookLibrary) => Promise<OpenNotebook | AppError>,
  ): Promise<AppError | null> {
    this.#asked += 1;
    const asked = this.#asked;
    const opened = await make(await this.#load());
    if ('code' in opened) return opened;
    if (asked !== this.#asked) {
      await opened.close();
      return null;
    }
    await this.#close();
    this.#open = opened;
    this.panels.templates = false;
    this.#surroundings.router.go({ name: 'notebook', id: opened.session.id });
    return null;
  }

  async #close(): Promise<void> {
    const open = this.#open;
    this.#open = null;
    Object.assign(this.panels, { find: false, presenting: false });
    await open?.close();
  }

  async #list(): Promise<void> {
    const kept = await this.#shelf.list();
    this.#tell(kept);
    this.#kept = kept.ok ? kept.value : (this.#kept ?? []);
  }

  #tell(result: { readonly ok: true } | { readonly ok: false; readonly error: AppError }): void {
    if (!result.ok) this.#surroundings.notices.error(result.error);
  }
}
