import type { Conflict, RegisteredRelease } from '../../src/contract/privacy.ts';
import { conflictsOf } from '../../src/privacy/register/check-release.ts';
import {
  contributionDifferences,
  type ContributionSketch,
} from '../../src/privacy/register/contribution-sketches.ts';
import { labelDifferences, type LabelledCell } from '../../src/privacy/register/labelled-cells.ts';
import { ownDifferences, type OwnDifferences } from '../../src/privacy/register/own-differences.ts';
import type { Database, Run } from './database.ts';
import {
  type ComparedView,
  compareSets,
  knownView,
  NOTHING_FOUND,
  type RegisterAnswer,
} from './register-comparison.ts';
import { inTurns } from './in-turns.ts';
import { labelsOf } from './register-labels.ts';
import { type DataOrigin, incomparable, sameOrigin } from './register-origins.ts';
import { everyId, peopleOfIds, type Persons, readPersons, spreadOverIds } from './register-merged.ts';
import { keptPeople, PeopleState } from './register-people.ts';
import {
  deflated,
  deflatedSketch,
  inflated,
  inflatedSketch,
  type KeptRegister,
  type KeptRelease,
  type RegisterShelf,
} from './register-shelf.ts';
import { sameSketch, sketchSeen } from './register-sketches.ts';
import {
  type AskedTable,
  layPeople,
  type Membership,
  publishedRows,
  type SeenRows,
  seeTable,
} from './register-tables.ts';

/** A table that is about to leave, as the register needs to know it. */
export interface AskedRelease extends AskedTable {
  /** What it is, e.g. `metric/cells`. */
  readonly subject: string;
  /** Null where it is not known who is behind its rows. */
  readonly membership: Membership | null;
  /**
   * `list`: it is compared with figures on groups, and they with it, but not with other lists. `deidentified`: its rows
   * are classes of a table, which other tables of classes are compared with by their records. `report`: as figures are.
   */
  readonly kind?: 'list' | 'deidentified' | 'report';
  /** Rows beside those of the table, of which it is not known who is behind them. */
  readonly labelled?: readonly LabelledCell[];
}

/** What leaves with a release, besides what the table itself says. */
export type NewRelease = Omit<RegisteredRelease, 'cells' | 'customers' | 'subject' | 'kind'>;

/** Rows that are compared by what they are called. */
function labelsIn(asked: AskedRelease): readonly LabelledCell[] {
  return [...(asked.membership === null ? labelsOf(asked) : []), ...(asked.labelled ?? [])];
}

/** Shares of a check between which a table is compared with itself. */
const SEARCHING_WITHIN = { from: 0.4, to: 0.45 };

/** Steps of work of which nobody knows how many there are. */
function* unmeasured<T>(steps: Generator<void, T>): Generator<number, T> {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    yield 0;
  }
}

/** Share of an entry that is done before it is written to the shelf. */
const KEEPING = 0.95;

/** What tables say of small groups among their own rows, by the threshold: it does not change with what leaves. */
const ownOf = new WeakMap<SeenRows, Map<number, OwnDifferences>>();

/** What is known of the data of a register beside their fingerprint. */
interface OfData {
  /** Whether customers of the data are merged. */
  readonly isMerged?: boolean;
  /** Where the data come from; null: not known. */
  readonly origin?: DataOrigin | null;
}

interface RegisterGround {
  readonly db: Database;
  readonly shelf: RegisterShelf;
  readonly fingerprint: string;
  readonly origin: DataOrigin | null;
}

/** What was kept of the data; else of the same files and customers under other columns. */
async function keptOf(
  shelf: RegisterShelf,
  fingerprint: string,
  origin: DataOrigin | null,
): Promise<KeptRegister | null> {
  const kept = await shelf.get(fingerprint);
  if (kept !== null || origin === null) return kept;
  const same = sameOrigin(origin, await shelf.origins());
  return same === undefined ? null : shelf.get(same.fingerprint);
}

/**
 * The register of all that was released of the loaded data. Customers are kept by atom (those whom no release tells
 * apart), so that a check is one pass over customers and then works on atoms.
 */
export class ReleaseRegister {
  readonly #db: Database;
  readonly #shelf: RegisterShelf;
  readonly #fingerprint: string;
  /** Null where it is not known. */
  readonly #origin: DataOrigin | null;
  readonly #persons: Persons;
  #releases: KeptRelease[] = [];
  /** Ids of the file, as they are kept. */
  #ids: PeopleState;
  /** Those who are compared: the same, or persons where customers are merged. Its views stand in the same order. */
  #people: PeopleState;
  /** By place of the release; the first of equal ones only. */
  readonly #sketches = new Map<number, ContributionSketch>();
  /** While entries may be taken back, nothing is written to the shelf. */
  #isTrying = false;

  private constructor(
    { db, shelf, fingerprint, origin }: RegisterGround,
    persons: Persons,
    ids: PeopleState,
  ) {
    this.#db = db;
    this.#shelf = shelf;
    this.#fingerprint = fingerprint;
    this.#origin = origin;
    this.#persons = persons;
    this.#ids = ids;
    this.#people = peopleOfIds(ids, persons);
  }

  /**
   * Opens the register of the data that stand in `customers`, with what the shelf has kept of it.
   *
   * @param fingerprint of the data, hex
   */
  static async open(
    db: Database,
    run: Run,
    shelf: RegisterShelf,
    fingerprint: string,
    { isMerged = false, origin = null }: OfData = {},
  ): Promise<ReleaseRegister> {
    const customers = await layPeople(db, run);
    const persons = isMerged ? await readPersons(db, run) : everyId(customers);
    const kept = await keptOf(shelf, fingerprint, origin);
    const atoms = kept === null ? null : Int32Array.from(await inflated(kept.atoms));
    const ground = { db, shelf, fingerprint: kept?.fingerprint ?? fingerprint, origin };
    if (kept === null || atoms?.length !== persons.ids) {
      return new ReleaseRegister(ground, persons, new PeopleState(new Int32Array(persons.ids), []));
    }
    const register = new ReleaseRegister(ground, persons, keptPeople(atoms, kept.views));
    register.#releases = [...kept.releases];
    for (const [place, { sketch }] of kept.releases.entries()) {
      if (sketch !== null) register.#sketches.set(place, await inflatedSketch(sketch));
    }
    // What was kept before origins were is found by its file from now on.
    if (kept.origin === undefined && origin !== null) await register.#keep();
    return register;
  }

  get fingerprint(): string {
    return this.#fingerprint;
  }

  /** Oldest first. */
  get releases(): readonly RegisteredRelease[] {
    return this.#releases.map(({ release }) => release);
  }

  /** Checks a table against all earlier releases. Nothing is kept. */
  async check(run: Run, asked: AskedRelease, threshold: number): Promise<RegisterAnswer> {
    const apart = await this.#ofOtherParts(asked);
    if (apart.length > 0) return { conflicts: apart, depth: 'all' };
    if (this.#releases.length === 0) return NOTHING_FOUND;
    const named = this.#byLabels(asked, threshold);
    if (named.length > 0) return { conflicts: named, depth: 'all' };
    if (asked.membership === null || publishedRows(asked).length === 0) return NOTHING_FOUND;
    const seen = await seeTable(this.#db, run, asked, asked.membership);
    const { conflicts, depth } = await compareSets(
      run,
      this.#people,
      { kind: asked.kind, seen },
      this.#comparedViews(),
      threshold,
    );
    if (conflicts.length > 0) return { conflicts, depth };
    return { conflicts: await this.#byContributions(run, asked, asked.membership, seen, threshold), depth };
  }

  /**
   * Rows of a table that may not leave beside its other rows, as these would tell of few customers together, whatever
   * has left before. A table of which it is not known who is behind its rows has none.
   */
  async withinItself(run: Run, asked: AskedRelease, threshold: number): Promise<OwnDifferences> {
    if (asked.membership === null || publishedRows(asked).length < 2) return { rows: [], depth: 'all' };
    const seen = await seeTable(this.#db, run, asked, asked.membership);
    const known = ownOf.get(seen) ?? new Map<number, OwnDifferences>();
    const found =
      known.get(threshold) ??
      (await inTurns(
        run,
        unmeasured(ownDifferences(seen.view, new Map(seen.counts.entries()), threshold)),
        SEARCHING_WITHIN,
      ));
    ownOf.set(seen, known.set(threshold, found));
    return found;
  }

  /** Takes a table that has left into the register. */
  async add(run: Run, asked: AskedRelease, release: NewRelease): Promise<void> {
    const rows = publishedRows(asked).length + (asked.labelled?.length ?? 0);
    let view: number | null = null;
    let customers: number | null = null;
    let sketch: ContributionSketch | null = null;
    if (asked.membership !== null) {
      const seen = await seeTable(this.#db, run, asked, asked.membership);
      sketch = await this.#newSketch(run, asked, asked.membership, seen);
      customers = seen.counts.reduce((sum, count) => sum + count, -(seen.counts[0] ?? 0));
      view = this.#take(seen);
    }
    run.report({ phase: 'computing', share: KEEPING });
    const keptSketch = sketch === null ? null : await deflatedSketch(sketch);
    const { subject } = asked;
    if (sketch !== null) this.#sketches.set(this.#releases.length, sketch);
    this.#releases.push({
      release: {
        ...release,
        subject,
        cells: rows,
        customers,
        ...(asked.kind === undefined ? {} : { kind: asked.kind }),
      },
      view,
      labels: labelsIn(asked),
      sketch: keptSketch,
    });
    await this.#keep();
  }

  /** Takes something into the list that left and has no figures on customers of its own. */
  async note(release: RegisteredRelease): Promise<void> {
    this.#releases.push({ release, view: null, labels: [], sketch: null });
    await this.#keep();
  }

  /**
   * Does work whose entries count together or not at all: tables that leave in one file, each checked against those
   * before it. Nothing is written to the shelf until the work says that they stand; when it says that they do not, fails
   * or is stopped, everything is as it was.
   */
  async together<T>(work: () => Promise<{ readonly stands: boolean; readonly value: T }>): Promise<T> {
    const [releases, ids, people] = [[...this.#releases], this.#ids, this.#people];
    const sketches = [...this.#sketches];
    this.#isTrying = true;
    let stands = false;
    try {
      const done = await work();
      ({ stands } = done);
      return done.value;
    } finally {
      this.#isTrying = false;
      if (!stands) {
        this.#releases = releases;
        this.#ids = ids;
        this.#people = people;
        this.#sketches.clear();
        for (const [place, sketch] of sketches) this.#sketches.set(place, sketch);
      }
      if (stands) await this.#keep();
    }
  }

  /** Releases of other parts of the same file, which a table with figures on customers cannot be compared with. */
  async #ofOtherParts(asked: AskedRelease): Promise<readonly Conflict[]> {
    const silent = publishedRows(asked).length === 0 && (asked.labelled ?? []).length === 0;
    if (this.#origin === null || silent) return [];
    const kept = await this.#shelf.origins();
    return incomparable(this.#origin, this.#fingerprint, asked.kind, kept);
  }

  async #keep(): Promise<void> {
    if (this.#isTrying) return;
    const ids = this.#ids;
    await this.#shelf.put({
      fingerprint: this.#fingerprint,
      releases: this.#releases,
      views: ids.views.map((each) => ({ ...each.view, byAtom: ids.byAtom(each) })),
      atoms: await deflated(Float64Array.from(ids.atoms)),
      ...(this.#origin === null ? {} : { origin: this.#origin }),
    });
  }

  /** Cuts atoms along what was seen; a table that has left before in the same way cuts none and adds no view. */
  #take(seen: SeenRows): number {
    const { personOf } = this.#persons;
    const ofIds = personOf === null ? seen : spreadOverIds(seen, personOf);
    const known = knownView(this.#ids.views, ofIds);
    if (known >= 0) return known;
    this.#ids = this.#ids.with(ofIds);
    this.#people = personOf === null ? this.#ids : this.#people.with(seen);
    return this.#people.views.length - 1;
  }

  /** The views with the first release that sees customers so: of figures on groups where there is one, else a list. */
  #comparedViews(): readonly ComparedView[] {
    const order = (kind: RegisteredRelease['kind']): number =>
      kind === 'deidentified' ? 2 : kind === 'list' ? 1 : 0;
    return this.#people.views.flatMap((view, place) => {
      const [release] = this.#releases
        .flatMap((each) => (each.view === place ? [each.release] : []))
        .sort((a, b) => order(a.kind) - order(b.kind));
      return release === undefined ? [] : [{ view, release }];
    });
  }

  async #byContributions(
    run: Run,
    asked: AskedRelease,
    membership: Membership,
    seen: SeenRows,
    threshold: number,
  ): Promise<readonly Conflict[]> {
    const { figures } = membership;
    const [analysis] = asked.subject.split('/');
    const comparable = [...this.#sketches].filter(
      ([place]) => this.#releases[place]?.release.subject.split('/')[0] === analysis,
    );
    if (comparable.length === 0 || figures.length === 0) return [];
    const sketch = await sketchSeen(this.#db, run, asked, membership, seen);
    // The same again tells nothing more, though rows of one release may be close to each other.
    if (comparable.some(([, earlier]) => sameSketch(earlier, sketch))) return [];
    const found = contributionDifferences(sketch, new Map(comparable), threshold);
    return conflictsOf(found, this.releases, seen.view.cells.length);
  }

  /** The sketch of the table seen last; null where there is none, or where it is known already. */
  async #newSketch(
    run: Run,
    asked: AskedRelease,
    membership: Membership,
    seen: SeenRows,
  ): Promise<ContributionSketch | null> {
    if (membership.figures.length === 0) return null;
    const sketch = await sketchSeen(this.#db, run, asked, membership, seen);
    return [...this.#sketches.values()].some((each) => sameSketch(each, sketch)) ? null : sketch;
  }

  #byLabels(asked: AskedRelease, threshold: number): readonly Conflict[] {
    const earlier = this.#releases.flatMap(({ release, labels: cells }, place) =>
      cells.length > 0 && release.subject === asked.subject ? [{ release: place, cells }] : [],
    );
    if (earlier.length === 0) return [];
    // Earlier releases of a table may be known by names only, though its customers are known by now.
    const labels = [...labelsOf(asked), ...(asked.labelled ?? [])];
    return conflictsOf(labelDifferences(labels, earlier, threshold), this.releases, labels.length);
  }
}
