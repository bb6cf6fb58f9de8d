/** A de-identified table of some data, as the class of each of its records. */
export interface PublishedClasses {
  /** By record, in an order that is the same for all tables of the data; 0 where the record did not leave. */
  readonly classes: Int32Array;
}

/** A small group that tables, laid over each other, single out. */
export interface SmallJointClass {
  /** People in the smallest one. */
  readonly people: number;
  /** Earlier tables that are needed to single it out, by place. */
  readonly tables: readonly number[];
}

/** Joint classes of two partitions: for each record its class, numbered anew. */
function joined(one: Int32Array, other: Int32Array): Int32Array {
  const known = new Map<number, number>();
  const width = other.reduce((most, each) => Math.max(most, each), 0) + 1;
  return one.map((each, record) => {
    const own = other[record] ?? 0;
    if (each === 0 && own === 0) return 0;
    const key = each * width + own;
    const found = known.get(key) ?? known.size + 1;
    known.set(key, found);
    return found;
  });
}

/** Records so that those of one person stand together; null when each is of another person. */
function byPerson(people: Int32Array | null): Int32Array | null {
  return people === null
    ? null
    : Int32Array.from(people.keys()).sort((a, b) => (people[a] ?? 0) - (people[b] ?? 0));
}

/** People of the smallest class; Infinity when there is none. */
function smallest(classes: Int32Array, people: Int32Array | null, order: Int32Array | null): number {
  const counts = new Map<number, number>();
  const last = new Map<number, number>();
  for (let place = 0; place < classes.length; place += 1) {
    const record = order?.[place] ?? place;
    const each = classes[record] ?? 0;
    const person = people?.[record] ?? record;
    if (each === 0 || last.get(each) === person) continue;
    last.set(each, person);
    counts.set(each, (counts.get(each) ?? 0) + 1);
  }
  return Math.min(Infinity, ...new Set(counts.values()));
}

/**
 * Lays a de-identified table over the earlier ones of the same data: the joint classes are the records that are in
 * the same class in all of them, or in one and not in another. Two tables that are each k-anonymous can cut each
 * other's classes into smaller ones (composition attacks: Ganta, Kasiviswanathan and Smith, Composition attacks and
 * auxiliary information in data privacy, KDD 2008, §3).
 *
 * The attacker is taken to know the quasi-identifiers of the person looked for, to know that they are in the data,
 * to have all the tables, and to be able to tell which record of one is which of another: by columns that were kept,
 * by pseudonyms, or from elsewhere. That is more than most can do, so what passes is safe against weaker ones; what is
 * refused need not be found by everyone. What attackers know of other people, and sensitive values that are alike in
 * a joint class, are left aside.
 *
 * First each earlier table by itself, then all of them together in the order they left. A table with the same classes
 * as an earlier one cuts nothing.
 *
 * @param asked the new table
 * @param earlier all earlier ones of the same data
 * @param people by record whose it is; null: each of another person
 * @param k fewest people a joint class must have
 * @returns the small groups found; with single tables, or else with as many as it takes
 */
export function smallJointClasses(
  asked: PublishedClasses,
  earlier: readonly PublishedClasses[],
  people: Int32Array | null,
  k: number,
): readonly SmallJointClass[] {
  const order = byPerson(people);
  const alone = earlier.flatMap(({ classes }, table) => {
    const found = smallest(joined(asked.classes, classes), people, order);
    return found < k ? [{ people: found, tables: [table] }] : [];
  });
  if (alone.length > 0) return alone;
  let together = asked.classes;
  for (const [table, { classes }] of earlier.entries()) {
    together = joined(together, classes);
    const found = smallest(together, people, order);
    if (found < k) return [{ people: found, tables: Array.from({ length: table + 1 }, (_, place) => place) }];
  }
  return [];
}
