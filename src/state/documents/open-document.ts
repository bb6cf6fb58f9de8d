import { appError, type AppError } from '../../contract/error.ts';
import type { Result } from '../../contract/result.ts';
import { Autosave, type SaveState } from './autosave.ts';
import { holdDocument } from './document-lock.ts';
import type { DocumentShelf, ShelfRecord } from './document-shelf.ts';

/** A document in memory, as whoever keeps it sees it. */
export interface KeptSession {
  readonly id: string;
  /** Why it cannot be changed; null when it can. */
  readonly readOnly: AppError | null;
  saving: SaveState;
  /** Stops everything; it is not used any more. */
  close(): void;
}

/** A document that is open in this tab: its session, and how it is kept. */
export interface OpenDocument<S> {
  readonly session: S;
  /** Keeps what has changed now. */
  readonly keep: () => Promise<void>;
  /** Keeps what has changed, stops its work and lets other tabs have it. */
  readonly close: () => Promise<void>;
}

/** A document that is to be opened. */
export interface Opening<S> {
  readonly id: string;
  /** Why it cannot be changed whatever other tabs do; null when it can. */
  readonly readOnly: AppError | null;
  /** Whether it is not on the shelf yet. */
  readonly isNew: boolean;
  /** Makes its session, which tells of each change. */
  readonly make: (readOnly: AppError | null, onChange: () => void) => S;
  /** The document as it is kept. */
  readonly record: (session: S) => ShelfRecord;
  /** Shows the document as another tab has left it, to be changed here. */
  readonly restore: (session: S, text: string) => void;
  /** Is told when it has been kept. */
  readonly onKept: () => void;
}

/** Opens a document in this tab, takes hold of it, and keeps it a moment after each change. */
export async function openDocument<S extends KeptSession>(
  shelf: DocumentShelf,
  opening: Opening<S>,
): Promise<OpenDocument<S>> {
  const { id, readOnly, isNew } = opening;
  const hold = await holdDocument(id, () => void takeOver());
  const autosave = new Autosave(keep, (state) => {
    session.saving = state;
  });
  const session = opening.make(readOnly ?? (hold.held ? null : appError('document.otherTab', {})), () => {
    autosave.touch();
  });
  if (isNew) autosave.touch();
  const stopListening = keepWhenLeft(autosave);

  async function keep(): Promise<Result<true>> {
    const result = await shelf.keep(opening.record(session));
    if (result.ok) opening.onKept();
    return result;
  }

  async function takeOver(): Promise<void> {
    if (session.readOnly?.code !== 'document.otherTab') return;
    const record = await shelf.read(id);
    if (record.ok && record.value !== null) opening.restore(session, record.value.text);
  }

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

/** A tab that is closed or put away keeps what it has not kept yet. */
function keepWhenLeft(autosave: Autosave): () => void {
  const onHidden = (): void => {
    if (document.visibilityState === 'hidden') void autosave.flush();
  };
  document.addEventListener('visibilitychange', onHidden);
  return () => {
    document.removeEventListener('visibilitychange', onHidden);
  };
}
