/** A figure that rows may or may not say. */
export interface CellSums {
  readonly values: Float64Array;
  /** Whether any row of the cell says it; null where all do. */
  readonly known: Uint8Array | null;
}

/** Figures of rows that can be added up. */
export type Summed = 'revenue' | 'units' | 'margin';

/** An axis that orders of one customer can lie on at several places: time, or a column with several values a customer. */
export interface CellAxis {
  readonly name: string;
  readonly size: number;
}

/**
 * Orders as numbers, customer by customer: a cell for each place on the axes at which a customer has rows. Cells of
 * customer `c` are those from `starts[c]` to `starts[c + 1]`.
 */
export interface OrderCells {
  readonly axes: readonly CellAxis[];
  readonly places: CellPlaces;
  readonly starts: Int32Array;
  /** Code of the place that each cell stands at. */
  readonly code: Int32Array;
  /** Orders all of whose rows lie in the cell. */
  readonly orders: Float64Array;
  readonly sums: Readonly<Partial<Record<Summed, CellSums>>>;
  readonly spread: SpreadOrders;
}

/** Places on all axes together, by codes from 0. */
export interface CellPlaces {
  /** How many codes there are. */
  readonly codes: number;
  /** For each axis, where on it every code lies. */
  readonly digits: readonly Int32Array[];
}

/** Orders whose rows lie in several cells, by customer: an order counts once wherever it is counted. */
interface SpreadOrders {
  readonly customer: Int32Array;
  /** Codes of order `o` are those from `starts[o]` to `starts[o + 1]`, each once. */
  readonly starts: Int32Array;
  readonly code: Int32Array;
}

/** All places there can be on some axes; the first axis counts most in their codes. */
export function allPlaces(axes: readonly CellAxis[]): CellPlaces {
  const codes = axes.reduce((all, { size }) => all * size, 1);
  let below = codes;
  const digits = axes.map(({ size }) => {
    below /= size;
    return Int32Array.from({ length: codes }, (_, code) => Math.floor(code / below) % size);
  });
  return { codes, digits };
}

/** Places on some of the axes, and which of them each code is at then. */
function fewerPlaces(
  { axes, places }: Pick<OrderCells, 'axes' | 'places'>,
  names: readonly string[],
): { readonly axes: readonly CellAxis[]; readonly places: CellPlaces; readonly codeOf: Int32Array } {
  const kept = axes.flatMap((axis, at) => {
    const digits = places.digits[at];
    return digits !== undefined && names.includes(axis.name) ? [{ axis, digits }] : [];
  });
  const codeOf = new Int32Array(places.codes);
  const found = new Map<number, number>();
  const first: number[] = [];
  for (let code = 0; code < places.codes; code += 1) {
    const place = kept.reduce((all, { axis, digits }) => all * axis.size + (digits[code] ?? 0), 0);
    let fewer = found.get(place);
    if (fewer === undefined) {
      fewer = found.size;
      found.set(place, fewer);
      first.push(code);
    }
    codeOf[code] = fewer;
  }
  const digits = kept.map((each) => Int32Array.from(first, (code) => each.digits[code] ?? 0));
  return { axes: kept.map(({ axis }) => axis), places: { codes: first.length, digits }, codeOf };
}

/** Spread orders on fewer axes; those that lie in one cell then are handed to `settle`. */
function fewerSpread(
  spread: SpreadOrders,
  codeOf: Int32Array,
  settle: (customer: number, code: number) => void,
): SpreadOrders {
  const [customers, starts, codes]: [number[], number[], number[]] = [[], [0], []];
  for (const [order, customer] of spread.customer.entries()) {
    const lies = new Set<number>();
    const [from = 0, to = 0] = [spread.starts[order], spread.starts[order + 1]];
    for (let at = from; at < to; at += 1) lies.add(codeOf[spread.code[at] ?? 0] ?? 0);
    const [only] = lies;
    if (lies.size === 1 && only !== undefined) {
      settle(customer, only);
      continue;
    }
    customers.push(customer);
    codes.push(...lies);
    starts.push(codes.length);
  }
  return {
    customer: Int32Array.from(customers),
    starts: Int32Array.from(starts),
    code: Int32Array.from(codes),
  };
}

/**
 * The same orders on fewer axes: cells of a customer that cannot be told apart any more become one.
 *
 * @param names axes to keep
 */
export function onAxes(cells: OrderCells, names: readonly string[]): OrderCells {
  const { axes, places, codeOf } = fewerPlaces(cells, names);
  const { starts: startsOfAll, code: codeOfAll } = cells;
  const customers = startsOfAll.length - 1;
  const starts = new Int32Array(customers + 1);
  const target = new Int32Array(codeOfAll.length);
  // The last customer with a cell at a code, counted from 1, and that cell.
  const [owner, slot] = [new Int32Array(places.codes), new Int32Array(places.codes)];
  let count = 0;
  for (let customer = 0; customer < customers; customer += 1) {
    const to = startsOfAll[customer + 1] ?? 0;
    for (let at = startsOfAll[customer] ?? 0; at < to; at += 1) {
      const code = codeOf[codeOfAll[at] ?? 0] ?? 0;
      if (owner[code] !== customer + 1) {
        owner[code] = customer + 1;
        slot[code] = count;
        count += 1;
      }
      target[at] = slot[code] ?? 0;
    }
    starts[customer + 1] = count;
  }
  const code = new Int32Array(count);
  for (let at = 0; at < target.length; at += 1) code[target[at] ?? 0] = codeOf[codeOfAll[at] ?? 0] ?? 0;
  const orders = movedTo(target, cells.orders, count);
  const settle = (customer: number, wanted: number): void => {
    const to = starts[customer + 1] ?? 0;
    for (let at = starts[customer] ?? 0; at < to; at += 1) {
      if (code[at] === wanted) orders[at] = (orders[at] ?? 0) + 1;
    }
  };
  const spread = fewerSpread(cells.spread, codeOf, settle);
  const sums = Object.fromEntries(
    Object.entries(cells.sums).map(([name, { values, known }]) => [
      name,
      { values: movedTo(target, values, count), known: known === null ? null : anyAt(target, known, count) },
    ]),
  );
  return { axes, places, starts, code, orders, sums, spread };
}

function movedTo(target: Int32Array, values: Float64Array, count: number): Float64Array {
  const moved = new Float64Array(count);
  for (let at = 0; at < target.length; at += 1) {
    const to = target[at] ?? 0;
    moved[to] = (moved[to] ?? 0) + (values[at] ?? 0);
  }
  return moved;
}

function anyAt(target: Int32Array, marks: Uint8Array, count: number): Uint8Array {
  const any = new Uint8Array(count);
  for (let at = 0; at < target.length; at += 1) if (marks[at] === 1) any[target[at] ?? 0] = 1;
  return any;
}
