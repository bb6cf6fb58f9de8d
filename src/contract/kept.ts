import type { CleaningReceipt, Mapping, RuleSwitches } from './import.ts';
import type { CustomerMerge } from './merge.ts';
import type { ReadingWish } from './reading.ts';
import type { Result } from './result.ts';
import type { SideMapping } from './tables.ts';

/** A file that was opened, as it is kept. */
export interface KeptFile {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** When it was last changed, by its own account, ms since 1970 UTC. */
  readonly modifiedAt: number;
  /** SHA-256 of its bytes, hex: as they were read, and again as they were read back. */
  readonly sha256: string;
}

/** One of several files, and how it was read. */
export interface KeptUse {
  /** Its place in the list of files. */
  readonly file: number;
  /** How the user wanted it to be read; empty: as found. */
  readonly wish: ReadingWish;
}

/** How files were loaded: all that is needed to load them again. */
export interface KeptLoad {
  readonly orders: {
    /** The first gives the columns, the rows of the others follow. */
    readonly uses: readonly KeptUse[];
    readonly mapping: Mapping;
    readonly rules: Partial<RuleSwitches>;
    /** Rules by which customers were merged; null: every id is a customer. */
    readonly merge: CustomerMerge | null;
  } | null;
  /** Tables beside the orders, in the order they were loaded. */
  readonly tables: readonly (KeptUse & {
    readonly mapping: SideMapping;
    /** Whether it became a table of its own, or more rows of one that was there. */
    readonly apart: boolean;
  })[];
}

/** Figures of the receipt that have to be the same when the files are loaded again. */
export type KeptFigures = Pick<CleaningReceipt, 'read' | 'loaded' | 'customers' | 'orders' | 'revenue'>;

/** Data kept on this device until a day, as its manifest says. */
export interface KeptData {
  readonly cloister: 'kept';
  readonly version: 1;
  readonly id: string;
  /** ISO 8601. */
  readonly keptAt: string;
  /** The last day it is kept, YYYY-MM-DD in the user's own time zone. */
  readonly until: string;
  readonly files: readonly KeptFile[];
  readonly load: KeptLoad;
  readonly figures: KeptFigures | null;
}

/** Folder of the origin's private file system that holds a folder for each kept data set. */
export const KEPT_FOLDER = 'kept';

/** Name of the manifest in the folder of a data set; files are named by their place in its list. */
export const MANIFEST = 'manifest.json';

/** Name of the copy that is there while the manifest is being written: one of the two can be read at any moment. */
export const SPARE_MANIFEST = 'manifest.spare.json';

/** The lock that is held while a data set is being written, so that nobody takes it for a leftover. */
export function keepLock(id: string): string {
  return `cloister-keep-${id}`;
}

/** What the page asks of the worker that keeps data. */
export interface KeepApi {
  /** Takes the lock that shows that the worker lives. */
  start(lockName: string): Promise<void>;
  /**
   * Writes files and the manifest that names them, reads them back, and compares. Nothing is left of it unless all of it
   * was the same.
   *
   * @param draft the manifest, but for what is known of files once they are written
   */
  keep(
    draft: Omit<KeptData, 'files'>,
    files: readonly File[],
    onShare: (share: number) => void,
  ): Promise<Result<KeptData>>;
  /** Writes the manifest of a data set anew. */
  rewrite(kept: KeptData): Promise<Result<KeptData>>;
  /** Has the work under way stop and take back what it has written. */
  stop(): void;
}
