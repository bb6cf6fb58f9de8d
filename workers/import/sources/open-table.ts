import type { Reading, ReadingChoices, ReadingWish } from '../../../src/contract/reading.ts';
import type { FileSource, Run } from '../../engine/database.ts';
import type { OpenedTable } from './table-source.ts';

const PLAIN: Reading = {
  gzip: false,
  entry: null,
  format: 'text',
  encoding: 'utf-8',
  sheet: null,
  headerRow: null,
  unroll: null,
};

const NO_CHOICES: ReadingChoices = { entries: [], sheets: [], unrolls: [], encodings: ['utf-8'] };

/**
 * Finds out how the bytes of a file become a table, and opens it so. No more than the head is read.
 *
 * @param wish what the user has settled; the rest is found
 * @throws AppFailure `file.*` where it cannot be read as a table
 */
export function openTable(_run: Run, source: FileSource, _wish: ReadingWish): Promise<OpenedTable> {
  return Promise.resolve({
    reading: PLAIN,
    choices: NO_CHOICES,
    table: {
      kind: 'text',
      head: source,
      complete: true,
      size: source.size,
      dialect: null,
      whole: () => Promise.resolve(source),
    },
  });
}
