import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DecisionId } from '../../src/contract/ids.ts';
import type { ResultSet } from '../../src/contract/result-set.ts';
import { identifier, sql, type Sql } from '../../src/contract/sql.ts';
import type { ReleaseShape } from '../../src/privacy/shape.ts';
import { bootNode, fileOnDisk } from '../../workers/engine/boot-node.ts';
import type { Database } from '../../workers/engine/database.ts';
import { type AskedRelease, ReleaseRegister } from '../../workers/engine/register.ts';
import { memoryShelf } from '../../workers/engine/register-shelf.ts';
import { newRun, sharedFolder } from '../analyses/orders-in-engine.ts';

interface Case {
  readonly snapshot1: string;
  readonly snapshot2: string;
  readonly groupBy: readonly string[];
  readonly eachSnapshotMinReleasedCell: number;
  readonly leakingCells: Readonly<Record<string, number>>;
  readonly differenceTotal: number;
  readonly verdict: 'BLOCK' | 'OK';
}

const shared = sharedFolder();
const THRESHOLD = 10;

/** What a snapshot is filtered by, e.g. `B age<=87` or `D workclass!=Without-pay`. */
function conditionOf(snapshot: string): Sql {
  const [, column, sign, value] = /^\w (\w+)(<=|!=)(.+)$/u.exec(snapshot) ?? [];
  if (column === undefined || value === undefined) return sql`TRUE`;
  const name = identifier(column === 'country' ? 'native-country' : column);
  return sign === '<=' ? sql`${name} <= ${Number(value)}` : sql`${name} <> ${value}`;
}

describe.skipIf(shared === null)('releases of the Adult census over nested filters', () => {
  const folder = shared ?? '';
  const cases =
    shared === null
      ? []
      : (
          JSON.parse(readFileSync(path.join(folder, 'golden/differencing-adult.json'), 'utf8')) as {
            cases: Case[];
          }
        ).cases;
  let db: Database;
  beforeAll(async () => {
    db = await bootNode();
    await db.attachFile('adult.csv', await fileOnDisk(path.join(folder, 'data/adult/adult.csv')));
    await db.query(
      sql`CREATE TABLE adult AS SELECT row_number() OVER () AS customer_key, * FROM read_csv('import/adult.csv', delim = ';')`,
      newRun(),
    );
    await db.query(sql`CREATE VIEW customers AS SELECT customer_key FROM adult`, newRun());
  });
  afterAll(() => db.close());

  const made = new Map<string, Promise<AskedRelease>>();

  /** A snapshot as the gate would let it out, made once: cells with fewer than ten are withheld. */
  function snapshot(name: string, groupBy: readonly string[]): Promise<AskedRelease> {
    const key = JSON.stringify([name, groupBy]);
    const snapshotOf = made.get(key) ?? make(name, groupBy);
    made.set(key, snapshotOf);
    return snapshotOf;
  }

  async function make(name: string, groupBy: readonly string[]): Promise<AskedRelease> {
    const tables = { cells: identifier(`cells ${name}`), people: identifier(`people ${name}`) };
    const groups = groupBy.map(identifier);
    await db.query(
      sql`CREATE OR REPLACE TABLE ${tables.people} AS SELECT * FROM adult WHERE ${conditionOf(name)}`,
      newRun(),
    );
    await db.query(
      sql`CREATE OR REPLACE TABLE ${tables.cells} AS SELECT ${groups}, count(*) AS customers
        FROM ${tables.people} GROUP BY ALL ORDER BY ALL`,
      newRun(),
    );
    const found = await db.query(
      sql`SELECT ${groups}, CASE WHEN customers >= ${THRESHOLD} THEN customers END AS customers FROM ${tables.cells}`,
      newRun(),
    );
    const table: ResultSet = found;
    const shape: ReleaseShape = {
      kind: 'aggregate',
      columns: [
        ...groupBy.map((group) => ({ name: group, meaning: 'group' as const })),
        { name: 'customers', meaning: 'contributors' },
      ],
    };
    const membership = {
      relation: tables.cells,
      members: tables.people,
      key: sql`customer_key`,
      by: Object.fromEntries(groupBy.map((group) => [group, group])),
      figures: [],
    };
    return { subject: 'adult/cells', table, shape, membership };
  }

  test('there are cases of both kinds', () => {
    expect(new Set(cases.map(({ verdict }) => verdict))).toEqual(new Set(['BLOCK', 'OK']));
  });

  test.each(cases)('$snapshot1 | $snapshot2: $verdict', async (each) => {
    const register = await ReleaseRegister.open(db, newRun(), memoryShelf(), 'adult');
    const first = await snapshot(each.snapshot1, each.groupBy);
    const second = await snapshot(each.snapshot2, each.groupBy);
    await register.add(newRun(), first, {
      id: 'first' as DecisionId,
      at: '2025-01-01T00:00:00Z',
      format: 'csv',
      description: each.snapshot1,
    });
    const { conflicts } = await register.check(newRun(), second, THRESHOLD);
    expect(conflicts.length > 0 ? 'BLOCK' : 'OK').toBe(each.verdict);
    const [total] = [each.differenceTotal].filter((size) => size > 0 && size < THRESHOLD);
    const sizes = [...Object.values(each.leakingCells), ...(total === undefined ? [] : [total])];
    expect(new Set(conflicts.map(({ customers }) => customers))).toEqual(new Set(sizes));
    expect(conflicts.every((conflict) => conflict.with === 'first')).toBe(true);
  });
});
