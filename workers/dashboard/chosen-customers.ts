import type { FilterClause, Selection } from '../../src/contract/dashboard.ts';
import { selectionKey } from '../../src/crossfilter/selection.ts';
import { amongBoth, type CustomerBits, customersAt, wordsOf } from './customer-bits.ts';
import type { CustomerAxis, DashboardData } from './dashboard-data.ts';
import { RecentValues } from './recent-values.ts';
import type { Chosen } from './tally.ts';

/** Choices that are kept: a bit a customer each. */
const KEPT = 200;

/**
 * Which values of a dimension meet a condition, by their place. Stretches are told by text, which is how periods, cohorts
 * and bands sort.
 */
export function allowed(values: readonly string[], clause: FilterClause): Uint8Array {
  const listed = clause.op === 'in' ? new Set(clause.values) : null;
  const meets = (value: string): boolean =>
    clause.op === 'in' ? listed?.has(value) === true : clause.low <= value && value <= clause.high;
  return Uint8Array.from(values, (value) => (meets(value) ? 1 : 0));
}

/** Customers who are chosen by conditions on dimensions of theirs. */
export class ChosenCustomers {
  readonly #data: DashboardData;
  readonly #kept = new RecentValues<CustomerBits>(KEPT);

  constructor(data: DashboardData) {
    this.#data = data;
  }

  /** Conditions that are on customers, or on a dimension that is not there. */
  clauses(selection: Selection): Selection {
    const { orderAxes } = this.#data;
    return selection.filter((clause) =>
      orderAxes.every(({ dimension }) => dimension.name !== clause.dimension),
    );
  }

  /** Conditions on time. */
  timeClauses(selection: Selection): Selection {
    const { orderAxes } = this.#data;
    const times = orderAxes.filter(({ first }) => first !== null).map(({ dimension }) => dimension.name);
    return selection.filter(({ dimension }) => times.includes(dimension));
  }

  /** Customers who meet the conditions on them; nobody meets one on a dimension that is not there. */
  meeting(selection: Selection): Chosen {
    return this.#all(this.clauses(selection), (clause) => this.#one(clause));
  }

  /** Those of them whose first order of all meets the conditions on time too. */
  beginning(selection: Selection): Chosen {
    const began = this.#all(this.timeClauses(selection), (clause) => this.#began(clause));
    const chosen = this.meeting(selection);
    if (began === null || chosen === null) return began ?? chosen;
    return this.#kept.get(`new\n${selectionKey(selection)}`, () => amongBoth(chosen, began));
  }

  #nobody(): CustomerBits {
    return new Int32Array(wordsOf(this.#data.cells.starts.length - 1));
  }

  #all(clauses: Selection, one: (clause: FilterClause) => CustomerBits): Chosen {
    const [first, ...others] = clauses;
    if (first === undefined) return null;
    if (others.length === 0) return one(first);
    return this.#kept.get(`all\n${selectionKey(clauses)}`, () =>
      others.reduce((all, clause) => amongBoth(all, one(clause)), one(first)),
    );
  }

  #one(clause: FilterClause): CustomerBits {
    return this.#kept.get(`one\n${selectionKey([clause])}`, () => {
      const found = this.#data.customerAxes.find(
        ({ dimension }: CustomerAxis) => dimension.name === clause.dimension,
      );
      if (found === undefined) return this.#nobody();
      return customersAt(found.of, allowed(found.dimension.values, clause));
    });
  }

  #began(clause: FilterClause): CustomerBits {
    return this.#kept.get(`began\n${selectionKey([clause])}`, () => {
      const found = this.#data.orderAxes.find(({ dimension }) => dimension.name === clause.dimension);
      if (found?.first == null) return this.#nobody();
      return customersAt(found.first, allowed(found.dimension.values, clause));
    });
  }
}
