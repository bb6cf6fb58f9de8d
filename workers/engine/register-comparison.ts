import type { Conflict, RegisteredRelease } from '../../src/contract/privacy.ts';
import { checkClasses, checkRelease, conflictsOf } from '../../src/privacy/register/check-release.ts';
import type { ReleaseView } from '../../src/privacy/register/released-cells.ts';
import type { Run } from './database.ts';
import { inTurns } from './in-turns.ts';
import type { PeopleState, StandingView } from './register-people.ts';
import type { SeenRows } from './register-tables.ts';

/** What the register says of a table that is about to leave. */
export interface RegisterAnswer {
  readonly conflicts: readonly Conflict[];
  /**
   * Whether sums over all earlier releases were searched through, or only those with each by itself, or, with tables of
   * too many classes, differences of two sets.
   */
  readonly depth: 'all' | 'pairs' | 'sets';
}

export const NOTHING_FOUND: RegisterAnswer = { conflicts: [], depth: 'all' };

/** A way in which customers were seen, with the release it is named by. */
export interface ComparedView {
  readonly view: StandingView;
  readonly release: RegisteredRelease;
}

/** Shares of a check: seeing who is in the rows comes before the search, comparing what they add after it. */
const SEARCHING = { from: 0.4, to: 0.7 };
const SEARCHING_CLASSES = { from: 0.7, to: 0.8 };

/** Whether two views have the same cells, and the same signatures in the same order. */
function sameCells(one: ReleaseView, other: ReleaseView): boolean {
  if (one === other) return true;
  return (
    JSON.stringify([one.cells, one.unions]) === JSON.stringify([other.cells, other.unions]) &&
    one.signatures.length === other.signatures.length &&
    one.signatures.every((cells, place) => {
      const others = other.signatures[place];
      return cells.length === others?.length && cells.every((cell, index) => cell === others[index]);
    })
  );
}

/** Place of the view that sees customers in the same way; -1 when there is none. */
export function knownView(views: readonly StandingView[], { view, signatures }: SeenRows): number {
  return views.findIndex(
    (each) =>
      sameCells(each.view, view) &&
      (each.signatures === signatures ||
        signatures.every((signature, customer) => each.signatures[customer] === signature)),
  );
}

/** Customers of the smallest class: what the rule on single records lets leave together. */
function smallestClass({ cells }: ReleaseView): number {
  return cells.reduce((least, { customers }) => Math.min(least, customers), Infinity);
}

/** A table that is about to leave, as it sees customers. */
interface SeenRelease {
  readonly kind: 'list' | 'deidentified' | 'report' | undefined;
  readonly seen: SeenRows;
}

/**
 * Compares who is behind the rows of a table with earlier releases. Lists are not compared with each other, nor tables
 * of classes. A table that sees customers as an earlier one does tells nothing more of who is in its rows.
 *
 * With a table of classes a group is large enough from the threshold on, or from its smallest class on where that is
 * smaller: so many people leave together by the rule on single records.
 *
 * @param people as the earlier releases tell them apart; what was searched through without a find is noted there
 */
export async function compareSets(
  run: Run,
  people: PeopleState,
  { kind, seen }: SeenRelease,
  earlier: readonly ComparedView[],
  threshold: number,
): Promise<RegisterAnswer> {
  const { view: candidate } = seen;
  const views = earlier.map(({ view }) => view);
  const known = earlier[knownView(views, seen)];
  const told = known?.release.kind;
  if (known !== undefined && told !== 'list' && (told !== 'deidentified' || told === kind)) {
    return NOTHING_FOUND;
  }
  const compared = earlier.filter(
    ({ release }) => kind === undefined || kind === 'report' || release.kind !== kind,
  );
  const ofClasses = (each: ComparedView): boolean => each.release.kind === 'deidentified';
  const figures = kind === 'deidentified' ? [] : compared.filter((each) => !ofClasses(each));
  const question = JSON.stringify([kind, threshold, earlier.map(({ release }) => release.kind)]);
  if (people.isClean(seen, question)) return NOTHING_FOUND;
  const noted = (answer: RegisterAnswer): RegisterAnswer => {
    if (answer.conflicts.length === 0 && answer.depth === 'all') people.noteClean(seen, question);
    return answer;
  };
  const pieces = people.pieces(seen);
  const asked = candidate.cells.length;
  const crossing = (of: readonly ComparedView[]): Parameters<typeof checkRelease>[0] => ({
    earlier: of.map(({ view }) => ({ ...view.view, byAtom: people.byAtom(view) })),
    candidate,
    pieces,
  });
  const first = await inTurns(run, checkRelease(crossing(figures), threshold), SEARCHING);
  const releases = (of: readonly ComparedView[]): readonly RegisteredRelease[] =>
    of.map(({ release }) => release);
  const conflicts = conflictsOf(first.found, releases(figures), asked);
  const pairs = compared.flatMap((each, place) => {
    const classes = kind === 'deidentified' ? candidate : ofClasses(each) ? each.view.view : null;
    return classes === null ? [] : [{ place, threshold: Math.min(threshold, smallestClass(classes)) }];
  });
  if (conflicts.length > 0 || pairs.length === 0) return noted({ conflicts, depth: first.depth });
  const { found, depth } = await inTurns(run, checkClasses(crossing(compared), pairs), SEARCHING_CLASSES);
  return noted({
    conflicts: conflictsOf(found, releases(compared), asked),
    depth: depth === 'all' ? first.depth : depth,
  });
}
