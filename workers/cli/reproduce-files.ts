import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import type { ColumnType, ResultSet, Value } from '../../src/contract/result-set.ts';

/** Rows that are put into one write. */
const ROWS_PER_WRITE = 5000;

/** A value as JSON carries it: dates as ISO text, everything else as it is. */
export function jsonValue(value: Value, type: ColumnType): Value {
  if (typeof value !== 'number') return value;
  if (type === 'date') return new Date(value).toISOString().slice(0, 10);
  if (type === 'timestamp') return new Date(value).toISOString();
  return value;
}

async function write(stream: WriteStream, text: string): Promise<void> {
  if (!stream.write(text)) await once(stream, 'drain');
}

function rowJson(table: ResultSet, index: number): string {
  return JSON.stringify(table.columns.map((column) => jsonValue(column.values[index] ?? null, column.type)));
}

async function writeTable(stream: WriteStream, table: ResultSet): Promise<void> {
  const columns = table.columns.map(({ name, type, unit }) => ({ name, type, unit: unit ?? null }));
  await write(stream, `{"columns":${JSON.stringify(columns)},"rows":[`);
  for (let start = 0; start < table.rowCount; start += ROWS_PER_WRITE) {
    const end = Math.min(start + ROWS_PER_WRITE, table.rowCount);
    const rows = Array.from({ length: end - start }, (_, index) => rowJson(table, start + index));
    await write(stream, `${start === 0 ? '' : ','}\n${rows.join(',\n')}`);
  }
  await write(stream, ']}');
}

/** What `result.json` tells besides the tables. */
export interface ResultHead {
  readonly analysis: string;
  readonly version: number;
  readonly params: Readonly<Record<string, unknown>>;
  readonly facts: Readonly<Record<string, unknown>>;
}

/**
 * Writes `result.json`, piece by piece, since a table of customers may be larger than a text can be. It is
 * marked private: it holds one row per customer and nothing in it has passed the gate.
 *
 * @param tables every table of the analysis, by name
 */
export async function writeResult(
  location: string,
  head: ResultHead,
  tables: ReadonlyMap<string, ResultSet>,
): Promise<void> {
  const stream = createWriteStream(location, { encoding: 'utf8' });
  const finished = once(stream, 'finish');
  const { analysis, version, params, facts } = head;
  const lead = JSON.stringify({ private: true, analysis, version, params });
  await write(stream, `${lead.slice(0, -1)},\n"tables":{`);
  let separator = '\n';
  for (const [name, table] of tables) {
    await write(stream, `${separator}${JSON.stringify(name)}:`);
    await writeTable(stream, table);
    separator = ',\n';
  }
  stream.end(`},\n"facts":${JSON.stringify(facts)}}\n`);
  await finished;
}
