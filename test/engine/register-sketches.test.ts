import { expect, test } from 'vitest';
import { column } from '../../src/contract/result-set.ts';
import { sql } from '../../src/contract/sql.ts';
import { bootNode } from '../../workers/engine/boot-node.ts';
import { newRun } from '../analyses/orders-in-engine.ts';

test('hashes are those that kept sketches were made with; with others, raise the version of the shelf', async () => {
  const db = await bootNode();
  const found = await db.query(
    sql`SELECT hash(7::INTEGER, -1)::VARCHAR AS bucket, hash(7::INTEGER, 2.5::DOUBLE, 1)::VARCHAR AS mixed`,
    newRun(),
  );
  expect([column(found, 'bucket').values[0], column(found, 'mixed').values[0]]).toEqual([
    '11068559109825317622',
    '10525443656160649278',
  ]);
  await db.close();
});
