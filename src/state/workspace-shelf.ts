import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { appError, toAppError } from '../contract/error.ts';
import { fail, ok, type Result } from '../contract/result.ts';

/** A file that was opened by a handle, by which it can be opened again. */
export interface KeptHandle {
  readonly name: string;
  readonly openedAt: Date;
  readonly handle: FileSystemFileHandle;
}

interface Shelf extends DBSchema {
  /** Texts of recipes, by the shape of their files. */
  readonly recipes: { readonly key: string; readonly value: string };
  readonly files: { readonly key: string; readonly value: KeptHandle };
}

const DATABASE = 'cloister-workspace';

/**
 * Recipes and handles of files kept in this browser. Nothing is made before something is kept: reading where nothing is
 * opens no database.
 */
export class WorkspaceShelf {
  #database: Promise<IDBPDatabase<Shelf>> | null = null;

  /** Texts of all recipes. */
  recipes(): Promise<Result<readonly string[]>> {
    return this.#read((shelf) => shelf.getAll('recipes'), []);
  }

  keepRecipe(shape: string, text: string): Promise<Result<unknown>> {
    return this.#with((shelf) => shelf.put('recipes', text, shape));
  }

  dropRecipe(shape: string): Promise<Result<unknown>> {
    return this.#with((shelf) => shelf.delete('recipes', shape));
  }

  /** Files opened by a handle. */
  files(): Promise<Result<readonly KeptHandle[]>> {
    return this.#read((shelf) => shelf.getAll('files'), []);
  }

  keepFile(file: KeptHandle): Promise<Result<unknown>> {
    return this.#with((shelf) => shelf.put('files', file));
  }

  dropFile(name: string): Promise<Result<unknown>> {
    return this.#with((shelf) => shelf.delete('files', name));
  }

  async #read<T>(work: (shelf: IDBPDatabase<Shelf>) => Promise<T>, none: T): Promise<Result<T>> {
    try {
      const known =
        this.#database !== null || (await indexedDB.databases()).some(({ name }) => name === DATABASE);
      return known ? await this.#with(work) : ok(none);
    } catch {
      return ok(none);
    }
  }

  async #with<T>(work: (shelf: IDBPDatabase<Shelf>) => Promise<T>): Promise<Result<T>> {
    try {
      this.#database ??= openDB<Shelf>(DATABASE, 1, {
        upgrade(database) {
          database.createObjectStore('recipes');
          database.createObjectStore('files', { keyPath: 'name' });
        },
      });
      return ok(await work(await this.#database));
    } catch (thrown) {
      this.#database = null;
      const error = toAppError(thrown);
      const detail = error.code === 'app.unexpected' ? error.params.detail : error.code;
      return fail(appError('document.storage', { detail }));
    }
  }
}
