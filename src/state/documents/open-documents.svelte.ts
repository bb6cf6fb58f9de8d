import type { AppError } from '../../contract/error.ts';
import type { Notices } from '../notices.svelte.ts';
import { DocumentShelf, type DocumentKind, type KeptDocument } from './document-shelf.ts';
import type { KeptSession, OpenDocument } from './open-document.ts';

/** What opens documents of one kind. */
export interface DocumentLibrary<S> {
  /** Opens one that is kept; an error where it cannot be read. */
  openKept(id: string): Promise<OpenDocument<S> | AppError>;
  /** Opens a saved file; an error names the line or the place. */
  openFile(file: File): Promise<OpenDocument<S> | AppError>;
}

/**
 * Documents of one kind in this browser, and the one that is open. What opens them is loaded when it is first needed.
 */
export abstract class OpenDocuments<S extends KeptSession, L extends DocumentLibrary<S>> {
  #open: OpenDocument<S> | null = $state.raw(null);
  #kept: readonly KeptDocument[] | null = $state.raw(null);
  #listed = false;
  #library: Promise<L> | null = null;
  /** Counts what was asked to be opened: the last one wins. */
  #asked = 0;
  readonly #shelf: DocumentShelf;
  readonly #notices: Notices;

  constructor(kind: DocumentKind, notices: Notices) {
    this.#shelf = new DocumentShelf(kind);
    this.#notices = notices;
  }

  get open(): S | null {
    return this.#open?.session ?? null;
  }

  /** Newest first; null while they are being read. */
  get kept(): readonly KeptDocument[] | null {
    if (!this.#listed) {
      this.#listed = true;
      queueMicrotask(() => void this.#list());
    }
    return this.#kept;
  }

  async openKept(id: string): Promise<void> {
    if (this.#open?.session.id === id) return;
    const error = await this.show((library) => library.openKept(id));
    if (error === null) return;
    this.#notices.error(error);
    this.go(null);
  }

  /** Opens a saved file; an error names the line or the place. */
  openFile(file: File): Promise<AppError | null> {
    return this.show((library) => library.openFile(file));
  }

  /** Lets the user choose a saved file on disk, which is then opened. */
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

  /** Deletes one; the returned function brings it back. */
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
    this.go(null);
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

  /** Goes to the place of a document; null: to the list of all. */
  protected abstract go(id: string | null): void;
  /** Loads what opens documents. */
  protected abstract loadLibrary(shelf: DocumentShelf, told: LibraryListener): Promise<L>;
  /** Is told before a document is shown, and before it is closed. */
  protected abstract onShow(): void;
  protected abstract onClose(): void;

  protected async show(make: (library: L) => Promise<OpenDocument<S> | AppError>): Promise<AppError | null> {
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
    this.onShow();
    this.go(opened.session.id);
    return null;
  }

  #load(): Promise<L> {
    this.#library ??= this.loadLibrary(this.#shelf, {
      onError: (error) => {
        this.#notices.error(error);
      },
      onKept: () => void this.#list(),
    });
    return this.#library;
  }

  async #openOrTell(file: File): Promise<void> {
    const error = await this.openFile(file);
    if (error !== null) this.#notices.error(error);
  }

  async #close(): Promise<void> {
    const open = this.#open;
    this.#open = null;
    this.onClose();
    await open?.close();
  }

  async #list(): Promise<void> {
    const kept = await this.#shelf.list();
    this.#tell(kept);
    this.#kept = kept.ok ? kept.value : (this.#kept ?? []);
  }

  #tell(result: { readonly ok: true } | { readonly ok: false; readonly error: AppError }): void {
    if (!result.ok) this.#notices.error(result.error);
  }
}

/** Who is told what becomes of documents. */
export interface LibraryListener {
  /** Is told of what went wrong. */
  readonly onError: (error: AppError) => void;
  /** Is told when what is kept has changed. */
  readonly onKept: () => void;
}
