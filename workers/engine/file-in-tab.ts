import { appError, AppFailure } from '../../src/contract/error.ts';
import type { FileSource } from './database.ts';

/** A file the user has given to this tab, read in slices. */
export function fileInTab(file: File): FileSource {
  return {
    name: file.name,
    size: file.size,
    handle: file,
    async read(start, end) {
      try {
        return new Uint8Array(await file.slice(start, end).arrayBuffer());
      } catch (thrown) {
        // The browser refuses once the file on disk was moved, changed or deleted.
        throw new AppFailure(appError('file.gone', { name: file.name }), thrown);
      }
    },
  };
}
