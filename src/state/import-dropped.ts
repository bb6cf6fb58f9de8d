/** Files that were dropped or chosen, and how many others in their folders cannot be tables. */
export interface DroppedFiles {
  readonly files: readonly File[];
  readonly passedOver: number;
}

/** Names of files that can be tables, also packed. */
const TABLE_NAME =
  /\.(?:csv|tsv|tab|txt|dat|psv|json|ndjson|jsonl|parquet|pq|arrow|feather|ipc|xlsx|zip)(?:\.gz)?$|\.gz$/iu;

/** Files of one drop, at most; a folder by mistake must not keep the page busy for long. */
const MOST = 200;

function isTable({ name }: { readonly name: string }): boolean {
  return TABLE_NAME.test(name) && !name.startsWith('.');
}

function fileOf(entry: FileSystemFileEntry): Promise<File | null> {
  return new Promise((resolve) => {
    entry.file(resolve, () => {
      resolve(null);
    });
  });
}

/** A reader gives the entries of a folder in portions; an empty one is the last. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const portion = await new Promise<FileSystemEntry[]>((resolve) => {
      reader.readEntries(resolve, () => {
        resolve([]);
      });
    });
    if (portion.length === 0) return all;
    all.push(...portion);
  }
}

async function filesBelow(folder: FileSystemDirectoryEntry): Promise<File[]> {
  const entries = await entriesOf(folder);
  const found: File[] = [];
  for (const entry of entries.toSorted((a, b) => a.name.localeCompare(b.name))) {
    if (entry.isDirectory) found.push(...(await filesBelow(entry as FileSystemDirectoryEntry)));
    else found.push(...[await fileOf(entry as FileSystemFileEntry)].filter((file) => file !== null));
  }
  return found;
}

/**
 * Of the files of a folder, those that can be tables by their names.
 *
 * @param direct files that were named one by one; they are taken whatever they are called, so that the user hears why
 *   one of them cannot be read
 */
export function tablesAmong(inFolders: readonly File[], direct: readonly File[] = []): DroppedFiles {
  const files = [...direct, ...inFolders.filter(isTable)].slice(0, MOST);
  return { files, passedOver: direct.length + inFolders.length - files.length };
}

/** Files of a drop, also those inside folders. The transfer is read at once; it is empty after the event. */
export async function droppedFiles(transfer: DataTransfer): Promise<DroppedFiles> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry());
  const folders = entries.filter((entry): entry is FileSystemDirectoryEntry => entry?.isDirectory === true);
  const names = new Set(folders.map(({ name }) => name));
  const direct = [...transfer.files].filter(({ name }) => !names.has(name));
  const below: File[] = [];
  for (const folder of folders) below.push(...(await filesBelow(folder)));
  return tablesAmong(below, direct);
}

/** Whether a text that was pasted is a table: two lines or more, cut by tabs, commas, semicolons or pipes. */
export function isPastedTable(text: string): boolean {
  const lines = text.split(/\r\n|\n|\r/u).filter((line) => line.trim() !== '');
  const [first = ''] = lines;
  return lines.length >= 2 && /[\t,;|]/u.test(first);
}
