import type { Crossing, ReleaseView } from '../../../src/privacy/register/released-cells.ts';

/** Cells of a release as sets of customers, by row. */
export type Sets = readonly ReadonlySet<number>[];

/** How a release sees customers 0 to `people` - 1, and the signature of each. */
function viewOf(sets: Sets, people: number): ReleaseView & { readonly byAtom: Int32Array } {
  const signatures: number[][] = [[]];
  const known = new Map<string, number>([['', 0]]);
  const byAtom = new Int32Array(people);
  for (let person = 0; person < people; person += 1) {
    const cells = [...sets.keys()].filter((row) => sets[row]?.has(person) === true);
    const key = cells.join(',');
    const place = known.get(key) ?? signatures.push(cells) - 1;
    known.set(key, place);
    byAtom[person] = place;
  }
  const cells = sets.map((set, row) => ({ row, customers: set.size }));
  return { cells, signatures, byAtom };
}

/** Releases laid over each other, every customer an atom of their own. */
export function crossingOf(people: number, earlier: readonly Sets[], asked: Sets): Crossing {
  const { byAtom, ...candidate } = viewOf(asked, people);
  return {
    earlier: earlier.map((sets) => viewOf(sets, people)),
    candidate,
    pieces: {
      customers: new Float64Array(people).fill(1),
      atom: Float64Array.from({ length: people }, (_, person) => person),
      signature: Float64Array.from(byAtom),
    },
  };
}

/** What a calculation that goes step by step comes to. */
export function completed<T>(steps: Generator<unknown, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
