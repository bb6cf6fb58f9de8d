import { countCustomers } from './count-customers.ts';
import type { OrderCells, Summed } from './order-cells.ts';
import type { GroupFigures, KeptFigures, SumsByGroup, TallyQuestion } from './tally-question.ts';
import { addSpread, gatherCodes, sumByCode } from './tally.ts';

/** Computes a figure once. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}

/** Computes each sum once; null for those that the data do not have. */
function sumsOnce(make: (name: Summed) => SumsByGroup | null): (name: Summed) => SumsByGroup | null {
  const made = new Map<Summed, SumsByGroup | null>();
  return (name) => {
    const found = made.get(name);
    if (found !== undefined) return found;
    const sums = make(name);
    made.set(name, sums);
    return sums;
  };
}

/** A figure that cells are added up by. */
export interface Addend {
  readonly name: string;
  /** Its value in each cell. */
  readonly values: () => Float64Array;
}

/** What has to be added up for a figure: with it, whether rows say it at all where not all do. */
export function addendsOf(cells: OrderCells, name: Summed | 'orders'): readonly Addend[] {
  if (name === 'orders') return [{ name, values: () => cells.orders }];
  const sums = cells.sums[name];
  if (sums === undefined) return [];
  const { values, known } = sums;
  const said = known === null ? [] : [{ name: `${name} known`, values: () => Float64Array.from(known) }];
  return [{ name, values: () => values }, ...said];
}

/**
 * Figures of groups: sums off cubes, whatever the conditions are. What is too large for a cube is added up from cells; that
 * is kept for as long as the conditions on customers stay.
 */
export function groupFigures(question: TallyQuestion, kept: KeptFigures): GroupFigures {
  const { cells, codes, people, peopleKey, chosen, chosenKey, dimensions, selection } = question;
  const gathered = ({ name, values }: Addend): Float64Array =>
    kept.cubes.sums({ name, values, ...dimensions, selection }) ??
    gatherCodes(
      kept.byCode.get(`${name}\n${peopleKey}\n${chosenKey}`, () =>
        sumByCode(cells, chosen, people, values()),
      ),
      codes,
      people,
    );
  const orders = once(() => {
    const [counted] = addendsOf(cells, 'orders').map(gathered);
    const counts = counted ?? new Float64Array(codes.count * people.count);
    if (cells.spread.customer.length > 0) addSpread(counts, cells, chosen, people, codes);
    return counts;
  });
  const { customers, newcomers } = countCustomers(question, kept);
  return {
    orders,
    customers: once(customers),
    newcomers: once(newcomers),
    sum: sumsOnce((name) => {
      const [values, known = null] = addendsOf(cells, name).map(gathered);
      return values === undefined ? null : { values, known };
    }),
  };
}
