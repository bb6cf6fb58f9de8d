import type { ColumnFormat } from '../../src/contract/import.ts';
import { numbers } from '../../src/contract/result-set.ts';
import { joined, sql } from '../../src/contract/sql.ts';
import type { Database, Run } from '../engine/database.ts';
import { finiteDate, readDate } from './read-values.ts';

/** The last records that are read for their dates. */
const READ = 1000;

/** Records from further down a file, cut into fields. */
type Records = readonly (readonly string[])[];

async function latestOf(
  db: Database,
  run: Run,
  format: Extract<ColumnFormat, { readonly kind: 'date' }>,
  written: readonly string[],
): Promise<number | null> {
  const date = finiteDate(readDate(sql`written`, format, null));
  const values = joined(
    written.map((text) => sql`(${text})`),
    ', ',
  );
  const found = await db.query(
    sql`SELECT epoch_ms(max(${date}))::DOUBLE AS latest FROM (VALUES ${values}) AS field(written)`,
    run,
  );
  const [latest = Number.NaN] = numbers(found, 'latest');
  return Number.isFinite(latest) ? latest : null;
}

/**
 * The latest date of each column, by the sample and by records from the end of the file: of a file in the order of time one
 * of the two has it.
 *
 * @param formats the columns' formats, in order
 * @param sampled the latest dates of the sample, ms since 1970
 * @returns ms since 1970; null for columns without dates
 */
export async function latestDates(
  db: Database,
  run: Run,
  formats: readonly ColumnFormat[],
  sampled: readonly (number | null)[],
  end: Records,
): Promise<readonly (number | null)[]> {
  const found: (number | null)[] = [];
  for (const [index, format] of formats.entries()) {
    const inSample = format.kind === 'date' ? (sampled[index] ?? null) : null;
    const written = end
      .slice(-READ)
      .map((fields) => fields[index]?.trim() ?? '')
      .filter((text) => text !== '');
    const atEnd =
      format.kind === 'date' && written.length > 0 ? await latestOf(db, run, format, written) : null;
    found.push(inSample === null ? atEnd : Math.max(inSample, atEnd ?? inSample));
  }
  return found;
}
