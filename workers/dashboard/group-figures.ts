import { countCustomers } from './count-customers.ts';
import type { CellSums, OrderCells, Summed } from './order-cells.ts';
import type { GroupFigures, KeptFigures, SumsByGroup, TallyQuestion } from './tally-question.ts';
import {
  addSpread,
  countPeople,
  gatherCodes,
  markedCustomers,
  sumByCode,
  sumByCustomer,
  sumOfPeople,
} from './tally.ts';

/** Computes a figure once. */
export function once<T>(make: () => T): () => T {
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
 * Groups of customers only: what each customer adds is kept, for as long as the conditions on orders stay, so that a
 * change of those on customers costs one look at every customer.
 */
export function peopleTally(question: TallyQuestion, kept: KeptFigures): GroupFigures {
  const { cells, cellsKey, codes, codesKey, people, chosen } = question;
  const key = `${cellsKey}\n${codesKey}`;
  const added = (name: string, values: Float64Array): Float64Array =>
    kept.byCustomer.get(`${name}\n${key}`, () => sumByCustomer(cells, codes, values));
  const marked = (name: string, marks: Uint8Array): Uint8Array =>
    kept.marked.get(`${name}\n${key}`, () => markedCustomers(cells, codes, marks));
  const orders = once(() => {
    const counts = sumOfPeople(added('orders', cells.orders), chosen, people);
    // Codes that are counted make one group here.
    addSpreadTo(counts, question);
    return counts;
  });
  const { customers, newcomers } = countCustomers(question, kept);
  return {
    orders,
    customers: once(customers),
    newcomers: once(newcomers),
    sum: sumsOnce(cells, (name, { values, known }) => ({
      values: sumOfPeople(added(name, values), chosen, people),
      known: known === null ? null : countPeople(marked(name, known), chosen, people),
    })),
  };
}

function addSpreadTo(counts: Float64Array, { cells, chosen, people, codes }: TallyQuestion): void {
  if (cells.spread.customer.length > 0) addSpread(counts, cells, chosen, people, codes);
}

/**
 * Groups of time or of what orders differ in: figures by code are kept, for as long as the conditions on customers stay,
 * so that a change of those on orders costs one look at every code.
 */
export function codeTally(question: TallyQuestion, kept: KeptFigures): GroupFigures {
  const { cells, cellsKey, codes, people, peopleKey, chosen, chosenKey } = question;
  const key = `${cellsKey}\n${peopleKey}\n${chosenKey}`;
  const gathered = (name: string, values: Float64Array): Float64Array =>
    gatherCodes(
      kept.byCode.get(`${name}\n${key}`, () => sumByCode(cells, chosen, people, values)),
      codes,
      people,
    );
  const orders = once(() => {
    const counts = gathered('orders', cells.orders);
    addSpreadTo(counts, question);
    return counts;
  });
  const { customers, newcomers } = countCustomers(question, kept);
  return {
    orders,
    customers: once(customers),
    newcomers: once(newcomers),
    sum: sumsOnce(cells, (name, { values, known }) => ({
      values: gathered(name, values),
      known: known === null ? null : gathered(`${name} known`, Float64Array.from(known)),
    })),
  };
}
