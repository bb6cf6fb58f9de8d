import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { DashboardGrain } from '../../contract/dashboard.ts';
import type { KeptFigures } from '../../dashboard/data-changes.ts';

/** Figures of the file that was shown last, and of the one before it. */
interface FigureRecord {
  readonly grain: DashboardGrain;
  /** Tells files apart: their name, rows and days. */
  readonly file: string;
  readonly figures: KeptFigures;
  readonly before: KeptFigures | null;
}

interface Shelf extends DBSchema {
  readonly figures: { readonly key: DashboardGrain; readonly value: FigureRecord };
}

const DATABASE = 'cloister-figures';

/**
 * Sums over all customers of the file that was shown last, kept in IndexedDB so that the next file is compared with
 * them. Where it is blocked nothing is kept, and nothing is compared.
 */
export class FigureShelf {
  #database: Promise<IDBPDatabase<Shelf>> | null = null;

  /**
   * Keeps the figures of a file.
   *
   * @param file tells it from others
   * @returns those of the file before it; null where there was none
   */
  async exchange(file: string, figures: KeptFigures): Promise<KeptFigures | null> {
    try {
      this.#database ??= openDB<Shelf>(DATABASE, 1, {
        upgrade(database) {
          database.createObjectStore('figures', { keyPath: 'grain' });
        },
      });
      const shelf = await this.#database;
      const { grain } = figures;
      const known = await shelf.get('figures', grain);
      const before = known === undefined ? null : known.file === file ? known.before : known.figures;
      await shelf.put('figures', { grain, file, figures, before });
      return before;
    } catch {
      this.#database = null;
      return null;
    }
  }
}
