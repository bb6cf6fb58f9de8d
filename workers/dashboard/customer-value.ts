import { dayNumber, daysAfter } from '../../src/analyses/calendar-day.ts';
import { type Fitted, fittedOf } from '../../src/analyses/clv/kernels/customer-base.ts';
import { DAYS_IN, lengthIn } from '../../src/analyses/clv/time.ts';
import { fitInput, USUAL_VALUE, valueSteps } from '../../src/analyses/clv/value-steps.ts';
import { findAnalysis } from '../../src/analyses/index.ts';
import type { CustomerProfile } from '../../src/contract/dashboard.ts';
import { numbers, row } from '../../src/contract/result-set.ts';
import { identifier, sql, type Sql } from '../../src/contract/sql.ts';
import { missingRoles } from '../../src/data/readiness.ts';
import { CUSTOMERS, ORDERS } from '../../src/data/relations.ts';
import { pAliveHistory } from '../../src/stats/btyd/alive-history.ts';
import type { Compute } from '../engine/compute.ts';
import type { Database, Run } from '../engine/database.ts';
import { makeTables, StepCache } from '../engine/make-tables.ts';
import { inDatabase } from '../notebook/in-database.ts';
import { attachEmpty } from './attached-database.ts';
import type { CustomersWithin } from './customer-dimensions.ts';

/** Attached in-memory database with the fitted model and what it says of each customer. */
const DATABASE = 'dashboard_value';
const CLV = findAnalysis('clv');
const WEEK = DAYS_IN.week;
const HORIZON_DAYS = Math.round(lengthIn(USUAL_VALUE.horizon, 'day'));
/** A rough guess of what fitting takes, from 0.1 and 0.6 million orders: seconds at least, and orders a second. */
const FIT_SECONDS = { least: 2, ordersPerSecond: 100_000 };

type Value = NonNullable<CustomerProfile['value']>;

interface Standing {
  readonly data: CustomersWithin['data'];
  readonly fitted: Fitted;
  /** Number of the day of the last order of all. */
  readonly asOf: number;
}

function at(name: string): Sql {
  return sql`${identifier(DATABASE)}.${identifier(CLV.id)}.${identifier(name)}`;
}

function isoOf(day: number): string {
  return daysAfter('1970-01-01', day);
}

/**
 * Days until a share of the customers with this history have bought again, if they stay. Their rate is
 * λ ~ gamma(r + x, α + T) (Fader, Hardie & Lee 2005), so that P(no purchase until t) = ((α+T)/(α+T+t))^(r+x), which is
 * 1 − share at t = (α+T)((1 − share)^(−1/(r+x)) − 1).
 *
 * @param x repeat purchases
 * @param T weeks since the first one
 * @returns null beyond the horizon
 */
export function daysUntilNext(
  { parameters }: Pick<Fitted, 'parameters'>,
  x: number,
  T: number,
  share: number,
) {
  const [r = 1, alpha = 1] = parameters;
  const days = Math.ceil((alpha + T) * Math.expm1(-Math.log1p(-share) / (r + x)) * WEEK);
  return days <= HORIZON_DAYS ? days : null;
}

/** Days on which P(alive) is looked at, counted from the first purchase: ends of weeks, purchases, and the last. */
function lookedAt(purchases: readonly number[], last: number): number[] {
  const weeks = Array.from({ length: Math.floor(last / WEEK) + 1 }, (_, week) => week * WEEK);
  return [...new Set([...weeks, ...purchases, last])].sort((one, other) => one - other);
}

/**
 * What the model of customer lifetime value says of single customers: BG/NBD with Gamma-Gamma, fitted on all orders
 * within the dashboard's days as the analysis `clv` does with its usual parameters, once for each data set.
 */
export class CustomerValues {
  readonly #db: Database;
  readonly #compute: Compute;
  #standing: Standing | null = null;

  constructor(db: Database, compute: Compute) {
    this.#db = db;
    this.#compute = compute;
  }

  /** About how long fitting takes, seconds; null where the fit stands, or the data have not what it needs. */
  secondsFor(within: CustomersWithin, orders: number): number | null {
    if (this.stands(within) || !this.#isReady(within)) return null;
    return FIT_SECONDS.least + Math.round(orders / FIT_SECONDS.ordersPerSecond);
  }

  /** Whether the model stands for these customers. */
  stands({ data }: Pick<CustomersWithin, 'data'>): boolean {
    return this.#standing?.data === data;
  }

  /** Fits the model where it does not stand; does nothing where the data have not what it needs. */
  async ensure(run: Run, within: CustomersWithin): Promise<void> {
    const { data, orders } = within;
    if (this.stands(within) || !this.#isReady(within) || data.lastOrder === null) return;
    this.#standing = null;
    await attachEmpty(this.#db, run, DATABASE);
    const place = (name: string): Sql => sql`${identifier(DATABASE)}.main.${identifier(name)}`;
    const views = [
      [ORDERS, orders],
      [CUSTOMERS, sql`memory.main.${identifier(CUSTOMERS)}`],
    ] as const;
    for (const [name, from] of views) {
      await this.#db.query(sql`CREATE VIEW ${place(name)} AS SELECT * FROM ${from}`, run);
    }
    const steps = valueSteps(CLV.id, data, { ...USUAL_VALUE, asOf: data.lastOrder });
    const bench = { db: this.#db, compute: this.#compute, run, cache: new StepCache() };
    await inDatabase(this.#db, run, DATABASE, async () => {
      await makeTables(bench, CLV, steps);
      for (const name of ['statistics', 'entries', 'predictions']) {
        await this.#db.query(sql`DROP TABLE ${at(name)}`, run);
      }
    });
    const fitted = fittedOf(await this.#db.columns(fitInput(at('fit')), run));
    if (fitted === null) return;
    this.#standing = { data, fitted, asOf: dayNumber(data.lastOrder) };
  }

  /** What the model says of a customer; null while it does not stand. */
  async of(run: Run, within: CustomersWithin, key: number): Promise<Value | null> {
    const standing = this.#standing;
    if (standing === null || !this.stands(within)) return null;
    const found = await this.#db.query(
      sql`SELECT first_day, x, t, expected_purchases, clv, p_alive FROM ${at('value')} WHERE customer_key = ${key}`,
      run,
    );
    if (found.rowCount === 0) return null;
    const [firstDay = 0, x = 0, t = 0, expected = 0, clv = null, pAlive = 0] = row(found, 0);
    const bought = await this.#db.query(
      sql`SELECT day FROM ${at('purchase_days')} WHERE customer_key = ${key} ORDER BY day`,
      run,
    );
    const { fitted, asOf } = standing;
    const next = (share: number): string | null => {
      const days = daysUntilNext(fitted, Number(x), Number(t) / WEEK, share);
      return days === null ? null : isoOf(asOf + days);
    };
    return {
      model: fitted.model.name,
      asOf: isoOf(asOf),
      expectedPurchases: Number(expected),
      horizonDays: HORIZON_DAYS,
      lifetimeValue: clv === null ? null : Number(clv),
      pAlive: Number(pAlive),
      pAliveCurve: this.#curve(standing, Number(firstDay), numbers(bought, 'day')),
      nextPurchase: next(0.5),
      nextBetween: [next(0.25), next(0.75)],
    };
  }

  #isReady({ data }: CustomersWithin): boolean {
    return data.lastOrder !== null && missingRoles(data.roles, CLV.roles.required).length === 0;
  }

  /**
   * P(alive) as it would have been computed on each day, from the purchases known by then (Fader, Hardie & Lee 2005;
   * Fader & Hardie 2008, "Computing P(alive) using the BG/NBD model"): it falls while nothing is bought, and leaps with
   * each purchase. The parameters are those of now throughout.
   */
  #curve({ fitted, asOf }: Standing, firstDay: number, days: readonly number[]): Value['pAliveCurve'] {
    const purchases = days.filter((day) => day <= asOf).map((day) => day - firstDay);
    const moments = lookedAt(purchases, asOf - firstDay);
    const inWeeks = (each: readonly number[]): Float64Array => Float64Array.from(each, (day) => day / WEEK);
    const alive = pAliveHistory(fitted.model, fitted.parameters, inWeeks(purchases), inWeeks(moments));
    return moments.map((moment, place) => ({ at: isoOf(firstDay + moment), p: alive[place] ?? Number.NaN }));
  }
}
