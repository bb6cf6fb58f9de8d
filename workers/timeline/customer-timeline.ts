import { daysAfter } from '../../src/analyses/calendar-day.ts';
import type { DayRange } from '../../src/contract/dashboard.ts';
import { asPrivate, type Private } from '../../src/contract/privacy.ts';
import { column, numbers, type ResultSet } from '../../src/contract/result-set.ts';
import { identifier, sql, type Sql } from '../../src/contract/sql.ts';
import type {
  CustomerTimeline,
  CustomerTimelineRequest,
  TimelineEntry,
  TimelineKind,
} from '../../src/contract/timeline.ts';
import { attachEmpty, detach } from '../dashboard/attached-database.ts';
import type { Database, Run } from '../engine/database.ts';
import type { LoadedOrders } from '../import/loaded-orders.ts';
import { type ColumnMasks, type Mask, shownText } from '../tables/column-classes.ts';
import type { KnownCustomer } from '../tables/customers-by-text.ts';
import type { SideStore } from '../tables/side-store.ts';
import { entriesQuery, type TimelineSource, timelineSources } from './timeline-sources.ts';

/** Attached in-memory database with what has happened with the customer who was asked for last. */
const DATABASE = 'customer_timeline';
const ENTRIES = sql`${identifier(DATABASE)}.main.entries`;

/** A source, with how each of its details is masked. */
interface MaskedSource extends TimelineSource {
  readonly masks: readonly Mask[];
}

interface Standing {
  readonly loaded: LoadedOrders;
  /** Version of the tables. */
  readonly version: number;
  /** Version of the tables, customer and days. */
  readonly key: string;
  readonly sources: readonly MaskedSource[];
  readonly counts: CustomerTimeline['counts'];
}

function within(days: DayRange | null): Sql {
  if (days === null) return sql`TRUE`;
  return sql`happened_at IS NULL OR (happened_at >= TIMESTAMP ${days.from} AND happened_at < TIMESTAMP ${daysAfter(days.to, 1)})`;
}

/**
 * What has happened with one customer, from the orders and the tables beside them. It is gathered once, by one pass over
 * each table, and kept for the customer who was asked for last: pages and filters are then read from that alone.
 */
export class CustomerTimelines {
  readonly #db: Database;
  readonly #masks: ColumnMasks;
  #standing: Standing | null = null;

  constructor(db: Database, masks: ColumnMasks) {
    this.#db = db;
    this.#masks = masks;
  }

  /**
   * A page of it.
   *
   * @param request `revealed` has been checked
   */
  async page(
    run: Run,
    loaded: LoadedOrders,
    sides: SideStore,
    customer: KnownCustomer,
    request: CustomerTimelineRequest,
  ): Promise<Private<CustomerTimeline>> {
    const { sources, counts } = await this.#stand(run, loaded, sides, customer, request.days);
    const { kinds, offset, limit, revealed } = request;
    const wanted = sources.flatMap(({ kind }, place) =>
      kinds.length === 0 || kinds.includes(kind) ? [sql`${place}`] : [],
    );
    const ofWanted = wanted.length === 0 ? sql`FALSE` : sql`source IN (${wanted})`;
    const found = await this.#db.query(
      sql`SELECT * EXCLUDE (n) FROM ${ENTRIES} WHERE ${ofWanted}
        ORDER BY happened_at DESC NULLS LAST, source, n DESC LIMIT ${limit} OFFSET ${offset}`,
      run,
    );
    const total = Object.entries(counts)
      .filter(([kind]) => kinds.length === 0 || kinds.some((each) => each === kind))
      .reduce((sum, [, count]) => sum + count, 0);
    return asPrivate({ entries: entriesOf(found, sources, revealed), offset, total, counts });
  }

  /** Gives back what was gathered from other orders, or from tables that are not there any more as they were. */
  async forgetOthers(loaded: LoadedOrders | null, sides: SideStore): Promise<void> {
    const standing = this.#standing;
    if (standing === null || (standing.loaded === loaded && standing.version === sides.version)) return;
    this.#standing = null;
    await detach(this.#db, DATABASE);
  }

  async #stand(
    run: Run,
    loaded: LoadedOrders,
    sides: SideStore,
    customer: KnownCustomer,
    days: DayRange | null,
  ): Promise<Standing> {
    const key = JSON.stringify([sides.version, customer.key, days]);
    const before = this.#standing;
    if (before?.key === key && before.loaded === loaded) return before;
    this.#standing = null;
    const sources: MaskedSource[] = [];
    for (const source of timelineSources(sides.all, loaded, customer, days)) {
      const masks = source.table === null ? null : await this.#masks.of(run, source.table);
      sources.push({ ...source, masks: source.details.map((each) => masks?.get(each.column) ?? null) });
    }
    await attachEmpty(this.#db, run, DATABASE);
    await this.#db.query(sql`CREATE TABLE ${ENTRIES} AS ${entriesQuery(sources, within(days))}`, run);
    const found = await this.#db.query(
      sql`SELECT source::DOUBLE AS source, count(*)::DOUBLE AS n FROM ${ENTRIES} GROUP BY source`,
      run,
    );
    this.#standing = { loaded, version: sides.version, key, sources, counts: countsOf(sources, found) };
    return this.#standing;
  }
}

function countsOf(sources: readonly TimelineSource[], found: ResultSet): CustomerTimeline['counts'] {
  const counts: Partial<Record<TimelineKind, number>> = {};
  const counted = numbers(found, 'n');
  for (const { kind } of sources) counts[kind] = 0;
  for (const [place, source] of numbers(found, 'source').entries()) {
    const kind = sources[source]?.kind;
    if (kind !== undefined) counts[kind] = (counts[kind] ?? 0) + (counted[place] ?? 0);
  }
  return counts;
}

function entriesOf(
  found: ResultSet,
  sources: readonly MaskedSource[],
  revealed: boolean,
): readonly TimelineEntry[] {
  const places = column(found, 'source').values;
  const times = column(found, 'happened_at').values;
  return Array.from({ length: found.rowCount }, (_, index): TimelineEntry => {
    const source = sources[Number(places[index])];
    const at = times[index];
    return {
      kind: source?.kind ?? 'orders',
      at: typeof at === 'number' ? at : null,
      details: (source?.details ?? []).flatMap(({ role }, place): TimelineEntry['details'] => {
        const value = column(found, `detail_${place}`).values[index] ?? null;
        if (value === null) return [];
        const mask = source?.masks[place] ?? null;
        return [{ role, value: shownText(String(value), mask, revealed), masked: mask !== null }];
      }),
    };
  });
}
