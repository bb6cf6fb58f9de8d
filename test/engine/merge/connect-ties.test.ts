import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { row } from '../../../src/contract/result-set.ts';
import { sql } from '../../../src/contract/sql.ts';
import { bootNode } from '../../../workers/engine/boot-node.ts';
import type { Database } from '../../../workers/engine/database.ts';
import { connectTies } from '../../../workers/merge/connect-ties.ts';
import { scratch } from '../../../workers/merge/scratch.ts';
import { newRun } from '../../analyses/orders-in-engine.ts';
import { UnionFind } from './union-find.ts';

type Tie = readonly [node: number, tie: number];

let db: Database;
beforeAll(async () => {
  db = await bootNode();
});
afterAll(() => db.close());

/** Label of each node that has a tie. */
async function labels(ties: readonly Tie[]): Promise<Readonly<Record<number, number>>> {
  const nodes = sql`unnest([${ties.map(([node]) => sql`${node}`)}]::INTEGER[])`;
  const values = sql`unnest([${ties.map(([, tie]) => sql`${tie}`)}]::INTEGER[])`;
  await db.query(
    sql`CREATE OR REPLACE TABLE ${scratch('ties')} AS SELECT DISTINCT * FROM (SELECT ${nodes} AS node, ${values} AS tie)`,
    newRun(),
  );
  await connectTies(db, newRun());
  const found = await db.query(sql`SELECT node, label FROM ${scratch('labels')} ORDER BY node`, newRun());
  return Object.fromEntries(
    Array.from({ length: found.rowCount }, (_, place) => row(found, place).map(Number)),
  );
}

function byUnion(ties: readonly Tie[]): Readonly<Record<number, number>> {
  const sets = new UnionFind();
  const name = (node: number): string => String(node).padStart(6, '0');
  const first = new Map<number, number>();
  for (const [node, tie] of ties) {
    const before = first.get(tie);
    if (before === undefined) first.set(tie, node);
    else sets.join(name(node), name(before));
  }
  return Object.fromEntries(ties.map(([node]) => [node, Number(sets.find(name(node)))]));
}

/** Each of a row of nodes with the next. */
function chain(nodes: readonly number[]): readonly Tie[] {
  return nodes.slice(1).flatMap((node, tie): Tie[] => [
    [nodes[tie] ?? 0, tie],
    [node, tie],
  ]);
}

describe('clusters', () => {
  it('are those of a plain union, whatever ties whom', async () => {
    const ties = fc.array(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 30 })), {
      minLength: 1,
      maxLength: 80,
    });
    await fc.assert(
      fc.asyncProperty(ties, async (given) => {
        expect(await labels(given)).toEqual(byUnion(given));
      }),
      { numRuns: Number(process.env['FUZZ_RUNS'] ?? 40) },
    );
  });

  const many = Array.from({ length: 3000 }, (_, node) => node);
  it.each([
    ['a chain', chain(many)],
    ['a chain whose ends are the smallest', chain(many.map((node) => (node % 2 === 0 ? node : 2999 - node)))],
    ['a chain without order', chain(many.toSorted((a, b) => ((a * 7919) % 3001) - ((b * 7919) % 3001)))],
    [
      'a star round the largest',
      many.flatMap((node): Tie[] => [
        [node, node],
        [2999, node],
      ]),
    ],
    [
      'a row of stars',
      many.flatMap((node): Tie[] => [
        [node, Math.floor(node / 10)],
        [Math.min(node + 1, 2999), Math.floor(node / 10)],
      ]),
    ],
  ])('of %s are one', async (_, ties) => {
    expect(new Set(Object.values(await labels(ties)))).toEqual(new Set([0]));
  });

  it('are none where nobody is tied', async () => {
    await db.query(sql`CREATE OR REPLACE TABLE ${scratch('ties')} (node INTEGER, tie INTEGER)`, newRun());
    await connectTies(db, newRun());
    const found = await db.query(sql`SELECT * FROM ${scratch('labels')}`, newRun());
    expect(found.rowCount).toBe(0);
  });
});
