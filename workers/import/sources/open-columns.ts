import type { FileFormat } from '../../../src/contract/reading.ts';
import type { FileSource, Run } from '../../engine/database.ts';
import { gather, type ByteStream } from './bytes.ts';
import type { ColumnTable } from './table-source.ts';

/** Bytes of a file of columns, which are read wherever they stand: one that is packed is unpacked first. */
async function inReach(run: Run, stream: ByteStream, inPlace: FileSource | null): Promise<FileSource> {
  if (inPlace !== null) return inPlace;
  const told = (share: number): void => {
    run.report({ phase: 'unpacking', share });
  };
  return gather(run, stream.name, stream.pieces(told));
}

/**
 * Opens a file whose columns have types. Readers are loaded with the first such file.
 *
 * @param inPlace the file where it stands on disk unpacked
 * @throws AppFailure `file.damaged`, `file.locked`
 */
export async function openColumns(
  run: Run,
  kind: Extract<FileFormat, 'parquet' | 'arrow'>,
  stream: ByteStream,
  inPlace: FileSource | null,
): Promise<ColumnTable> {
  const source = await inReach(run, stream, inPlace);
  if (kind === 'parquet') return (await import('./parquet-table.ts')).openParquet(source);
  return (await import('./arrow-table.ts')).openArrow(run, source);
}
