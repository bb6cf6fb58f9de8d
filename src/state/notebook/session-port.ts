import type { Progress } from '../../contract/engine-api.ts';
import type { AppError } from '../../contract/error.ts';
import type { CellId } from '../../contract/ids.ts';
import type { CatalogRelation, CellOutcome, DocumentRequest } from '../../contract/notebook.ts';
import type { Cell, CellKind, Notebook } from '../../document/cell.ts';
import type { FindQuery } from '../../document/find.ts';
import type { PlainKey } from '../../i18n/messages.ts';
import type { SaveState } from '../documents/autosave.ts';
import type { KeptDocument } from '../documents/document-shelf.ts';

/**
 * Where a cell is. `idle`: nothing to run or never run; `stale`: its result is of other inputs and it waits for the
 * user; `blocked`: what it reads has failed, is missing, or waits for it.
 */
export type CellStatus = 'idle' | 'queued' | 'running' | 'done' | 'stale' | 'error' | 'blocked';

/** What is known of a cell besides what the document says. */
export interface CellState {
  readonly status: CellStatus;
  /** Of the last run that ended well; kept while it is stale or runs again. */
  readonly outcome: CellOutcome | null;
  /** Why it failed or is blocked; its `from` and `to`, where it has them, are offsets in the cell's SQL. */
  readonly error: AppError | null;
  readonly progress: Progress | null;
  /** Cells it reads and cells that read it, in the order of the document. */
  readonly reads: readonly CellId[];
  readonly readBy: readonly CellId[];
  /** Relations and inputs it reads, as written; `orders` and the like too. */
  readonly readNames: readonly string[];
  /** Time of the last run, milliseconds; null before the first. */
  readonly elapsedMs: number | null;
}

/** A change of a cell: fields of its kind, its id and kind left out. */
export type CellPatch = Readonly<Record<string, unknown>>;

/** The notebook that is open. Its fields are reactive (`$state`), so what reads them follows. */
export interface NotebookSessionPort {
  readonly id: string;
  readonly notebook: Notebook;
  /** Why it cannot be changed (`document.newer`); null when it can. */
  readonly readOnly: AppError | null;
  readonly saving: SaveState;
  /** Cell the commands are about; null for none. */
  selected: CellId | null;
  state(id: CellId): CellState;
  /** Everything cells can read now, loaded data first. */
  readonly catalog: readonly CatalogRelation[];
  readonly staleCount: number;
  /** Cells that wait or run, in the order they will run. */
  readonly queue: readonly CellId[];

  // Edits. Each is one step of undo; typing into one field within a second is one step.
  setTitle(title: string): void;
  /** Puts a new cell of a kind before place `at` and selects it. */
  insert(kind: CellKind, at: number, fields?: CellPatch): CellId;
  remove(id: CellId): void;
  duplicate(id: CellId): CellId;
  move(id: CellId, to: number): void;
  change(id: CellId, patch: CellPatch): void;
  /** Renames a cell, and what reads it in other cells too. */
  rename(id: CellId, name: string): void;
  /** Puts `text` in place of each match in SQL and text cells; returns how many. */
  replaceAll(query: FindQuery, text: string): number;
  /** What undo would take back, as a key of messages; null for nothing. */
  readonly undoWord: PlainKey | null;
  readonly redoWord: PlainKey | null;
  undo(): void;
  redo(): void;

  // Runs
  run(id: CellId): void;
  runAbove(id: CellId): void;
  runAll(): void;
  runStale(): void;
  /** Stops one cell, or everything. */
  stop(id?: CellId): void;

  /**
   * Asks the gate for the document, its SQL or its report, and hands it to the browser to save.
   *
   * @returns why it did not leave; null when it did
   */
  save(form: DocumentForm): Promise<AppError | null>;
}

/** What can leave of a document as a whole. */
export type DocumentForm = DocumentRequest['form'];

/** Parts of the notebook's screen that commands open and close. */
export interface NotebookPanels {
  find: boolean;
  outline: boolean;
  presenting: boolean;
  /** The chooser of templates. */
  templates: boolean;
}

/** Notebooks of this browser and the one that is open. */
export interface NotebooksPort {
  readonly open: NotebookSessionPort | null;
  readonly panels: NotebookPanels;
  /** Newest first; null while they are being read. */
  readonly kept: readonly KeptDocument[] | null;
  /** Opens an empty one, or one of a template. */
  create(cells?: readonly Cell[], title?: string): void;
  openKept(id: string): Promise<void>;
  /** Opens a saved file; an error names the line or the place. */
  openFile(file: File): Promise<AppError | null>;
  /** Lets the user choose a saved file on disk, which is then opened. */
  chooseFile(): void;
  duplicate(id: string): Promise<void>;
  /** Deletes one; the returned function brings it back. */
  discard(id: string): Promise<() => Promise<void>>;
  close(): void;
}
