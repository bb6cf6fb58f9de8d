import { countCustomers } from './count-customers.ts';
import type { CellSums, OrderCells, Summed } from './order-cells.ts';
import type { GroupFigures, KeptFigures, SumsByGroup, TallyQuestion } from './tally-question.ts';
import { addSpread, gatherCodes, sumByCode } from './tally.ts';

/** Computes a figure once. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}

/** Computes each sum once; null for those that the data do not have. */
function sumsOnce(
  { sums }: OrderCells,
  make: (name: Summed, cells: CellSums) => SumsByGroup,
): (name: Summed) => SumsByGroup | null {
  const made = new Map<Summed, SumsByGroup>();
  return (name) => {
    const cells = sums[name];
    if (cells === undefined) return null;
    const found = made.get(name) ?? make(name, cells);
    made.set(name, found);
    return found;
  };
}

/**
 * Figures of groups: sums off cubes, whatever the conditions are. What is too large for a cube is added up from cells; that
 * is kept for as long as the conditions on customers stay.
 */
export function groupFigures(question: TallyQuestion, kept: KeptFigures): GroupFigures {
  const { cells, codes, people, peopleKey, chosen, chosenKey, dimensions, selection } = question;
  const gathered = (name: string, values: () => Float64Array): Float64Array =>
    kept.cubes.sums({ name, values, ...dimensions, selection }) ??
    gatherCodes(
      kept.byCode.get(`${name}\n${peopleKey}\n${chosenKey}`, () =>
        sumByCode(cells, chosen, people, values()),
      ),
      codes,
      people,
    );
  const orders = once(() => {
    const counts = gathered('orders', () => cells.orders);
    if (cells.spread.customer.length > 0) addSpread(counts, cells, chosen, people, codes);
    return counts;
  });
  const { customers, newcomers } = countCustomers(question, kept);
  return {
    orders,
    customers: once(customers),
    newcomers: once(newcomers),
    sum: sumsOnce(cells, (name, { values, known }) => ({
      values: gathered(name, () => values),
      known: known === null ? null : gathered(`${name} known`, () => Float64Array.from(known)),
    })),
  };
}
