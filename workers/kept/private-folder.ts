import { KEPT_FOLDER } from '../../src/contract/kept.ts';
import type { FileFolder, FileSink } from './copy-file.ts';

/** The folder of a data set in the origin's private file system; it is made where there is none. */
export async function privateFolder(id: string): Promise<FileFolder> {
  const root = await navigator.storage.getDirectory();
  const all = await root.getDirectoryHandle(KEPT_FOLDER, { create: true });
  const folder = await all.getDirectoryHandle(id, { create: true });
  return {
    async create(name): Promise<FileSink> {
      const handle = await folder.getFileHandle(name, { create: true });
      const sink = await handle.createSyncAccessHandle();
      sink.truncate(0);
      return sink;
    },
    async read(name) {
      return (await folder.getFileHandle(name)).getFile();
    },
    async remove(name) {
      await folder.removeEntry(name).catch((thrown: unknown) => {
        if (!(thrown instanceof DOMException) || thrown.name !== 'NotFoundError') throw thrown;
      });
    },
  };
}

/** Takes the folder of a data set away with all that is in it. */
export async function removeFolder(id: string): Promise<void> {
  const root = await navigator.storage.getDirectory();
  const all = await root.getDirectoryHandle(KEPT_FOLDER);
  await all.removeEntry(id, { recursive: true });
}
