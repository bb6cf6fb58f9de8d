import { numbers, texts } from '../../src/contract/result-set.ts';
import { identifier, joined, sql, type Sql } from '../../src/contract/sql.ts';
import { MALFORMED_BIT, RULE_BITS } from '../../src/data/cleaning-rules.ts';
import { Run, type Database } from '../engine/database.ts';
import { emptyToken, textOfKey } from './id-shape.ts';
import { field, type FieldSource } from './csv-source.ts';
import { rowQuery, storedName, type RowPlan } from './row-query.ts';

/** Rows of a file that are not loaded because only a part of it is wanted, by why. */
export interface LeftOut {
  readonly outsideRange: number;
  readonly notSampled: number;
}

const COUNTERS = { outsideRange: 'import_outside_range', notSampled: 'import_not_sampled' } as const;
/** Shares of customers are told apart to a hundredth of a percent. */
const PARTS_OF_PERCENT = 100;

/** Whether a row's day lies outside of the range; a row whose date cannot be read does not. */
function outsideRange({ columns, part }: RowPlan): Sql {
  const dated = columns.some(({ role }) => role === 'orderedAt');
  if (!dated || part === null) return sql`FALSE`;
  const { from, to } = part;
  const sides = [
    ...(from === null ? [] : [sql`ordered_at < ${from}::TIMESTAMP`]),
    ...(to === null ? [] : [sql`ordered_at >= ${to}::TIMESTAMP + INTERVAL 1 DAY`]),
  ];
  return sides.length === 0 ? sql`FALSE` : sql`coalesce(${joined(sides, ' OR ')}, FALSE)`;
}

/**
 * Whether a customer is not among those drawn. Customers are drawn by an MD5 of the seed and their id, so that the same are
 * drawn again from the same file, and from another one with the same customers; one comes with all of the rows.
 *
 * @param key column of the ids, or of the keys that stand for them
 * @param missing whether a row without a key has no customer: it then goes with none
 */
function notSampled({ customerShape, part }: RowPlan, key: Sql, missing: Sql): Sql {
  const sample = part?.sample ?? null;
  if (sample === null) return sql`FALSE`;
  const id = customerShape.kind === 'text' ? key : textOfKey(customerShape, key);
  const drawn = sql`md5_number_lower(${`${sample.seed}:`} || ${id}) % ${100 * PARTS_OF_PERCENT}`;
  const share = Math.round(sample.percent * PARTS_OF_PERCENT);
  return sql`CASE WHEN ${key} IS NULL THEN ${missing} ELSE ${drawn} >= ${share} END`;
}

/** Whether a row without a key in the scan has no customer; it may also have one of another shape than the others. */
function lacksCustomer({ columns }: RowPlan, source: FieldSource): Sql {
  const customer = columns.find(({ role }) => role === 'customerId');
  if (customer === undefined) return sql`TRUE`;
  const text = field(customer.index);
  return emptyToken(source.typed?.has(customer.index) === true ? sql`${text}::VARCHAR` : text);
}

/** The two reasons for which a row is held back while a file is read. */
function reasons(plan: RowPlan, source: FieldSource): Readonly<Record<keyof LeftOut, Sql>> {
  const whole = source.marksMalformed ? sql`NOT malformed AND ` : sql``;
  const sampled = notSampled(plan, sql`customer_key`, lacksCustomer(plan, source));
  return { outsideRange: sql`${whole}${outsideRange(plan)}`, notSampled: sql`${whole}${sampled}` };
}

/** The condition on the rows of the part that is wanted, for whoever does not count the others. */
export function inPart(plan: RowPlan, source: FieldSource): Sql {
  const { outsideRange: outside, notSampled: undrawn } = reasons(plan, source);
  return sql`NOT (${outside}) AND NOT (${undrawn})`;
}

function counted(reason: keyof LeftOut, held: Sql): Sql {
  return sql`CASE WHEN ${held} THEN TRUE ELSE nextval(${COUNTERS[reason]}) < 0 END`;
}

/** A row as a number: equal rows have equal ones. */
function rowHash(plan: RowPlan, name: (column: RowPlan['columns'][number]) => string): Sql {
  return sql`hash(${plan.columns.map((column) => identifier(name(column)))})`;
}

/**
 * Lets only the rows through that are wanted, while a file is read, and counts those it holds back: these are stored
 * nowhere. Rows that cannot be cut or whose date cannot be read are let through, so that the receipt tells of them.
 */
export class Sieve {
  readonly #plan: RowPlan;
  readonly #lasts: readonly string[];

  private constructor(plan: RowPlan, lasts: readonly string[]) {
    this.#plan = plan;
    this.#lasts = lasts;
  }

  /**
   * @param lasts the last record of the file, in all readings; it is let through, since by it is seen whether a file was
   *   read to its end
   */
  static async open(db: Database, run: Run, plan: RowPlan, lasts: readonly FieldSource[]): Promise<Sieve> {
    const stored = rowHash(plan, (column) => storedName(column, plan));
    const hashes: string[] = [];
    for (const last of lasts) {
      const found = await db.query(sql`SELECT ${stored}::VARCHAR AS h FROM (${rowQuery(plan, last)})`, run);
      hashes.push(...texts(found, 'h'));
    }
    return new Sieve(plan, hashes);
  }

  /** Begins to count. */
  async reset(db: Database, run: Run): Promise<void> {
    for (const name of Object.values(COUNTERS)) {
      await db.query(sql`CREATE OR REPLACE TEMP SEQUENCE ${identifier(name)}`, run);
    }
  }

  /** The condition on rows; it counts what it holds back, so it is to be evaluated once for each row. */
  condition(source: FieldSource): Sql {
    const plan = this.#plan;
    const hash = rowHash(plan, ({ stored }) => stored);
    const held =
      this.#lasts.length === 0
        ? sql`FALSE`
        : joined(
            this.#lasts.map((last) => sql`${hash} = ${last}::UBIGINT`),
            ' OR ',
          );
    const { outsideRange: outside, notSampled: undrawn } = reasons(plan, source);
    return sql`CASE WHEN ${outside} THEN ${counted('outsideRange', held)}
      WHEN ${undrawn} THEN ${counted('notSampled', held)} ELSE TRUE END`;
  }

  /** Takes the last record away again where it is not wanted, and says what has been held back. */
  async close(db: Database, run: Run, rows: Sql): Promise<LeftOut> {
    const plan = this.#plan;
    const key = plan.customerShape.kind === 'text' ? sql`customer_id` : sql`customer_key`;
    const sound = sql`(flags & ${MALFORMED_BIT}) = 0`;
    const outside = sql`(${sound} AND ${outsideRange(plan)})`;
    const missing = sql`(flags & ${RULE_BITS.noCustomer}) <> 0`;
    const other = sql`(${sound} AND NOT ${outside} AND ${notSampled(plan, key, missing)})`;
    const counts = sql`nextval(${COUNTERS.outsideRange})::DOUBLE AS range, nextval(${COUNTERS.notSampled})::DOUBLE AS sample`;
    const found = await db.query(
      sql`SELECT *, ${counts} FROM (SELECT (count(*) FILTER (WHERE ${outside}))::DOUBLE AS last_outside,
        (count(*) FILTER (WHERE ${other}))::DOUBLE AS last_other FROM ${rows})`,
      run,
    );
    const of = (name: string): number => numbers(found, name)[0] ?? 0;
    if (of('last_outside') + of('last_other') > 0) {
      await db.query(sql`DELETE FROM ${rows} WHERE ${outside} OR ${other}`, run);
    }
    for (const name of Object.values(COUNTERS)) {
      await db.query(sql`DROP SEQUENCE IF EXISTS ${identifier(name)}`, new Run(run.id));
    }
    return {
      outsideRange: of('range') - 1 + of('last_outside'),
      notSampled: of('sample') - 1 + of('last_other'),
    };
  }
}
