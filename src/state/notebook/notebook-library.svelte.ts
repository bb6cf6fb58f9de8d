import { appError, type AppError } from '../../contract/error.ts';
import type { Cell, Notebook } from '../../document/cell.ts';
import { readNotebook, writeNotebook } from '../../document/notebook-file.ts';
import { receiveReleased } from '../../privacy/gate.ts';
import type { Dataset } from '../dataset.svelte.ts';
import type { DocumentShelf, ShelfRecord } from '../documents/document-shelf.ts';
import { openDocument, type OpenDocument } from '../documents/open-document.ts';
import type { DocumentLibrary, LibraryListener } from '../documents/open-documents.svelte.ts';
import { saveReleased } from '../download.ts';
import type { EnginePort } from '../engine-port.ts';
import { documentRequest, reportRequest, scriptRequest, type FileLook } from './document-request.ts';
import { NotebookSession } from './notebook-session.svelte.ts';
import type { DocumentForm } from './session-port.ts';

/** What notebooks need of the app. */
export interface LibrarySurroundings extends LibraryListener {
  readonly engine: EnginePort;
  /** The loaded data; reactive. */
  readonly dataset: () => Dataset | null;
  readonly look: () => FileLook;
  /** Says in Markdown that a cell of some kind is of a later version. */
  readonly sayUnknown: (kind: string) => string;
}

function recordOf(id: string, notebook: Notebook): ShelfRecord {
  const { title, cells } = notebook;
  return { id, title, cells: cells.length, changedAt: new Date(), text: writeNotebook(notebook) };
}

/** Opens notebooks and keeps them. It is loaded when the first one is opened. */
export class NotebookLibrary implements DocumentLibrary<NotebookSession> {
  readonly #shelf: DocumentShelf;
  readonly #surroundings: LibrarySurroundings;

  constructor(shelf: DocumentShelf, surroundings: LibrarySurroundings) {
    this.#shelf = shelf;
    this.#surroundings = surroundings;
  }

  /** Opens a new notebook of given cells. */
  create(cells: readonly Cell[], title: string): Promise<OpenDocument<NotebookSession>> {
    return this.#open(crypto.randomUUID(), { title, cells }, null, true);
  }

  /** Opens one that is kept; an error where it cannot be read. */
  async openKept(id: string): Promise<OpenDocument<NotebookSession> | AppError> {
    const record = await this.#shelf.read(id);
    if (!record.ok) return record.error;
    if (record.value === null) return appError('document.unknown', {});
    const read = readNotebook(record.value.text, this.#surroundings.sayUnknown);
    return 'code' in read ? read : this.#open(id, read.notebook, read.readOnly, false);
  }

  /** Opens the file of a notebook; an error names the line or the place. */
  async openFile(file: File): Promise<OpenDocument<NotebookSession> | AppError> {
    const read = readNotebook(await file.text(), this.#surroundings.sayUnknown);
    if ('code' in read) return read;
    return this.#open(crypto.randomUUID(), read.notebook, read.readOnly, read.readOnly === null);
  }

  #open(
    id: string,
    notebook: Notebook,
    readOnly: AppError | null,
    isNew: boolean,
  ): Promise<OpenDocument<NotebookSession>> {
    const { engine, dataset, onError, onKept, sayUnknown } = this.#surroundings;
    return openDocument<NotebookSession>(this.#shelf, {
      id,
      readOnly,
      isNew,
      make: (why, onChange) => {
        const save = (session: NotebookSession, form: DocumentForm) => this.#release(session, form);
        return new NotebookSession(id, notebook, why, { engine, dataset, onChange, onError, save });
      },
      record: (session) => recordOf(id, session.notebook),
      restore: (session, text) => {
        const read = readNotebook(text, sayUnknown);
        if (!('code' in read)) session.replace(read.notebook);
      },
      onKept,
    });
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
