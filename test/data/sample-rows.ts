import { SAMPLE_COLUMNS } from '../../src/data/sample/generate-orders.ts';

/** A row of a generated file by column name. */
export type SampleRow = Readonly<Record<(typeof SAMPLE_COLUMNS)[number], string>>;

/** Cuts a generated file into rows, with quoted fields. The generator writes no line ends into fields. */
export function rowsOf(csv: string): SampleRow[] {
  const lines = csv.trimEnd().split('\n').slice(1);
  return lines.map((line) => {
    const fields = [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/gu)].map(
      ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
    );
    if (fields.length !== SAMPLE_COLUMNS.length) throw new Error(`${fields.length} fields in: ${line}`);
    return Object.fromEntries(SAMPLE_COLUMNS.map((name, index) => [name, fields[index]])) as SampleRow;
  });
}
