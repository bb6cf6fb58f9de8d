import { appError, type AppError } from '../../contract/error.ts';
import { readDashboard, writeDashboard } from '../../dashboard/dashboard-file.ts';
import type { Dashboard } from '../../dashboard/dashboard.ts';
import type { Locale } from '../../i18n/messages.ts';
import { receiveReleased } from '../../privacy/gate.ts';
import type { Dataset } from '../dataset.svelte.ts';
import type { DocumentShelf, ShelfRecord } from '../documents/document-shelf.ts';
import { openDocument, type OpenDocument } from '../documents/open-document.ts';
import type { DocumentLibrary, LibraryListener } from '../documents/open-documents.svelte.ts';
import { saveReleased } from '../download.ts';
import type { EnginePort } from '../engine-port.ts';
import { DashboardSession, type DashboardSurroundings } from './dashboard-session.svelte.ts';

/** What dashboards need of the app. */
export interface DashboardLibrarySurroundings
  extends LibraryListener, Pick<DashboardSurroundings, 'onPlace' | 'onUnfollowed'> {
  readonly engine: EnginePort;
  /** The loaded data; reactive. */
  readonly dataset: () => Dataset | null;
  readonly locale: () => Locale;
  /** Says in Markdown that a tile or cell of some kind is of a later version. */
  readonly sayUnknown: (kind: string) => string;
}

function recordOf(id: string, dashboard: Dashboard): ShelfRecord {
  const { title, pages } = dashboard;
  const cells = pages.reduce((sum, { tiles }) => sum + tiles.length, 0);
  return { id, title, cells, changedAt: new Date(), text: writeDashboard(dashboard) };
}

/** Opens dashboards and keeps them. It is loaded when the first one is opened. */
export class DashboardLibrary implements DocumentLibrary<DashboardSession> {
  readonly #shelf: DocumentShelf;
  readonly #surroundings: DashboardLibrarySurroundings;

  constructor(shelf: DocumentShelf, surroundings: DashboardLibrarySurroundings) {
    this.#shelf = shelf;
    this.#surroundings = surroundings;
  }

  /** Opens a new dashboard. */
  create(dashboard: Dashboard): Promise<OpenDocument<DashboardSession>> {
    return this.#open(crypto.randomUUID(), dashboard, null, true);
  }

  async openKept(id: string): Promise<OpenDocument<DashboardSession> | AppError> {
    const record = await this.#shelf.read(id);
    if (!record.ok) return record.error;
    if (record.value === null) return appError('document.unknown', {});
    const read = readDashboard(record.value.text, this.#surroundings.sayUnknown);
    return 'code' in read ? read : this.#open(id, read.dashboard, read.readOnly, false);
  }

  async openFile(file: File): Promise<OpenDocument<DashboardSession> | AppError> {
    const read = readDashboard(await file.text(), this.#surroundings.sayUnknown);
    if ('code' in read) return read;
    return this.#open(crypto.randomUUID(), read.dashboard, read.readOnly, read.readOnly === null);
  }

  #open(
    id: string,
    dashboard: Dashboard,
    readOnly: AppError | null,
    isNew: boolean,
  ): Promise<OpenDocument<DashboardSession>> {
    const { engine, dataset, locale, onPlace, onUnfollowed, onKept, sayUnknown } = this.#surroundings;
    return openDocument<DashboardSession>(this.#shelf, {
      id,
      readOnly,
      isNew,
      make: (why, onChange) =>
        new DashboardSession(id, dashboard, why, {
          engine,
          dataset,
          locale,
          onChange,
          onPlace,
          onUnfollowed,
          save: (session) => this.#release(session.dashboard),
        }),
      record: (session) => recordOf(id, session.dashboard),
      restore: (session, text) => {
        const read = readDashboard(text, sayUnknown);
        if (!('code' in read)) session.replace(read.dashboard);
      },
      onKept,
    });
  }

  /** Asks the gate for the document: what the user has written, without any result. */
  async #release(dashboard: Dashboard): Promise<AppError | null> {
    const { engine, locale } = this.#surroundings;
    const request = {
      form: 'document',
      title: dashboard.title,
      text: writeDashboard(dashboard),
      locale: locale(),
    } as const;
    const answer = await engine.notebook.releaseDocument(request);
    const received = answer.ok ? await receiveReleased(answer.value, engine.decisions) : answer;
    if (!received.ok) return received.error;
    saveReleased(received.value);
    return null;
  }
}
