import type { KernelTable } from '../../src/contract/kernel.ts';
import { numbersOf } from '../../src/contract/kernel.ts';
import type { RecordsId } from '../../src/contract/ids.ts';
import type { Hierarchy, RecodeRequest } from '../../src/contract/records.ts';
import { identifier, joined, sql, type Sql } from '../../src/contract/sql.ts';
import { mondrianLine } from '../../src/privacy/deidentify/mondrian-line.ts';
import { recodedLabels, suppressedTuples } from '../../src/privacy/deidentify/recoded-labels.ts';
import type { Database, Run } from '../engine/database.ts';
import { DATA_DATABASE } from '../engine/sandbox.ts';
import type { SolvedRecords } from './partition-records.ts';
import { pseudonymColumn, type PseudonymColumn } from './pseudonyms.ts';
import type { OutColumn } from './recode-columns.ts';
import { recordsColumn } from './records-table.ts';
import { sensitiveIn } from './sensitive-in.ts';
import type { TakenRecords } from './taken-records.ts';

/** Column that says of a record whether it was suppressed; it does not leave. */
export const SUPPRESSED_FLAG = identifier('suppressed');

/** Column with the row of the record that a row was made of; it does not leave. */
export const PERSON = identifier('person');

/** The table that a de-identified version of records stands in. */
export function recodedTable(recordsId: RecordsId): Sql {
  return sql`${identifier(DATA_DATABASE)}.main.${identifier(`recoded_${recordsId}`)}`;
}

/** An empty value as text, since columns that cross into the engine have none: no value of records is empty text. */
const EMPTY = '';

/**
 * For each tuple its values (`v1`, …: quasi-identifiers, then sensitive columns), what its quasi-identifiers become
 * (`g1`, …), and whether it is suppressed (`gone`: 1).
 */
function mapping(
  { grouped, recoding }: SolvedRecords,
  quasi: readonly string[],
  sensitive: readonly string[],
  hierarchies: Readonly<Record<string, Hierarchy>>,
): KernelTable {
  const codesOf = (column: string): Int32Array => Int32Array.from(numbersOf(grouped.tuples, column));
  const valuesOf = (name: string): readonly (string | null)[] => grouped.values[name] ?? [];
  const codes = [
    ...quasi.map((_, place) => codesOf(`q${place + 1}`)),
    ...sensitive.map((_, place) => codesOf(`s${place + 1}`)),
  ];
  const values = [...quasi, ...sensitive].map((name, place) => {
    const texts = valuesOf(name);
    return Array.from(codes[place] ?? [], (code) => texts[code] ?? EMPTY);
  });
  const labels = quasi.map((name, place) => {
    const hierarchy = hierarchies[name] ?? null;
    const attribute = {
      values: valuesOf(name),
      codes: codes[place] ?? new Int32Array(0),
      hierarchy,
      line: mondrianLine(valuesOf(name), hierarchy),
    };
    return recodedLabels(recoding, place, attribute).map((label) => label ?? EMPTY);
  });
  return {
    ...Object.fromEntries(values.map((texts, place) => [`v${place + 1}`, texts])),
    ...Object.fromEntries(labels.map((texts, place) => [`g${place + 1}`, texts])),
    gone: Float64Array.from(suppressedTuples(recoding), Number),
  };
}

let made = 0;

/**
 * Makes the de-identified table: every record with what its quasi-identifiers become, other columns as they are or
 * under pseudonyms. Rows stand in the order of what they say, so that their places tell nothing of where they came
 * from.
 *
 * @throws AppFailure `engine.*`
 */
export async function makeRecodedTable(
  { db, run }: { readonly db: Database; readonly run: Run },
  taken: TakenRecords,
  { request, purpose }: Pick<RecodeRequest, 'request' | 'purpose'>,
  columns: readonly OutColumn[],
  solved: SolvedRecords,
): Promise<Sql> {
  const quasi = request.quasiIdentifiers;
  const sensitive = sensitiveIn(request.models);
  made += 1;
  const map = `recode_${made}`;
  await db.insert(map, mapping(solved, quasi, sensitive, request.hierarchies));
  const pseudonyms = new Map<string, PseudonymColumn>();
  try {
    for (const { name, fate, source, classification } of columns) {
      if (fate !== 'pseudonymised') continue;
      const column = identifier(source.stored);
      const { relation } = taken;
      const ask = { relation, column, identifier: classification.identifier, purpose };
      pseudonyms.set(name, await pseudonymColumn(db, run, ask));
    }
    const relation = recodedTable(taken.recordsId);
    const matched = [...quasi, ...sensitive].map(
      (name, place) =>
        sql`coalesce(people.${identifier(recordsColumn(taken, name).stored)}, ${EMPTY}) = map.${identifier(`v${place + 1}`)}`,
    );
    const selected = columns.map((column) => {
      const { name, fate, source, stored } = column;
      const text = sql`people.${identifier(source.stored)}`;
      const label = sql`map.${identifier(`g${quasi.indexOf(name) + 1}`)}`;
      const pseudonym = pseudonyms.get(name)?.pseudonymOf(text) ?? sql`NULL::VARCHAR`;
      const becomes = { generalised: sql`nullif(${label}, ${EMPTY})`, kept: text, pseudonymised: pseudonym }[
        fate
      ];
      return sql`${becomes} AS ${identifier(stored)}`;
    });
    const order = columns.map(({ stored }) => identifier(stored));
    await db.query(
      sql`CREATE OR REPLACE TABLE ${relation} AS
        SELECT ${[...selected, sql`map.gone > 0 AS ${SUPPRESSED_FLAG}, people.rowid AS ${PERSON}`]}
        FROM ${taken.relation} AS people JOIN ${identifier(map)} AS map ON ${joined(matched, ' AND ')}
        ORDER BY ${order}`,
      run,
    );
    return relation;
  } finally {
    await db.query(sql`DROP TABLE IF EXISTS ${identifier(map)}`, run);
    for (const each of pseudonyms.values()) await each.drop();
  }
}
