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
export function fewerPlaces(
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
