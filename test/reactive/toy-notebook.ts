import fc from 'fast-check';
import type { CellId } from '../../src/contract/ids.ts';
import { graphOf } from '../../src/reactive/graph.ts';
import type { Schedule } from '../../src/reactive/schedule.ts';
import type { ReactiveCell } from '../../src/reactive/staleness.ts';

/** A cell of a toy notebook: its result is its own text and the results of what it reads, put together. */
export interface ToyCell {
  readonly id: CellId;
  readonly name: string;
  readonly kind: 'input' | 'run';
  readonly reads: readonly string[];
  readonly text: number;
  readonly dear: boolean;
  /** Whether its runs fail. */
  readonly fails: boolean;
}

export const LOADED = ['orders', 'customers'];

export function reactive(cell: ToyCell): ReactiveCell {
  const isInput = cell.kind === 'input';
  return {
    id: cell.id,
    name: cell.name,
    makes: isInput ? 'input' : 'relations',
    reads: isInput ? [] : cell.reads,
    version: `${cell.name} ${cell.text} ${cell.fails}`,
    work: isInput ? { kind: 'value' } : { kind: 'run', dear: cell.dear },
    strict: true,
  };
}

/** Results of cells; a cell that failed has none. */
export type Results = ReadonlyMap<CellId, string>;

/** What a cell gives, from the results of what it reads; null when it fails or something is not there. */
export function evaluate(cell: ToyCell, cells: readonly ToyCell[], results: Results): string | null {
  if (cell.kind === 'input') return `${cell.text}`;
  if (cell.fails) return null;
  const reads = graphOf(cells.map(reactive), LOADED).reads.get(cell.id) ?? [];
  const found = reads.toSorted().map((id) => results.get(id) ?? null);
  return found.includes(null) ? null : `${cell.text}(${found.join(',')})`;
}

/** What a fresh run of everything in order gives. */
export function freshRun(cells: readonly ToyCell[]): Results {
  const graph = graphOf(cells.map(reactive), LOADED);
  const results = new Map<CellId, string>();
  for (const id of graph.order) {
    const cell = cells.find((each) => each.id === id);
    if (cell === undefined || graph.faults.has(id) || (graph.missing.get(id)?.length ?? 0) > 0) continue;
    const result = evaluate(cell, cells, results);
    if (result !== null) results.set(id, result);
  }
  return results;
}

/** An engine that does what a schedule says, one step at a time. */
export class ToyEngine {
  cells: readonly ToyCell[] = [];
  readonly results = new Map<CellId, string>();
  /** Runs begun, in order. */
  readonly begun: CellId[] = [];
  readonly #schedule: Schedule;
  #running: { readonly run: number; readonly cell: ToyCell; readonly result: string | null } | null = null;
  #aborted = false;

  constructor(schedule: Schedule) {
    this.#schedule = schedule;
  }

  /** Puts other cells in place. */
  write(cells: readonly ToyCell[]): void {
    this.cells = cells;
    for (const id of this.#schedule.update(cells.map(reactive), LOADED)) this.results.delete(id);
    for (const cell of cells) if (cell.kind === 'input') this.results.set(cell.id, `${cell.text}`);
    this.step();
  }

  /** Does what is to be done now. */
  step(): void {
    const { abort, start } = this.#schedule.next();
    if (abort !== null) this.#aborted = true;
    if (start === null) return;
    const cell = this.cells.find(({ id }) => id === start.id);
    if (cell === undefined) throw new RangeError('the schedule starts a cell that is gone');
    if (this.#running !== null) throw new RangeError('the schedule starts two cells at once');
    this.begun.push(cell.id);
    // The engine reads what is there when the run begins.
    this.#running = { run: start.run, cell, result: evaluate(cell, this.cells, this.results) };
    this.#aborted = false;
    this.results.delete(cell.id);
  }

  /** Ends the run under way; false when there is none. */
  end(): boolean {
    const running = this.#running;
    if (running === null) return false;
    this.#running = null;
    const { run, cell, result } = running;
    if (this.#aborted) this.#schedule.finish(run, 'stopped');
    else if (result === null) this.#schedule.finish(run, 'failed');
    else {
      if (this.cells.some(({ id }) => id === cell.id)) this.results.set(cell.id, result);
      this.#schedule.finish(run, 'done');
    }
    this.step();
    return true;
  }

  /** Goes on until nothing is left to do. */
  settle(): void {
    for (let ends = 0; this.end(); ends++) if (ends > 10_000) throw new RangeError('it never ends');
  }
}

const NAMES = ['a', 'B', 'c', 'd', 'E', 'f', 'g', 'h'];
const READS = [...NAMES, 'A', 'b.part', 'orders', '$c', '$D', 'nothing'];

function cellWith(id: number): fc.Arbitrary<ToyCell> {
  return fc.record({
    id: fc.constant(`cell ${id}` as CellId),
    name: fc.constantFrom(...NAMES),
    kind: fc.constantFrom('run', 'run', 'run', 'input'),
    reads: fc.uniqueArray(fc.constantFrom(...READS), { maxLength: 3 }),
    text: fc.nat(9),
    dear: fc.boolean(),
    fails: fc.constantFrom(false, false, false, true),
  });
}

/** A notebook of some cells; names are often taken and reads often run in circles. */
export const anyCells: fc.Arbitrary<readonly ToyCell[]> = fc
  .nat(8)
  .chain((count) => fc.tuple(...Array.from({ length: count }, (_, at) => cellWith(at))));

/** A notebook in which names differ and each cell reads earlier ones, put in any order. */
export const soundCells: fc.Arbitrary<readonly ToyCell[]> = fc
  .integer({ min: 1, max: 8 })
  .chain((count) => {
    const cells = Array.from({ length: count }, (_, at) =>
      fc
        .record({
          kind: fc.constantFrom<ToyCell['kind']>('run', 'run', 'input'),
          from: fc.uniqueArray(fc.nat(Math.max(0, at - 1)), { maxLength: at === 0 ? 0 : 3 }),
          text: fc.nat(9),
          dear: fc.boolean(),
        })
        .map((drawn) => ({ ...drawn, at })),
    );
    return fc.tuple(...cells);
  })
  .map((drawn) =>
    drawn.map(({ at, kind, from, text, dear }): ToyCell => {
      const nameOf = (source: number) =>
        drawn[source]?.kind === 'input' ? `$${NAMES[source]}` : (NAMES[source] ?? '');
      return {
        id: `cell ${at}` as CellId,
        name: NAMES[at] ?? '',
        kind,
        reads: from.map(nameOf),
        text,
        dear,
        fails: false,
      };
    }),
  )
  .chain((cells) => fc.shuffledSubarray(cells, { minLength: cells.length }));

/** Something that happens: an edit, a wish of the user, or time that passes. */
export type Event =
  | { readonly kind: 'insert'; readonly at: number; readonly cell: ToyCell }
  | { readonly kind: 'delete' | 'move'; readonly at: number; readonly to: number }
  | { readonly kind: 'edit'; readonly at: number; readonly patch: Partial<ToyCell> }
  | { readonly kind: 'ask' | 'stop'; readonly at: number }
  | { readonly kind: 'askHeld' | 'stopAll' | 'end' };

export function eventsFrom(first: number): fc.Arbitrary<readonly Event[]> {
  const at = fc.nat(9);
  const patch = fc.oneof(
    fc.record({ text: fc.nat(9) }),
    fc.record({ name: fc.constantFrom(...NAMES) }),
    fc.record({ reads: fc.uniqueArray(fc.constantFrom(...READS), { maxLength: 3 }) }),
    fc.record({ fails: fc.boolean() }),
    fc.record({ dear: fc.boolean() }),
  );
  const event = (serial: number): fc.Arbitrary<Event> =>
    fc.oneof(
      fc.record({ kind: fc.constant('insert' as const), at, cell: cellWith(first + serial) }),
      fc.record({ kind: fc.constantFrom('delete' as const, 'move' as const), at, to: at }),
      { weight: 4, arbitrary: fc.record({ kind: fc.constant('edit' as const), at, patch }) },
      { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('ask' as const, 'stop' as const), at }) },
      {
        weight: 6,
        arbitrary: fc.record({ kind: fc.constantFrom('end' as const, 'end' as const, 'askHeld' as const) }),
      },
      fc.record({ kind: fc.constant('stopAll' as const) }),
    );
  return fc
    .nat(30)
    .chain((count) => fc.tuple(...Array.from({ length: count }, (_, serial) => event(serial))));
}

/** Lets something happen to a notebook. */
export function happen(event: Event, engine: ToyEngine, schedule: Schedule): void {
  const { cells } = engine;
  const place = 'at' in event ? event.at % Math.max(1, cells.length) : 0;
  const cell = cells[place];
  switch (event.kind) {
    case 'insert':
      engine.write(cells.toSpliced(place, 0, event.cell));
      break;
    case 'delete':
      engine.write(cells.toSpliced(place, 1));
      break;
    case 'move':
      if (cell !== undefined)
        engine.write(cells.toSpliced(place, 1).toSpliced(event.to % cells.length, 0, cell));
      break;
    case 'edit':
      if (cell !== undefined) engine.write(cells.with(place, { ...cell, ...event.patch }));
      break;
    case 'ask':
      if (cell !== undefined) schedule.ask([cell.id], true);
      break;
    case 'stop':
      schedule.stop(cell?.id);
      break;
    case 'askHeld':
      schedule.ask(schedule.held, false);
      break;
    case 'stopAll':
      schedule.stop();
      break;
    case 'end':
      engine.end();
      break;
  }
  engine.step();
}
