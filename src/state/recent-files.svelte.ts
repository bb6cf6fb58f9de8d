import type { KeptHandle, WorkspaceShelf } from './workspace-shelf.ts';

/** Files that are remembered. */
const MOST = 6;

/**
 * Files that were opened by a handle, where the browser has such: where they are, not what is in them. They can be opened
 * again in a later visit, when the user allows it.
 */
export class RecentFiles {
  /** The latest first. */
  list: readonly KeptHandle[] = $state.raw([]);
  readonly #shelf: WorkspaceShelf;

  constructor(shelf: WorkspaceShelf) {
    this.#shelf = shelf;
  }

  /** Reads what is remembered. */
  async read(): Promise<void> {
    const kept = await this.#shelf.files();
    if (kept.ok) this.list = latest(kept.value);
  }

  /**
   * Lets the user choose files by the browser's own dialog for handles, and remembers them.
   *
   * @returns null where the browser has none; nothing where the user chose nothing
   */
  async choose(): Promise<readonly File[] | null> {
    if (window.showOpenFilePicker === undefined) return null;
    let handles: FileSystemFileHandle[];
    try {
      handles = await window.showOpenFilePicker({ multiple: true });
    } catch {
      return [];
    }
    await this.#remember(handles);
    return Promise.all(handles.map((handle) => handle.getFile()));
  }

  /** Remembers files of a drop. The transfer is read at once; it is empty after the event. */
  async rememberDropped(transfer: DataTransfer): Promise<void> {
    const asked = [...transfer.items].map((item) => item.getAsFileSystemHandle?.() ?? Promise.resolve(null));
    const handles = await Promise.all(asked.map((each) => each.catch(() => null)));
    await this.#remember(handles.filter((each): each is FileSystemFileHandle => each?.kind === 'file'));
  }

  /** Opens a remembered file again; null where the user does not allow it or the file is gone. */
  async reconnect({ handle }: KeptHandle): Promise<File | null> {
    try {
      const allowed = await (handle.requestPermission?.({ mode: 'read' }) ?? Promise.resolve('granted'));
      if (allowed !== 'granted') return null;
      const file = await handle.getFile();
      await this.#remember([handle]);
      return file;
    } catch {
      return null;
    }
  }

  async forget({ name }: KeptHandle): Promise<void> {
    await this.#shelf.dropFile(name);
    this.list = this.list.filter((each) => each.name !== name);
  }

  async #remember(handles: readonly FileSystemFileHandle[]): Promise<void> {
    if (handles.length === 0) return;
    for (const handle of handles) {
      await this.#shelf.keepFile({ name: handle.name, openedAt: new Date(), handle });
    }
    const kept = await this.#shelf.files();
    if (!kept.ok) return;
    this.list = latest(kept.value);
    const old = kept.value.filter(({ name }) => !this.list.some((each) => each.name === name));
    for (const { name } of old) await this.#shelf.dropFile(name);
  }
}

function latest(files: readonly KeptHandle[]): readonly KeptHandle[] {
  return files.toSorted((a, b) => b.openedAt.getTime() - a.openedAt.getTime()).slice(0, MOST);
}
