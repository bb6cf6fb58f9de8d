import { appError, type AppError } from '../../contract/error.ts';
import type { Result } from '../../contract/result.ts';
import type { Cell, Notebook } from '../../document/cell.ts';
import { readNotebook, writeNotebook } from '../../document/notebook-file.ts';
import { receiveReleased } from '../../privacy/gate.ts';
import type { Dataset } from '../dataset.svelte.ts';
import { saveReleased } from '../download.ts';
import type { EnginePort } from '../engine-port.ts';
import { Autosave } from './autosave.ts';
import { holdDocument, type DocumentHold } from './document-lock.ts';
import { documentRequest, reportRequest, scriptRequest, type FileLook } from './document-request.ts';
import type { DocumentShelf, ShelfRecord } from './document-shelf.ts';
import { NotebookSession } from './notebook-session.svelte.ts';
import type { DocumentForm } from './session-port.ts';

/** What notebooks need of the app. */
export interface LibrarySurroundings {
  readonly engine: EnginePort;
  /** The loaded data; reactive. */
  readonly dataset: () => Dataset | null;
  readonly look: () => FileLook;
  /** Says in Markdown that a cell of some kind is of a later version. */
  readonly sayUnknown: (kind: string) => string;
  /** Is told of what went wrong. */
  readonly onError: (error: AppError) => void;
  /** Is told when what is kept has changed. */
  readonly onKept: () => void;
}

/** A notebook that is open in this tab: its session, and how it is kept. */
export interface OpenNotebook {
  readonly session: NotebookSession;
  /** Keeps what has changed now. */
  readonly keep: () => Promise<void>;
  /** Keeps what has changed, stops its cells and lets other tabs have it. */
  readonly close: () => Promise<void>;
}

function recordOf(id: string, notebook: Notebook): ShelfRecord {
  const { title, cells } = notebook;
  return { id, title, cells: cells.length, changedAt: new Date(), text: writeNotebook(notebook) };
}

/** Opens notebooks and keeps them. It is loaded when the first one is opened. */
export class NotebookLibrary {
  readonly #shelf: DocumentShelf;
  readonly #surroundings: LibrarySurroundings;

  constructor(shelf: DocumentShelf, surroundings: LibrarySurroundings) {
    this.#shelf = shelf;
    this.#surroundings = surroundings;
  }

  /** Opens a new notebook of given cells. */
  create(cells: readonly Cell[], title: string): Promise<OpenNotebook> {
    return this.#open(crypto.randomUUID(), { title, cells }, null, true);
  }

  /** Opens one that is kept; an error where it cannot be read. */
  async openKept(id: string): Promise<OpenNotebook | AppError> {
    const record = await this.#shelf.read(id);
    if (!record.ok) return record.error;
    if (record.value === null) return appError('document.unknown', {});
    const read = readNotebook(record.value.text, this.#surroundings.sayUnknown);
    return 'code' in read ? read : this.#open(id, read.notebook, read.readOnly, false);
  }

  /** Opens the file of a notebook; an error names the line or the place. */
  async openFile(file: File): Promise<OpenNotebook | AppError> {
    const read = readNotebook(await file.text(), this.#surroundings.sayUnknown);
    if ('code' in read) return read;
    return this.#open(crypto.randomUUID(), read.notebook, read.readOnly, read.readOnly === null);
  }

  async #open(
    id: string,
    notebook: Notebook,
    readOnly: AppError | null,
    isNew: boolean,
  ): Promise<OpenNotebook> {
    const { engine, dataset, onError } = this.#surroundings;
    const hold = await holdDocument(id, () => void this.#takeOver(session));
    const autosave = new Autosave(
      () => this.#keep(session),
      (state) => {
        session.saving = state;
      },
    );
    const session = new NotebookSession(id, notebook, readOnly ?? otherTab(hold), {
      engine,
      dataset,
      onChange: () => {
        autosave.touch();
      },
      onError,
      save: (asked, form) => this.#release(asked, form),
    });
    if (isNew) autosave.touch();
    const stopListening = this.#keepWhenLeft(autosave);
    return {
      session,
      keep: () => autosave.flush(),
      close: async () => {
        stopListening();
        session.close();
        await autosave.flush();
        hold.release();
      },
    };
  }

  /** Another tab has let go of the document: shows it as that tab has left it, to be changed here. */
  async #takeOver(session: NotebookSession): Promise<void> {
    if (session.readOnly?.code !== 'document.otherTab') return;
    const record = await this.#shelf.read(session.id);
    const { sayUnknown } = this.#surroundings;
    const read = record.ok && record.value !== null ? readNotebook(record.value.text, sayUnknown) : null;
    if (read !== null && !('code' in read)) session.replace(read.notebook);
  }

  async #keep(session: NotebookSession): Promise<Result<true>> {
    const result = await this.#shelf.keep(recordOf(session.id, session.notebook));
    if (result.ok) this.#surroundings.onKept();
    return result;
  }

  /** A tab that is closed or put away keeps what it has not kept yet. */
  #keepWhenLeft(autosave: Autosave): () => void {
    const onHidden = (): void => {
      if (document.visibilityState === 'hidden') void autosave.flush();
    };
    document.addEventListener('visibilitychange', onHidden);
    return () => {
      document.removeEventListener('visibilitychange', onHidden);
    };
  }

  async #release(session: NotebookSession, form: DocumentForm): Promise<AppError | null> {
    const { engine, dataset, look } = this.#surroundings;
    const datasetId = dataset()?.id ?? null;
    const { locale } = look();
    if (form !== 'document' && datasetId === null) return appError('cell.noData', {});
    const request =
      form === 'document' || datasetId === null
        ? documentRequest(session.notebook, locale)
        : form === 'script'
          ? scriptRequest(session.asRun(), datasetId, locale)
          : reportRequest(session.asRun(), datasetId, look());
    const answer = await engine.notebook.releaseDocument(request);
    const received = answer.ok ? await receiveReleased(answer.value, engine.decisions) : answer;
    if (!received.ok) return received.error;
    saveReleased(received.value);
    return null;
  }
}

function otherTab({ held }: DocumentHold): AppError | null {
  return held ? null : appError('document.otherTab', {});
}
