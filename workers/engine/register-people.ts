import type { ReleaseView } from '../../src/privacy/register/released-cells.ts';
import type { Pieces, SeenRows } from './register-tables.ts';

/** A way in which releases see customers: of each the signature, in the order of the ids. */
export type StandingView = Pick<SeenRows, 'view' | 'signatures'>;

/** What is known of a table that is laid over these customers. */
interface Crossing {
  /** Until they have become atoms; they are made again where they are needed later. */
  pieces: Pieces | null;
  /** Customers as they are told apart once the table has left. */
  next: PeopleState | null;
  /** Questions on it that nothing was found on. */
  readonly clean: Set<string>;
}

/** Tables whose crossings are kept; those that were asked for longest ago go first. */
const MOST_CROSSINGS = 4;

/** Number of a piece before it is counted: atom and signature in one. */
function keysOf(atoms: Int32Array, signatures: Int32Array, width: number): Float64Array {
  const keys = new Float64Array(atoms.length);
  for (const [customer, atom] of atoms.entries()) keys[customer] = atom * width + (signatures[customer] ?? 0);
  return keys;
}

/** The pieces that a table cuts atoms into, by atom and signature, and which of them each customer is in. */
function cut(
  atoms: Int32Array,
  { signatures, view }: StandingView,
): { readonly pieces: Pieces; readonly ofCustomer: () => Int32Array } {
  const width = Math.max(1, view.signatures.length);
  const keys = keysOf(atoms, signatures, width);
  const sorted = keys.slice().sort();
  const starts = sorted.reduce((count, key, place) => (key === sorted[place - 1] ? count : count + 1), 0);
  const [atom, signature] = [new Float64Array(starts), new Float64Array(starts)];
  const customers = new Float64Array(starts);
  const distinct = new Map<number, number>();
  for (const key of sorted) {
    let piece = distinct.size - 1;
    if (piece < 0 || !distinct.has(key)) {
      piece = distinct.size;
      distinct.set(key, piece);
      atom[piece] = Math.floor(key / width);
      signature[piece] = key % width;
    }
    customers[piece] = (customers[piece] ?? 0) + 1;
  }
  return {
    pieces: { customers, atom, signature },
    ofCustomer: () => Int32Array.from(keys, (key) => distinct.get(key) ?? 0),
  };
}

/**
 * All customers of the data by atom (those whom no release tells apart), and the ways in which releases see them. It does
 * not change: a table that leaves makes another one of it, and the same one when it leaves again after it was taken back,
 * so that what was previewed is not compared a second time.
 */
export class PeopleState {
  /** Atom of each customer, in the order of the ids. */
  readonly atoms: Int32Array;
  readonly views: readonly StandingView[];
  readonly #crossings = new Map<SeenRows, Crossing>();
  #examples: Int32Array | null = null;

  constructor(atoms: Int32Array, views: readonly StandingView[]) {
    this.atoms = atoms;
    this.views = views;
  }

  /** Signature of each atom in a view. */
  byAtom({ signatures }: StandingView): Int32Array {
    this.#examples ??= examplesOf(this.atoms);
    return this.#examples.map((customer) => signatures[customer] ?? 0);
  }

  /** The pieces that a table cuts the atoms into. */
  pieces(seen: SeenRows): Pieces {
    const crossing = this.#crossing(seen);
    crossing.pieces ??= cut(this.atoms, seen).pieces;
    return crossing.pieces;
  }

  /** Whether nothing was found on a question about a table over these customers. */
  isClean(seen: SeenRows, question: string): boolean {
    return this.#crossing(seen).clean.has(question);
  }

  /** Notes that nothing was found. */
  noteClean(seen: SeenRows, question: string): void {
    this.#crossing(seen).clean.add(question);
  }

  /** Customers once a table has left that sees them in a new way; its view is the last. */
  with(seen: SeenRows): PeopleState {
    const crossing = this.#crossing(seen);
    if (crossing.next === null) {
      const { view, signatures } = seen;
      const atoms = cut(this.atoms, seen).ofCustomer();
      crossing.next = new PeopleState(atoms, [...this.views, { view, signatures }]);
      crossing.pieces = null;
    }
    return crossing.next;
  }

  #crossing(seen: SeenRows): Crossing {
    const found = this.#crossings.get(seen) ?? { pieces: null, next: null, clean: new Set<string>() };
    this.#crossings.delete(seen);
    this.#crossings.set(seen, found);
    for (const old of [...this.#crossings.keys()].slice(0, -MOST_CROSSINGS)) this.#crossings.delete(old);
    return found;
  }
}

/** A customer of each atom. */
function examplesOf(atoms: Int32Array): Int32Array {
  const last = atoms.reduce((most, atom) => Math.max(most, atom), -1);
  const examples = new Int32Array(last + 1);
  for (const [customer, atom] of atoms.entries()) examples[atom] = customer;
  return examples;
}

/** Customers as a kept register tells them apart. */
export function keptPeople(
  atoms: Int32Array,
  views: readonly (ReleaseView & { readonly byAtom: Int32Array })[],
): PeopleState {
  const standing = views.map(({ byAtom, ...view }) => ({
    view,
    signatures: atoms.map((atom) => byAtom[atom] ?? 0),
  }));
  return new PeopleState(atoms, standing);
}
