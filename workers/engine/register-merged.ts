import { numbersOf } from '../../src/contract/kernel.ts';
import { sql } from '../../src/contract/sql.ts';
import { CUSTOMER_IDS } from '../import/relations.ts';
import type { Database, Run } from './database.ts';
import { PeopleState, type StandingView } from './register-people.ts';
import type { SeenRows } from './register-tables.ts';

/*
 * What merging customers means for the register.
 *
 * Merging changes nobody: what was released before on ids `a` and `b` was on the one person they are held to be now. So
 * the register goes on. Its fingerprint and what it keeps are on ids as the file has them, and while a merge is in force
 * they are only seen in another way:
 *
 * - A person is in every cell in which an earlier release has any of their ids. What is released is on persons, and a
 *   difference between an earlier release and a new one is counted in persons. Counting ids would let a difference of
 *   one person with as many ids as the threshold pass for a group.
 * - What is released of persons is kept as a release on all of their ids. So it is there, and is compared, once the merge
 *   has been taken back or another one is in force.
 * - Where an earlier release counted two ids of a person in a cell, its figure is larger than the number of persons who
 *   are in it. The sets are compared, not the printed numbers, so nothing is lost by that; what customers add is compared
 *   as it was printed, and differs for every merged person, which at worst withholds what could have left.
 * - Taking a merge back makes persons ids again, and differences are counted in these. That lets nothing leave that could
 *   not have left without the merge.
 */

/** How ids stand for persons: of each id of the file, in the order of the keys, which person it is. */
export interface Persons {
  readonly ids: number;
  readonly persons: number;
  /** Null: every id is a person. */
  readonly personOf: Int32Array | null;
}

/** As many persons as ids. */
export function everyId(ids: number): Persons {
  return { ids, persons: ids, personOf: null };
}

/** Reads who stands for whom now. */
export async function readPersons(db: Database, run: Run): Promise<Persons> {
  const found = await db.columns(
    sql`SELECT (dense_rank() OVER (ORDER BY customer_key) - 1)::DOUBLE AS person FROM ${CUSTOMER_IDS} ORDER BY own_key`,
    run,
  );
  const personOf = Int32Array.from(numbersOf(found, 'person'));
  const persons = personOf.reduce((most, person) => Math.max(most, person), -1) + 1;
  return { ids: personOf.length, persons, personOf: persons === personOf.length ? null : personOf };
}

/** How many are in each cell. */
function counted(view: SeenRows['view'], signatures: Int32Array): SeenRows {
  const counts = new Float64Array(view.signatures.length);
  for (const signature of signatures) counts[signature] = (counts[signature] ?? 0) + 1;
  const customers = new Array<number>(view.cells.length).fill(0);
  for (const [signature, count] of counts.entries()) {
    for (const place of view.signatures[signature] ?? []) customers[place] = (customers[place] ?? 0) + count;
  }
  const cells = view.cells.map(({ row }, place) => ({ row, customers: customers[place] ?? 0 }));
  return { view: { ...view, cells }, signatures, counts };
}

/** A view of persons as one of their ids: each id is where its person is. */
export function spreadOverIds(seen: SeenRows, personOf: Int32Array): SeenRows {
  return counted(
    seen.view,
    personOf.map((person) => seen.signatures[person] ?? 0),
  );
}

/** A view of ids as one of persons: they are where any of their ids is. */
export function gatheredInPersons(
  { view, signatures }: StandingView,
  { persons, personOf }: Persons,
): SeenRows {
  const known = view.signatures.map((cells) => [...cells]);
  const places = new Map(known.map((cells, place) => [cells.join(' '), place]));
  const of = new Int32Array(persons);
  const met = new Uint8Array(persons);
  for (const [id, signature] of signatures.entries()) {
    const person = personOf?.[id] ?? id;
    const before = of[person] ?? 0;
    if (met[person] === 0) of[person] = signature;
    else if (before !== signature) {
      const cells = [...new Set([...(known[before] ?? []), ...(known[signature] ?? [])])].sort(
        (a, b) => a - b,
      );
      const key = cells.join(' ');
      const place = places.get(key) ?? known.push(cells) - 1;
      places.set(key, place);
      of[person] = place;
    }
    met[person] = 1;
  }
  return counted({ ...view, signatures: known }, of);
}

/** Ids as earlier releases tell them apart, as persons whom they tell apart. */
export function peopleOfIds(ids: PeopleState, persons: Persons): PeopleState {
  if (persons.personOf === null) return ids;
  const untold = new PeopleState(new Int32Array(persons.persons), []);
  return ids.views.reduce((people, view) => people.with(gatheredInPersons(view, persons)), untold);
}
