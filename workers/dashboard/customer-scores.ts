import type { BoundData } from '../../src/analyses/analysis.ts';
import { daysAfter } from '../../src/analyses/calendar-day.ts';
import { periodNumber, periodOfDay } from '../../src/analyses/calendar-periods.ts';
import { findAnalysis } from '../../src/analyses/index.ts';
import { rfmParams } from '../../src/analyses/rfm/params.ts';
import { scoringSteps, scoringTable } from '../../src/analyses/rfm/scoring.ts';
import type { CustomerProfile } from '../../src/contract/dashboard.ts';
import { row } from '../../src/contract/result-set.ts';
import { identifier, sql, type Sql } from '../../src/contract/sql.ts';
import { missingRoles } from '../../src/data/readiness.ts';
import { CUSTOMERS } from '../../src/data/relations.ts';
import { parseParams } from '../engine/analyse.ts';
import type { Compute } from '../engine/compute.ts';
import type { Database, Run } from '../engine/database.ts';
import { makeTables, StepCache } from '../engine/make-tables.ts';
import { inDatabase } from '../notebook/in-database.ts';
import { attachEmpty } from './attached-database.ts';
import { type CustomersWithin, PLACED } from './customer-dimensions.ts';

/** Attached in-memory database with the scores of all customers, now and at the ends of earlier quarters. */
const DATABASE = 'dashboard_scores';
/** Ends of quarters that are looked back at. */
const QUARTERS = 8;
const RFM = findAnalysis('rfm');
const HERE = { schema: RFM.id, prefix: '' };

function at(name: string): Sql {
  return sql`${identifier(DATABASE)}.main.${identifier(name)}`;
}

/** First day of a quarter by its number. */
function quarterBegins(quarter: number): string {
  const month = String((quarter % 4) * 3 + 1).padStart(2, '0');
  return `${String(Math.floor(quarter / 4)).padStart(4, '0')}-${month}-01`;
}

/**
 * What each customer has bought in each quarter: customer_key, quarter, last_day, orders, revenue. Quarters before the
 * first one that is looked at count as one. An order with lines in several counts in the first of them.
 */
function partsQuery(orders: Sql, { orderLines }: BoundData, first: number): Sql {
  const quarter = sql`greatest(${periodNumber('quarter', sql`ordered_at`)}, ${first})::INTEGER AS quarter`;
  const counted = orderLines ? sql`count(*) FILTER (WHERE order_key IS NULL)` : sql`count(*)`;
  const placed = sql`SELECT customer_key, ${orderLines ? sql`order_key` : sql`NULL::INTEGER AS order_key`}, ${quarter},
    (ordered_at::DATE - DATE '1970-01-01')::INTEGER AS day, amount
    FROM ${orders} WHERE ${PLACED}`;
  const lines = sql`SELECT customer_key, quarter, max(day) AS last_day, ${counted} AS orders, sum(amount) AS revenue
    FROM (${placed}) GROUP BY customer_key, quarter`;
  if (!orderLines) return lines;
  return sql`SELECT customer_key, quarter, max(last_day) AS last_day, sum(orders) AS orders, sum(revenue) AS revenue
    FROM (
      ${lines} UNION ALL
      SELECT customer_key, quarter, NULL, count(*), NULL
      FROM (
        SELECT customer_key, order_key, min(quarter) AS quarter FROM (${placed})
        WHERE order_key IS NOT NULL GROUP BY customer_key, order_key
      )
      GROUP BY customer_key, quarter
    )
    GROUP BY customer_key, quarter`;
}

/** The base table of a scoring, of what had been bought by the end of a quarter. */
function baseUntil(quarter: number): Sql {
  return sql`SELECT customer_key, NULL::VARCHAR AS customer, max(last_day)::INTEGER AS last_day,
    sum(orders)::INTEGER AS frequency, round(coalesce(sum(revenue), 0), 6) AS revenue
    FROM ${at('parts')} WHERE quarter <= ${quarter} GROUP BY customer_key`;
}

/** Scores of one customer. */
export type Scores = Pick<CustomerProfile, 'rfm' | 'scoreHistory'>;

/**
 * RFM scores of customers as the analysis `rfm` gives them with its usual parameters: over all orders within the
 * dashboard's days, and as it would have given them at the end of each of the last eight quarters, when later orders
 * had not happened. Orders are read once, into what was bought in each quarter; every date is scored from that.
 */
export class CustomerScores {
  readonly #db: Database;
  readonly #compute: Compute;
  #of: CustomersWithin['data'] | null = null;

  constructor(db: Database, compute: Compute) {
    this.#db = db;
    this.#compute = compute;
  }

  /** Whether the scores of these customers stand. */
  stand({ data }: Pick<CustomersWithin, 'data'>): boolean {
    return this.#of === data;
  }

  /** Makes the scores where they do not stand; false where the data have not what they need. */
  async ensure(run: Run, within: CustomersWithin): Promise<boolean> {
    const { data, orders } = within;
    const { firstOrder, lastOrder } = data;
    if (firstOrder === null || lastOrder === null) return false;
    if (missingRoles(data.roles, RFM.roles.required).length > 0) return false;
    if (this.stand(within)) return true;
    this.#of = null;
    const now = periodOfDay('quarter', lastOrder);
    const first = Math.max(periodOfDay('quarter', firstOrder), now - QUARTERS);
    await attachEmpty(this.#db, run, DATABASE);
    await this.#db.query(
      sql`CREATE VIEW ${at(CUSTOMERS)} AS SELECT * FROM memory.main.${identifier(CUSTOMERS)}`,
      run,
    );
    await this.#db.query(sql`CREATE TABLE ${at('parts')} AS ${partsQuery(orders, data, first)}`, run);
    await this.#db.query(
      sql`CREATE TABLE ${at('scores')} (customer_key BIGINT, asked DATE, is_now BOOLEAN, recency_days INTEGER,
        frequency INTEGER, monetary DOUBLE, r UTINYINT, f UTINYINT, m UTINYINT, segment VARCHAR)`,
      run,
    );
    for (let quarter = first; quarter <= now; quarter += 1) {
      const end = quarter === now ? lastOrder : daysAfter(quarterBegins(quarter + 1), -1);
      await this.#score(run, data, quarter, { end, isNow: quarter === now });
    }
    await this.#db.query(sql`DROP TABLE ${at('parts')}`, run);
    this.#of = data;
    return true;
  }

  /** Scores of a customer; the history begins with the first quarter that ended after their first order. */
  async of(run: Run, key: number): Promise<Scores> {
    const found = await this.#db.query(
      sql`SELECT strftime(asked, '%Y-%m-%d'), is_now, recency_days, frequency, monetary, r, f, m, segment
        FROM ${at('scores')} WHERE customer_key = ${key} ORDER BY is_now, asked`,
      run,
    );
    const scored = Array.from({ length: found.rowCount }, (_, index) => {
      const [asked, isNow, recency, frequency, monetary, r, f, m, segment] = row(found, index);
      const scores = { r: Number(r), f: Number(f), m: Number(m), segment: String(segment) };
      return {
        isNow: isNow === true,
        rfm: {
          recency: Number(recency),
          frequency: Number(frequency),
          monetary: Number(monetary),
          ...scores,
        },
        history: { at: String(asked), ...scores },
      };
    });
    return {
      rfm: scored.find(({ isNow }) => isNow)?.rfm ?? null,
      scoreHistory: scored.filter(({ isNow }) => !isNow).map(({ history }) => history),
    };
  }

  /** Scores all customers as of a day, with what they had bought by the end of a quarter. */
  async #score(
    run: Run,
    data: BoundData,
    quarter: number,
    { end, isNow }: { readonly end: string; readonly isNow: boolean },
  ): Promise<void> {
    const params = parseParams({ params: rfmParams }, {});
    const scoring = { ...HERE, data, params, day: daysAfter(end, 1), before: null };
    const steps = scoringSteps(scoring).map((step) =>
      step.table === 'base' ? { ...step, query: baseUntil(quarter) } : step,
    );
    const bench = { db: this.#db, compute: this.#compute, run, cache: new StepCache() };
    await inDatabase(this.#db, run, DATABASE, async () => {
      await makeTables(bench, RFM, steps);
      await this.#db.query(
        sql`INSERT INTO ${at('scores')}
          SELECT customer_key, ${end}::DATE, ${isNow}, recency_days, frequency, monetary, r, f, m, segment::VARCHAR
          FROM ${scoringTable(HERE, 'scored')}`,
        run,
      );
      await this.#db.query(sql`DROP SCHEMA ${identifier(RFM.id)} CASCADE`, run);
    });
  }
}
