import type { ReleasedFile } from '../../src/contract/privacy.ts';
import type { RecordsReleaseRequest } from '../../src/contract/records.ts';
import { openReleased, type Released } from '../../src/privacy/gate.ts';
import { manifestFile, type RecordsTable } from './manifest.ts';
import { toRecordsCsv } from './records-csv.ts';

const MIME: Readonly<Record<RecordsReleaseRequest['format'], string>> = {
  csv: 'text/csv;charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  parquet: 'application/vnd.apache.parquet',
};

/** Writes the rows; what is large is loaded when it is first needed. */
async function bytesOf(
  released: Released<RecordsTable>,
  format: RecordsReleaseRequest['format'],
): Promise<Uint8Array<ArrayBuffer>> {
  if (format === 'csv') return toRecordsCsv(released);
  if (format === 'xlsx') return (await import('./xlsx.ts')).toRecordsXlsx(released);
  return (await import('./parquet.ts')).toRecordsParquet(released);
}

/**
 * Makes a file of a released de-identified table. Workbooks and Parquet carry the manifest in themselves; a CSV file,
 * which has no place for it, leaves with a file of its own that names its bytes.
 *
 * @throws AppFailure `gate.notReleased` for a table that has not passed the gate; `export.tooManyRows`
 */
export async function recordsFile(
  released: Released<RecordsTable>,
  format: RecordsReleaseRequest['format'],
): Promise<Omit<ReleasedFile, 'decision'>> {
  const { name, manifest } = openReleased(released);
  const bytes = await bytesOf(released, format);
  const file = { name: `${name}.${format}`, mime: MIME[format], bytes };
  return format === 'csv' ? { ...file, attachments: [await manifestFile(manifest, file)] } : file;
}
