import { newId, type RecordsId } from '../../src/contract/ids.ts';
import { identifier, sql, type Sql } from '../../src/contract/sql.ts';
import { equivalenceClasses } from '../../src/privacy/anonymity/classes.ts';
import { tuplesOf } from '../../src/privacy/anonymity/tuples.ts';
import { bootNode } from '../../workers/engine/boot-node.ts';
import { Run, type Database } from '../../workers/engine/database.ts';
import { groupRecords } from '../../workers/records/group-records.ts';
import { recordsTable, valuesTable } from '../../workers/records/records-table.ts';
import type { TakenRecords } from '../../workers/records/taken-records.ts';
import { cpuSeconds } from './cpu-time.ts';
import { figure, type Figure } from './figures.ts';
import { openNative, type Native } from './native.ts';

const ROWS = 1_000_000;
/** Seconds that k may take. */
const GOAL = 1;
const NAMES = ['sex', 'age', 'region', 'postcode', 'education', 'marital'] as const;

/** How people are drawn: the larger the power, the more of them share the common values. */
const CASES = [
  { power: 3, what: 'common values' },
  { power: 1, what: 'most people alone' },
] as const;

/** People with six attributes, more and less common values in each, as a query that both engines read. */
function people(rows: number, power: number): Sql {
  const draw = (salt: number): Sql => sql`(hash(i * 31 + ${salt}) % 1000003 / 1000003.0)`;
  const value = (values: number, salt: number): Sql =>
    sql`floor(${values} * pow(${draw(salt)} * ${draw(salt + 1)}, ${power}))::INTEGER`;
  return sql`SELECT
      CASE WHEN ${draw(1)} < 0.52 THEN 'female' ELSE 'male' END AS c1,
      (18 + ${value(70, 2)})::VARCHAR AS c2,
      'region ' || ${value(31, 4)} AS c3,
      (10000 + ${value(90, 6)})::VARCHAR AS c4,
      'education ' || ${value(16, 8)} AS c5,
      'marital ' || ${value(7, 10)} AS c6
    FROM range(${rows}) AS r(i)`;
}

const COLUMNS = NAMES.map((name, place) => ({ name, stored: `c${place + 1}` }));

async function k(db: Database, run: Run, taken: TakenRecords): Promise<{ k: number; classes: number }> {
  const { tuples } = await groupRecords(db, run, taken, NAMES, []);
  const { sizes } = equivalenceClasses(tuplesOf(tuples, NAMES.length, 0));
  return { k: sizes.reduce((least, size) => Math.min(least, size), Infinity), classes: sizes.length };
}

/** Processor time of some work, seconds: both engines work on one thread, and others on the machine do not count. */
async function seconds<T>(work: () => Promise<T>): Promise<{ readonly time: number; readonly result: T }> {
  const started = cpuSeconds();
  const result = await work();
  return { time: cpuSeconds() - started, result };
}

async function benchCase(
  db: Database,
  native: Native,
  { power, what }: (typeof CASES)[number],
  repeats: number,
): Promise<Figure[]> {
  const run = new Run(newId());
  const recordsId = newId<RecordsId>();
  const relation = recordsTable(recordsId);
  await db.query(sql`CREATE TABLE ${relation} AS ${people(ROWS, power)}`, run);
  await native.time(sql`CREATE OR REPLACE TABLE people AS ${people(ROWS, power)}`.text);
  const taken = { recordsId, name: 'people', records: ROWS, synthetic: true, relation, columns: COLUMNS };
  const textbook = sql`SELECT min(n) FROM (SELECT count(*) AS n FROM people
    GROUP BY ${COLUMNS.map(({ stored }) => identifier(stored))})`;
  const [first, again, baseline]: [number[], number[], number[]] = [[], [], []];
  let found = { k: 0, classes: 0 };
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    for (const column of COLUMNS) {
      await db.query(sql`DROP TABLE IF EXISTS ${valuesTable(recordsId, column)}`, run);
    }
    first.push((await seconds(() => k(db, run, taken))).time);
    const warm = await seconds(() => k(db, run, taken));
    again.push(warm.time);
    found = warm.result;
    baseline.push((await seconds(() => native.time(textbook.text))).time);
  }
  await db.query(sql`DROP TABLE ${relation}`, run);
  const note = `k = ${found.k}, ${found.classes.toLocaleString('en')} classes; processor time`;
  const title = `k of ${ROWS.toLocaleString('en')} rows × ${NAMES.length} quasi-identifiers, ${what}`;
  return [
    figure(`${title}, first time`, 's', first, { goal: GOAL, note }),
    figure(`${title}, again`, 's', again, { goal: GOAL, note }),
    figure(`${title}, first time, to native GROUP BY`, 's', first, { baselines: baseline }),
  ];
}

/**
 * Measures k of a million rows and six quasi-identifiers in DuckDB-WASM under Node, from text to codes to classes,
 * with the distinct values listed anew and listed before, against native DuckDB on one thread that groups the same
 * text and takes the least count.
 */
export async function benchAnonymity(repeats: number): Promise<Figure[]> {
  const db = await bootNode();
  const native = await openNative();
  try {
    const figures: Figure[] = [];
    for (const each of CASES) figures.push(...(await benchCase(db, native, each, repeats)));
    return figures;
  } finally {
    native.close();
    await db.close();
  }
}
