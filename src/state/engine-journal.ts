import type { LoadRequest } from '../contract/engine-api.ts';
import type { DatasetId, FileId, TableId } from '../contract/ids.ts';
import type { RuleSwitches } from '../contract/import.ts';
import type { CustomerMerge } from '../contract/merge.ts';
import type { Policy } from '../contract/privacy.ts';
import type { ReadingWish } from '../contract/reading.ts';
import type { LoadTableRequest } from '../contract/tables.ts';

/** What has been loaded, and from where. */
export type LoadedEntry =
  | { readonly kind: 'file'; readonly request: LoadRequest }
  | { readonly kind: 'sample'; readonly datasetId: DatasetId };

/** A file of this tab: a handle, not its bytes. */
export interface OpenedFile {
  readonly fileId: FileId;
  readonly file: File;
  /** How the user wants it to be read; null: as found. */
  readonly wish: ReadingWish | null;
}

/** An analysis as it was last run. */
export interface AnalysisEntry {
  readonly datasetId: DatasetId;
  readonly analysisId: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** Customers who were merged, by which rules and with which tables beside the orders. */
export interface MergedEntry {
  readonly merge: CustomerMerge;
  /** Those that were there then: later ones, and those that went, do not change who is one with whom. */
  readonly tables: readonly LoadTableRequest[];
}

/**
 * What the user has done that the engine would forget if it died: the open file (a handle, not its bytes),
 * what was loaded, tables beside the orders, the switches, merged customers, the last analyses, the policy. It is all a
 * new engine needs to be where the old one was.
 */
export class EngineJournal {
  readonly #files = new Map<FileId, OpenedFile>();
  loaded: LoadedEntry | null = null;
  /** Tables beside the orders, in the order they were loaded. */
  tables: readonly LoadTableRequest[] = [];
  rules: RuleSwitches | null = null;
  merged: MergedEntry | null = null;
  policy: Policy | null = null;
  readonly analyses = new Map<string, AnalysisEntry>();
  /** Files of what was loaded as they were read then; the user may have them read in another way since. */
  readonly #readAs = new WeakMap<LoadRequest | LoadTableRequest, readonly OpenedFile[]>();

  get files(): Iterable<OpenedFile> {
    return this.#files.values();
  }

  opened(fileId: FileId, file: File): void {
    this.#files.set(fileId, { fileId, file, wish: null });
  }

  reopened(fileId: FileId, wish: ReadingWish): void {
    const entry = this.#files.get(fileId);
    if (entry !== undefined) this.#files.set(fileId, { ...entry, wish });
  }

  /** The files a request was carried out with, as they were read then. */
  filesOf(request: LoadRequest | LoadTableRequest): readonly OpenedFile[] {
    return this.#readAs.get(request) ?? [];
  }

  /** Notes that a file has become a table beside the orders, or more rows of one. */
  tableLoaded(request: LoadTableRequest): void {
    if (request.appendTo === null) this.tableDropped(request.tableId);
    this.tables = [...this.tables, request];
    this.#noteFiles(request, [request.fileId]);
  }

  tableDropped(tableId: TableId): void {
    this.tables = this.tables.filter((request) => (request.appendTo ?? request.tableId) !== tableId);
  }

  /** Notes that customers were merged, or that a merge was taken back. */
  customersMerged(merge: CustomerMerge | null): void {
    this.merged = merge === null ? null : { merge, tables: this.tables };
  }

  /** Forgets a file, unless what is loaded came from it and would have to be read again. */
  closed(fileId: FileId): void {
    const read = [...this.tables, ...(this.merged?.tables ?? [])];
    if (read.some((request) => request.fileId === fileId)) return;
    if (this.loaded?.kind === 'file') {
      const { request } = this.loaded;
      if (request.fileId === fileId || request.further?.includes(fileId) === true) return;
    }
    this.#files.delete(fileId);
  }

  /** Notes that other data have taken the place of what was loaded. */
  replaceLoaded(entry: LoadedEntry): void {
    this.loaded = entry;
    this.rules = null;
    this.merged = null;
    this.analyses.clear();
    if (entry.kind !== 'file') return;
    const { request } = entry;
    this.#noteFiles(request, [request.fileId, ...(request.further ?? [])]);
  }

  /** Forgets what was loaded, for when loading it again has killed the engine too. */
  dropLoaded(): void {
    this.loaded = null;
    this.tables = [];
    this.rules = null;
    this.merged = null;
    this.analyses.clear();
  }

  #noteFiles(request: LoadRequest | LoadTableRequest, ids: readonly FileId[]): void {
    this.#readAs.set(
      request,
      ids.flatMap((id) => this.#files.get(id) ?? []),
    );
  }
}
