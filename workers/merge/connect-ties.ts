import { appError, AppFailure } from '../../src/contract/error.ts';
import { numbers } from '../../src/contract/result-set.ts';
import { identifier, sql, type Sql } from '../../src/contract/sql.ts';
import { Run, type Database } from '../engine/database.ts';
import { DATA_DATABASE } from '../engine/sandbox.ts';
import { makeTable, scratch } from './scratch.ts';

/**
 * Rounds after which something is wrong. In each round every label hooks onto the smallest one it shares a value with.
 * A label that stays through two rounds has taken in another one that did not: either that one hooked onto it, or onto
 * a smaller one, which it then met in the second round. So two rounds leave at most half of the labels, and 64 are
 * enough for as many customers as integers can number.
 */
const MOST_ROUNDS = 64;

/** Tables of a round: `hooks` (label, parent), `edges` (label, tie), and what takes their place. */
function part(name: 'hooks' | 'edges' | 'next'): Sql {
  return sql`${identifier(DATA_DATABASE)}.main.${identifier(`merge_${name}`)}`;
}

async function replace(db: Database, run: Run, name: 'hooks' | 'edges', query: Sql): Promise<void> {
  await makeTable(db, run, part('next'), query);
  await db.query(sql`DROP TABLE ${part(name)}`, run);
  await db.query(sql`ALTER TABLE ${part('next')} RENAME TO ${identifier(`merge_${name}`)}`, run);
}

async function count(db: Database, run: Run, query: Sql): Promise<number> {
  return numbers(await db.query(sql`SELECT (${query})::DOUBLE AS n`, run), 'n')[0] ?? 0;
}

/** Lets every label point at the end of its chain of parents: each pass halves what is left of a chain. */
async function jumpToRoots(db: Database, run: Run): Promise<void> {
  const hooks = part('hooks');
  for (;;) {
    const open = await count(
      db,
      run,
      sql`SELECT count(*) FROM ${hooks} each JOIN ${hooks} above ON above.label = each.parent
        WHERE above.parent <> each.parent`,
    );
    if (open === 0) return;
    await replace(
      db,
      run,
      'hooks',
      sql`SELECT each.label, above.parent FROM ${hooks} each JOIN ${hooks} above ON above.label = each.parent`,
    );
  }
}

/**
 * Finds the connected components of customers and the values they share, in `labels`: of each customer with a tie the
 * smallest node that can be reached from it. Labels hook onto smaller ones and are contracted, round by round, until no
 * value has two.
 *
 * SOURCE: Shiloach and Vishkin, "An O(log n) parallel connectivity algorithm", Journal of Algorithms 3 (1982), here with
 * the smallest neighbour as the one to hook onto.
 *
 * @throws AppFailure `engine.*`
 */
export async function connectTies(db: Database, run: Run): Promise<void> {
  const [hooks, edges, labels] = [part('hooks'), part('edges'), scratch('labels')];
  await makeTable(db, run, labels, sql`SELECT DISTINCT node, node AS label FROM ${scratch('ties')}`);
  await makeTable(db, run, edges, sql`SELECT node AS label, tie FROM ${scratch('ties')}`);
  try {
    for (let round = 0; (await count(db, run, sql`SELECT count(*) FROM ${edges}`)) > 0; round += 1) {
      if (round === MOST_ROUNDS) throw new AppFailure(appError('app.unexpected', { detail: 'merge rounds' }));
      await makeTable(
        db,
        run,
        hooks,
        sql`SELECT label, min(least)::INTEGER AS parent FROM ${edges}
          JOIN (SELECT tie, min(label) AS least FROM ${edges} GROUP BY tie) USING (tie) GROUP BY label`,
      );
      await jumpToRoots(db, run);
      await makeTable(
        db,
        run,
        part('next'),
        sql`SELECT node, coalesce(parent, labels.label) AS label FROM ${labels} labels
          LEFT JOIN ${hooks} hooks ON hooks.label = labels.label`,
      );
      await db.query(sql`DROP TABLE ${labels}`, run);
      await db.query(sql`ALTER TABLE ${part('next')} RENAME TO merge_labels`, run);
      // Values whose customers are one by now tie nobody any more.
      await replace(
        db,
        run,
        'edges',
        sql`SELECT label, tie FROM (SELECT DISTINCT parent AS label, tie FROM ${edges} JOIN ${hooks} USING (label))
          QUALIFY count(*) OVER (PARTITION BY tie) > 1`,
      );
    }
  } finally {
    const cleaning = new Run(run.id);
    for (const name of ['hooks', 'edges', 'next'] as const) {
      await db.query(sql`DROP TABLE IF EXISTS ${part(name)}`, cleaning);
    }
  }
}
