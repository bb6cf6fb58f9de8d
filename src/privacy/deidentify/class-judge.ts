import type { ClassCells } from './class-cells.ts';
import { classConditions, type ClassCondition, leastRecords } from './class-conditions.ts';
import type { Classes } from './class-roll-up.ts';
import type { SearchProblem } from './search-problem.ts';

/** Which classes meet all conditions, and how many records are in the others. */
export interface Judgement {
  /** By class: 1 when it stays, 0 when its records are suppressed. */
  readonly kept: Uint8Array;
  readonly suppressed: number;
  /** Of them those that fail a condition that carries down: when they are too many here, they are in all nodes below. */
  readonly suppressedBelow: number;
  readonly keptClasses: number;
  readonly smallest: number;
  readonly largest: number;
}

/** Records by sensitive value of one class at a time. */
class SensitiveCounts {
  readonly #codes: Int32Array;
  readonly counts: Float64Array;

  constructor(codes: Int32Array, values: number) {
    this.#codes = codes;
    this.counts = new Float64Array(values);
  }

  count({ starts, tuple, records }: ClassCells, each: number): void {
    this.counts.fill(0);
    for (let cell = starts[each] ?? 0; cell < (starts[each + 1] ?? 0); cell += 1) {
      const code = this.#codes[tuple[cell] ?? 0] ?? 0;
      this.counts[code] = (this.counts[code] ?? 0) + (records[cell] ?? 0);
    }
  }
}

const NO_COUNTS = new Float64Array(0);

/** Sets the models of a problem against classes. */
export class ClassJudge {
  readonly conditions: readonly ClassCondition[];
  /**
   * Conditions under which a node fails whenever one above it fails: those kept by one class; those kept by all as
   * well when nothing may be suppressed, since then each class of the lower node meets them.
   */
  readonly #carried: readonly boolean[];
  /** Fewest records of a class that any condition on its size allows. */
  readonly #leastRecords: number;
  /** Places of the other conditions. */
  readonly #further: readonly number[];
  readonly #sensitive: readonly SensitiveCounts[];
  readonly #kept: Uint8Array;
  readonly #view: { records: number; population: number; counts: Float64Array } = {
    records: 0,
    population: 0,
    counts: NO_COUNTS,
  };

  constructor({ models, sensitive, tuples, suppressible }: SearchProblem) {
    this.conditions = classConditions(models, sensitive);
    this.#carried = this.conditions.map(
      ({ keptBy }) => keptBy === 'one' || (keptBy === 'all' && suppressible === 0),
    );
    this.#leastRecords = leastRecords(models);
    this.#further = this.conditions.flatMap(({ ofSize }, place) => (ofSize ? [] : [place]));
    this.#sensitive = sensitive.map(
      ({ totals }, place) =>
        new SensitiveCounts(tuples.sensitive[place] ?? new Int32Array(0), totals.counts.length),
    );
    this.#kept = new Uint8Array(tuples.counts.length);
  }

  /** Whether anything about nodes below can be concluded from one above. */
  get predicts(): boolean {
    return this.#carried.includes(true);
  }

  /** Judges the classes of a node; what it returns of single classes holds until the next. */
  judge(classes: Classes): Judgement {
    let [suppressed, suppressedBelow, keptClasses, smallest, largest] = [0, 0, 0, Infinity, 0];
    for (let each = 0; each < classes.count; each += 1) {
      const records = classes.records[each] ?? 0;
      this.#kept[each] = 0;
      if (records === 0) continue;
      const small = records < this.#leastRecords;
      const failed = small ? 0 : this.#firstFailed(classes, each);
      if (failed === -1) {
        this.#kept[each] = 1;
        keptClasses += 1;
        smallest = Math.min(smallest, records);
        largest = Math.max(largest, records);
        continue;
      }
      suppressed += records;
      if (small || this.#failsCarried(classes, each, failed)) suppressedBelow += records;
    }
    return { kept: this.#kept, suppressed, suppressedBelow, keptClasses, smallest, largest };
  }

  /** Records in classes that fail each condition, whether or not they fail others too. */
  failing(classes: Classes): readonly number[] {
    return this.conditions.map((_, condition) => {
      let failing = 0;
      for (let each = 0; each < classes.count; each += 1) {
        const records = classes.records[each] ?? 0;
        if (records > 0 && !this.#holds(classes, each, condition)) failing += records;
      }
      return failing;
    });
  }

  /** Place among the further conditions of the first that a class fails; −1: none. */
  #firstFailed(classes: Classes, each: number): number {
    return this.#further.findIndex((condition) => !this.#holds(classes, each, condition));
  }

  #failsCarried(classes: Classes, each: number, from: number): boolean {
    return this.#further
      .slice(from)
      .some((condition) => this.#carried[condition] === true && !this.#holds(classes, each, condition));
  }

  #holds(classes: Classes, each: number, condition: number): boolean {
    const asked = this.conditions[condition];
    if (asked === undefined) return true;
    const sensitive = this.#sensitive[asked.sensitive];
    if (sensitive !== undefined && classes.cells !== null) sensitive.count(classes.cells, each);
    this.#view.records = classes.records[each] ?? 0;
    this.#view.population = classes.population?.[each] ?? 0;
    this.#view.counts = sensitive?.counts ?? NO_COUNTS;
    return asked.holds(this.#view);
  }
}
