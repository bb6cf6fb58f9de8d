import { hasAmount } from '../../src/analyses/placed-orders.ts';
import {
  CUSTOMER_DIMENSIONS,
  type CustomerAttribute,
  type CustomerOrders,
  type CustomerOrdersRequest,
  type CustomerProfile,
  type CustomerProfileRequest,
  type DrilledCustomers,
  type DrillRequest,
} from '../../src/contract/dashboard.ts';
import type { CustomerTimeline, CustomerTimelineRequest } from '../../src/contract/timeline.ts';
import { appError, AppFailure } from '../../src/contract/error.ts';
import { asPrivate, type Private } from '../../src/contract/privacy.ts';
import { row } from '../../src/contract/result-set.ts';
import { identifier, joined, sql } from '../../src/contract/sql.ts';
import { CUSTOMERS } from '../../src/data/relations.ts';
import type { AuditLog } from '../../src/privacy/audit-log.ts';
import { consentsOf } from '../consents/customer-consents.ts';
import type { Compute } from '../engine/compute.ts';
import type { Database, Run } from '../engine/database.ts';
import type { LoadedOrders } from '../import/loaded-orders.ts';
import { ColumnMasks } from '../tables/column-classes.ts';
import type { KnownCustomer } from '../tables/customers-by-text.ts';
import type { SideStore } from '../tables/side-store.ts';
import { CustomerTimelines } from '../timeline/customer-timeline.ts';
import { attributesOf, columnsOfCustomers, type CustomerColumn } from './customer-attributes.ts';
import { type CustomerDimensions, type CustomersWithin, ordersIn, PLACED } from './customer-dimensions.ts';
import { detailsOf, maskedColumns } from './customer-details.ts';
import { CustomerList } from './customer-list.ts';
import { ordersOf } from './customer-orders.ts';
import { CustomerScores } from './customer-scores.ts';
import { CustomerValues } from './customer-value.ts';
import { maskedId } from './masked-id.ts';
import { loadedFor } from './tile-run.ts';

/** What is found out beside scores. Tiers fit several models, so that they are told only where a tile has asked for them. */
const SCORED_WITH = ['lifecycleState'] as const;

/** What single customers are looked up in. */
export interface CustomerBench {
  readonly db: Database;
  readonly compute: Compute;
  readonly audit: AuditLog;
  readonly loaded: () => LoadedOrders | null;
  /** Tables beside the orders. */
  readonly sides: () => SideStore;
}

interface Counted {
  readonly id: string;
  readonly orders: number;
  readonly revenue: number | null;
  readonly firstOrder: string;
  readonly lastOrder: string;
}

/** Single customers: who stands behind a selection, and what the data tell of one. Ids are masked until revealed. */
export class CustomerDesk {
  readonly #bench: CustomerBench;
  readonly #dimensions: CustomerDimensions;
  readonly list: CustomerList;
  readonly #scores: CustomerScores;
  readonly #values: CustomerValues;
  readonly #masks: ColumnMasks;
  readonly #timelines: CustomerTimelines;
  /** Customers who have been revealed, of these data. */
  #revealed: { readonly loaded: LoadedOrders; readonly keys: Set<number> } | null = null;
  #columns: { readonly data: CustomersWithin['data']; readonly columns: readonly CustomerColumn[] } | null =
    null;

  constructor(bench: CustomerBench, dimensions: CustomerDimensions) {
    this.#bench = bench;
    this.#dimensions = dimensions;
    this.list = new CustomerList(bench.db, dimensions);
    this.#scores = new CustomerScores(bench.db, bench.compute);
    this.#values = new CustomerValues(bench.db, bench.compute);
    this.#masks = new ColumnMasks(bench.db);
    this.#timelines = new CustomerTimelines(bench.db, this.#masks);
  }

  /** A window of the customers behind a selection. */
  drill(run: Run, request: DrillRequest): Promise<DrilledCustomers> {
    const loaded = loadedFor(this.#bench.loaded(), request);
    return this.list.rows(run, loaded, request, request.revealed ? this.#shown(loaded) : new Set());
  }

  /** Orders of one customer. */
  orders(run: Run, request: CustomerOrdersRequest): Promise<CustomerOrders> {
    return ordersOf(this.#bench.db, run, loadedFor(this.#bench.loaded(), request), request);
  }

  /** What has happened with one customer. What identifies is shown only of a customer who has been revealed. */
  async timeline(run: Run, request: CustomerTimelineRequest): Promise<Private<CustomerTimeline>> {
    const loaded = loadedFor(this.#bench.loaded(), request);
    const { key } = request;
    const customer = { key, id: await this.#idOf(run, key) };
    const revealed = request.revealed && this.#shown(loaded).has(key);
    return this.#timelines.page(run, loaded, this.#bench.sides(), customer, { ...request, revealed });
  }

  /** Forgets what was gathered of a customer from orders or tables that are not loaded any more. */
  async forgetOthers(loaded: LoadedOrders | null): Promise<void> {
    await this.#timelines.forgetOthers(loaded, this.#bench.sides());
  }

  /**
   * What the data tell of one customer.
   *
   * @throws AppFailure `gate.unknownRun` where there is no such customer
   * @throws RangeError when a customer is to be revealed for the first time without a reason
   */
  async profile(run: Run, request: CustomerProfileRequest): Promise<Private<CustomerProfile>> {
    const { key, prepare } = request;
    const loaded = loadedFor(this.#bench.loaded(), request);
    const analysed = request.withScores === true ? SCORED_WITH : [];
    const within = await this.#dimensions.ensure(run, loaded, prepare.days, analysed);
    const counted = await this.#count(run, within, key);
    const columns = await this.#columnsOf(run, within);
    const { revealed } = request;
    const ground = { db: this.#bench.db, sides: this.#bench.sides(), loaded, masks: this.#masks };
    const customer: KnownCustomer = { key, id: counted.id };
    if (revealed) await this.#reveal(run, loaded, request, columns);
    if (request.withScores === true) await this.#scores.ensure(run, within);
    if (request.withValue) await this.#values.ensure(run, within);
    const scores = this.#scores.stand(within)
      ? await this.#scores.of(run, key)
      : { rfm: null, scoreHistory: [] };
    return asPrivate({
      ...counted,
      ...scores,
      id: revealed ? counted.id : maskedId(counted.id),
      revealed,
      key,
      attributes: [
        ...(await this.#named(run, within, key)),
        ...(await attributesOf(this.#bench.db, run, within.orders, columns, { key, revealed })),
        ...(await detailsOf(run, ground, customer, revealed)),
      ],
      tables: [...new Set(ground.sides.all.map(({ kind }) => kind))],
      consents: await consentsOf(ground.db, run, ground.sides, loaded, customer),
      value: await this.#values.of(run, within, key),
      fitSeconds: this.#values.secondsFor(within, loaded.receipt.loaded),
      currency: within.data.currency,
    });
  }

  async #idOf(run: Run, key: number): Promise<string> {
    const found = await this.#bench.db.query(
      sql`SELECT customer_id FROM memory.main.${identifier(CUSTOMERS)} WHERE customer_key = ${key} LIMIT 1`,
      run,
    );
    const id = found.rowCount === 0 ? null : row(found, 0)[0];
    if (id === null || id === undefined) throw new AppFailure(appError('gate.unknownRun', {}));
    return String(id);
  }

  async #count(run: Run, { data, orders }: CustomersWithin, key: number): Promise<Counted> {
    const revenue = hasAmount(data) ? sql`round(sum(amount), 6)` : sql`NULL::DOUBLE`;
    const found = await this.#bench.db.query(
      sql`SELECT any_value(customer_id), ${ordersIn(data)}::DOUBLE, ${revenue},
          strftime(min(ordered_at), '%Y-%m-%d'), strftime(max(ordered_at), '%Y-%m-%d')
        FROM ${orders} JOIN memory.main.${identifier(CUSTOMERS)} USING (customer_key)
        WHERE ${PLACED} AND customer_key = ${key}`,
      run,
    );
    const [id, count, sum, first, last] = row(found, 0);
    if (id === null || id === undefined) throw new AppFailure(appError('gate.unknownRun', {}));
    return {
      id: String(id),
      orders: Number(count),
      revenue: typeof sum === 'number' ? sum : null,
      firstOrder: String(first),
      lastOrder: String(last),
    };
  }

  /** What analyses that have been run say of a customer. */
  async #named(run: Run, { named }: CustomersWithin, key: number): Promise<readonly CustomerAttribute[]> {
    const there = CUSTOMER_DIMENSIONS.flatMap((name) => {
      const relation = named.get(name) ?? null;
      return relation === null ? [] : [{ name, relation }];
    });
    if (there.length === 0) return [];
    const values = there.map(
      ({ relation }) => sql`(SELECT any_value(name) FROM ${relation} WHERE customer_key = ${key})`,
    );
    const found = row(await this.#bench.db.query(sql`SELECT ${joined(values, ', ')}`, run), 0);
    return there.map(({ name }, place) => {
      const value = found[place] ?? null;
      return {
        name,
        source: 'analysis',
        value: value === null ? null : String(value),
        masked: false,
        consent: false,
      };
    });
  }

  async #columnsOf(run: Run, within: CustomersWithin): Promise<readonly CustomerColumn[]> {
    if (this.#columns?.data !== within.data) {
      this.#columns = {
        data: within.data,
        columns: await columnsOfCustomers(this.#bench.db, run, within),
      };
    }
    return this.#columns.columns;
  }

  #shown(loaded: LoadedOrders): Set<number> {
    if (this.#revealed?.loaded !== loaded) this.#revealed = { loaded, keys: new Set() };
    return this.#revealed.keys;
  }

  /** Notes that a customer is shown with the reason; afterwards they may be looked at again without one. */
  async #reveal(
    run: Run,
    loaded: LoadedOrders,
    { key, reason }: CustomerProfileRequest,
    columns: readonly CustomerColumn[],
  ): Promise<void> {
    const shown = this.#shown(loaded);
    const given = reason?.trim() ?? '';
    if (given === '') {
      if (shown.has(key)) return;
      throw new RangeError('a customer is revealed for a reason');
    }
    const masked = columns.filter(({ classification }) => classification?.masked === true);
    const names = [loaded.mapping.roles.customerId ?? '', ...masked.map(({ name }) => name)];
    const beside = await maskedColumns(run, { sides: this.#bench.sides(), masks: this.#masks });
    const subject = [`${loaded.fileName}: ${names.join(', ')}`, ...beside].join('; ');
    this.#bench.audit.note('revealed', `${subject} (1)`, given);
    shown.add(key);
  }
}
