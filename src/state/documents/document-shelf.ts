import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { appError, toAppError } from '../../contract/error.ts';
import { fail, ok, type Result } from '../../contract/result.ts';

/** A document kept in this browser, as lists show it. */
export interface KeptDocument {
  readonly id: string;
  readonly title: string;
  /** Cells of a notebook, tiles of a dashboard. */
  readonly cells: number;
  readonly changedAt: Date;
}

/** A document as it is kept: with the text of its file. Data are never part of it. */
export interface ShelfRecord extends KeptDocument {
  readonly text: string;
}

interface Shelf extends DBSchema {
  readonly documents: { readonly key: string; readonly value: ShelfRecord };
}

/** Kinds of document, each in a database of its own. */
export type DocumentKind = 'notebooks' | 'dashboards';

function storageError(thrown: unknown): Result<never> {
  const error = toAppError(thrown);
  const detail = error.code === 'app.unexpected' ? error.params.detail : error.code;
  return fail(appError('document.storage', { detail }));
}

/** Documents of one kind kept in this browser, in IndexedDB. Where it is blocked or full every call says so. */
export class DocumentShelf {
  readonly #kind: DocumentKind;
  #database: Promise<IDBPDatabase<Shelf>> | null = null;

  constructor(kind: DocumentKind) {
    this.#kind = kind;
  }

  /** What is kept, the newest first. */
  list(): Promise<Result<readonly KeptDocument[]>> {
    return this.#with(async (shelf) => {
      const all = await shelf.getAll('documents');
      return all
        .map(({ id, title, cells, changedAt }) => ({ id, title, cells, changedAt }))
        .sort((a, b) => b.changedAt.getTime() - a.changedAt.getTime());
    });
  }

  /** One document; null where there is none. */
  read(id: string): Promise<Result<ShelfRecord | null>> {
    return this.#with(async (shelf) => (await shelf.get('documents', id)) ?? null);
  }

  keep(record: ShelfRecord): Promise<Result<true>> {
    return this.#with(async (shelf) => {
      await shelf.put('documents', record);
      return true as const;
    });
  }

  discard(id: string): Promise<Result<true>> {
    return this.#with(async (shelf) => {
      await shelf.delete('documents', id);
      return true as const;
    });
  }

  async #with<T>(work: (shelf: IDBPDatabase<Shelf>) => Promise<T>): Promise<Result<T>> {
    try {
      this.#database ??= openDB<Shelf>(`cloister-${this.#kind}`, 1, {
        upgrade(database) {
          database.createObjectStore('documents', { keyPath: 'id' });
        },
      });
      return ok(await work(await this.#database));
    } catch (thrown) {
      this.#database = null;
      return storageError(thrown);
    }
  }
}
