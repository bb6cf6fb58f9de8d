import type { FilterClause, Selection } from '../../src/contract/dashboard.ts';
import { selectionKey } from '../../src/crossfilter/selection.ts';
import type { CustomerAxis, DashboardData } from './dashboard-data.ts';
import { RecentValues } from './recent-values.ts';
import type { Chosen } from './tally.ts';

/** Choices that are kept: one byte a customer each. */
const KEPT = 40;

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

/** Marks places whose value may be. */
function marked(of: Uint16Array | Int32Array, may: Uint8Array): Uint8Array {
  const marks = new Uint8Array(of.length);
  for (let place = 0; place < of.length; place += 1) marks[place] = may[of[place] ?? 0] ?? 0;
  return marks;
}

function both(one: Uint8Array, other: Uint8Array): Uint8Array {
  const marks = new Uint8Array(one.length);
  for (let place = 0; place < one.length; place += 1) marks[place] = (one[place] ?? 0) & (other[place] ?? 0);
  return marks;
}

/** Customers who are chosen by conditions on dimensions of theirs. */
export class ChosenCustomers {
  readonly #data: DashboardData;
  readonly #kept = new RecentValues<Uint8Array>(KEPT);

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
    return this.#kept.get(`new\n${selectionKey(selection)}`, () => both(chosen, began));
  }

  #all(clauses: Selection, one: (clause: FilterClause) => Uint8Array): Chosen {
    const [first, ...others] = clauses;
    if (first === undefined) return null;
    if (others.length === 0) return one(first);
    return this.#kept.get(`all\n${selectionKey(clauses)}`, () =>
      others.reduce((all, clause) => both(all, one(clause)), one(first)),
    );
  }

  #one(clause: FilterClause): Uint8Array {
    return this.#kept.get(`one\n${selectionKey([clause])}`, () => {
      const found = this.#data.customerAxes.find(
        ({ dimension }: CustomerAxis) => dimension.name === clause.dimension,
      );
      if (found === undefined) return new Uint8Array(this.#data.cells.starts.length - 1);
      return marked(found.of, allowed(found.dimension.values, clause));
    });
  }

  #began(clause: FilterClause): Uint8Array {
    return this.#kept.get(`began\n${selectionKey([clause])}`, () => {
      const found = this.#data.orderAxes.find(({ dimension }) => dimension.name === clause.dimension);
      if (found?.first == null) return new Uint8Array(this.#data.cells.starts.length - 1);
      return marked(found.first, allowed(found.dimension.values, clause));
    });
  }
}
