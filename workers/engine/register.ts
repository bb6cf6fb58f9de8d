import type { Conflict, RegisteredRelease } from '../../src/contract/privacy.ts';
import { row } from '../../src/contract/result-set.ts';
import { checkRelease, conflictsOf } from '../../src/privacy/register/check-release.ts';
import {
  contributionDifferences,
  type ContributionSketch,
} from '../../src/privacy/register/contribution-sketches.ts';
import { labelDifferences, type LabelledCell } from '../../src/privacy/register/labelled-cells.ts';
import type { ReleaseView } from '../../src/privacy/register/released-cells.ts';
import type { Database, Run } from './database.ts';
import { inTurns } from './in-turns.ts';
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
  atomsOfPeople,
  layPeople,
  type Membership,
  publishedRows,
  type SeenTable,
  seeTable,
  takePieces,
} from './register-tables.ts';

/** A table that is about to leave, as the register needs to know it. */
export interface AskedRelease extends AskedTable {
  /** What it is, e.g. `metric/cells`. */
  readonly subject: string;
  /** Null where it is not known who is behind its rows. */
  readonly membership: Membership | null;
  /** `list`: it is compared with figures on groups, and they with it, but not with other lists. */
  readonly kind?: 'list';
}

/** What the register says of a table that is about to leave. */
export interface RegisterAnswer {
  readonly conflicts: readonly Conflict[];
  /** Whether sums over all earlier releases were searched through, or only those with each by itself. */
  readonly depth: 'all' | 'pairs';
}

/** What leaves with a release, besides what the table itself says. */
export type NewRelease = Omit<RegisteredRelease, 'cells' | 'customers' | 'subject' | 'kind'>;

/** Shares of a check: seeing who is in the rows comes before the search, comparing what they add after it. */
const SEARCHING = { from: 0.4, to: 0.8 };
/** Share of an entry that is done before it is written to the shelf. */
const KEEPING = 0.95;

/** Whether two views have the same cells, and the same signatures in the same order. */
function sameCells(one: ReleaseView, other: ReleaseView): boolean {
  return (
    JSON.stringify(one.cells) === JSON.stringify(other.cells) &&
    one.signatures.length === other.signatures.length &&
    one.signatures.every((cells, place) => {
      const others = other.signatures[place];
      return cells.length === others?.length && cells.every((cell, index) => cell === others[index]);
    })
  );
}

function labelsOf(asked: AskedTable): readonly LabelledCell[] {
  const groups = asked.shape.columns.flatMap(({ name, meaning }) => (meaning === 'group' ? [name] : []));
  const count = asked.shape.columns.find(({ meaning }) => meaning === 'contributors')?.name ?? '';
  const place = (name: string): number => asked.table.columns.findIndex((each) => each.name === name);
  return publishedRows(asked).map((index) => {
    const values = row(asked.table, index);
    const label = JSON.stringify(groups.map((name) => values[place(name)] ?? null));
    return { row: index, label, customers: Number(values[place(count)]) };
  });
}

/**
 * The register of all that was released of the loaded data. Customers are kept in DuckDB by atom (those whom no
 * release tells apart), so that a check is one pass over customers and then works on atoms.
 */
export class ReleaseRegister {
  readonly #db: Database;
  readonly #shelf: RegisterShelf;
  readonly #fingerprint: string;
  #releases: KeptRelease[] = [];
  #views: KeptRegister['views'] = [];
  /** By place of the release; the first of equal ones only. */
  readonly #sketches = new Map<number, ContributionSketch>();

  private constructor(db: Database, shelf: RegisterShelf, fingerprint: string) {
    this.#db = db;
    this.#shelf = shelf;
    this.#fingerprint = fingerprint;
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
  ): Promise<ReleaseRegister> {
    const register = new ReleaseRegister(db, shelf, fingerprint);
    const kept = await shelf.get(fingerprint);
    const fits = await layPeople(db, run, kept === null ? null : await inflated(kept.atoms));
    if (kept !== null && fits) {
      register.#releases = [...kept.releases];
      register.#views = kept.views;
      for (const [place, { sketch }] of kept.releases.entries()) {
        if (sketch !== null) register.#sketches.set(place, await inflatedSketch(sketch));
      }
    } else if (!fits) {
      await layPeople(db, run, null);
    }
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
    const rows = publishedRows(asked).length;
    if (this.#releases.length === 0 || rows === 0) return { conflicts: [], depth: 'all' };
    if (asked.membership === null) return { conflicts: this.#byLabels(asked, threshold), depth: 'all' };
    const seen = await seeTable(this.#db, run, asked, asked.membership);
    const { conflicts, depth } = await this.#bySets(run, asked, seen, threshold);
    if (conflicts.length > 0) return { conflicts, depth };
    return { conflicts: await this.#byContributions(run, asked, seen, threshold), depth };
  }

  /** Takes a table that has left into the register. */
  async add(run: Run, asked: AskedRelease, release: NewRelease): Promise<void> {
    const rows = publishedRows(asked).length;
    let view: number | null = null;
    let customers: number | null = null;
    let sketch: ContributionSketch | null = null;
    if (asked.membership !== null) {
      const seen = await seeTable(this.#db, run, asked, asked.membership);
      sketch = await this.#newSketch(run, asked.membership, seen);
      customers = seen.pieces.customers.reduce(
        (sum, count, piece) => sum + (seen.pieces.signature[piece] === 0 ? 0 : count),
        0,
      );
      view = await this.#take(run, seen);
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
      labels: asked.membership === null ? labelsOf(asked) : [],
      sketch: keptSketch,
    });
    await this.#shelf.put({
      fingerprint: this.#fingerprint,
      releases: this.#releases,
      views: this.#views,
      atoms: await deflated(await atomsOfPeople(this.#db, run)),
    });
  }

  /** Place of the view that sees customers in the same way; -1 when there is none. */
  #knownView({ view, pieces }: SeenTable): number {
    return this.#views.findIndex(
      (each) =>
        sameCells(each, view) &&
        pieces.atom.every((atom, piece) => each.byAtom[atom] === pieces.signature[piece]),
    );
  }

  /** Cuts atoms along what was seen; a table that has left before in the same way cuts none and adds no view. */
  async #take(run: Run, seen: SeenTable): Promise<number> {
    const { view, pieces } = seen;
    const known = this.#knownView(seen);
    if (known >= 0) return known;
    await takePieces(this.#db, run);
    this.#views = [
      ...this.#views.map((each) => ({
        ...each,
        byAtom: Int32Array.from(pieces.atom, (atom) => each.byAtom[atom] ?? 0),
      })),
      { ...view, byAtom: Int32Array.from(pieces.signature) },
    ];
    return this.#views.length - 1;
  }

  /** A table that sees customers as an earlier one does tells nothing more of who is in its rows. */
  async #bySets(
    run: Run,
    { kind }: AskedRelease,
    seen: SeenTable,
    threshold: number,
  ): Promise<RegisterAnswer> {
    const firsts = this.#views.map((_, view) => this.#firstOf(view));
    if (firsts[this.#knownView(seen)]?.kind !== 'list' && this.#knownView(seen) >= 0) {
      return { conflicts: [], depth: 'all' };
    }
    const compared = firsts.flatMap((release, view) =>
      release === undefined || (kind === 'list' && release.kind === 'list') ? [] : [{ release, view }],
    );
    const views = compared.flatMap(({ view }) => this.#views[view] ?? []);
    const { view: candidate, pieces } = seen;
    const steps = checkRelease({ earlier: views, candidate, pieces }, threshold);
    const { found, depth } = await inTurns(run, steps, SEARCHING);
    const earlier = compared.map(({ release }) => release);
    return { conflicts: conflictsOf(found, earlier, candidate.cells.length), depth };
  }

  /** The first release that sees customers so, of figures on groups where there is one. */
  #firstOf(view: number): RegisteredRelease | undefined {
    const releases = this.#releases.filter((each) => each.view === view).map(({ release }) => release);
    return releases.find((each) => each.kind !== 'list') ?? releases[0];
  }

  async #byContributions(
    run: Run,
    asked: AskedRelease,
    { view }: SeenTable,
    threshold: number,
  ): Promise<readonly Conflict[]> {
    const { figures } = asked.membership ?? { figures: [] };
    const [analysis] = asked.subject.split('/');
    const comparable = [...this.#sketches].filter(
      ([place]) => this.#releases[place]?.release.subject.split('/')[0] === analysis,
    );
    if (comparable.length === 0 || figures.length === 0) return [];
    const sketch = await sketchSeen(this.#db, run, view, figures);
    const found = contributionDifferences(sketch, new Map(comparable), threshold);
    return conflictsOf(found, this.releases, view.cells.length);
  }

  /** The sketch of the table seen last; null where there is none, or where it is known already. */
  async #newSketch(
    run: Run,
    { figures }: Membership,
    { view }: SeenTable,
  ): Promise<ContributionSketch | null> {
    if (figures.length === 0) return null;
    const sketch = await sketchSeen(this.#db, run, view, figures);
    return [...this.#sketches.values()].some((each) => sameSketch(each, sketch)) ? null : sketch;
  }

  #byLabels(asked: AskedRelease, threshold: number): readonly Conflict[] {
    const labels = labelsOf(asked);
    const earlier = this.#releases.flatMap(({ release, labels: cells, view }, place) =>
      view === null && release.subject === asked.subject ? [{ release: place, cells }] : [],
    );
    return conflictsOf(labelDifferences(labels, earlier, threshold), this.releases, labels.length);
  }
}
