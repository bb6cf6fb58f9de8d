import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CellId } from '../../src/contract/ids.ts';
import { Schedule } from '../../src/reactive/schedule.ts';
import {
  anyCells,
  eventsFrom,
  freshRun,
  happen,
  soundCells,
  ToyEngine,
  type ToyCell,
} from './toy-notebook.ts';

function open(cells: readonly ToyCell[]): { schedule: Schedule; engine: ToyEngine } {
  const schedule = new Schedule();
  const engine = new ToyEngine(schedule);
  engine.write(cells);
  return { schedule, engine };
}

function cell(name: string, reads: readonly string[] = [], more: Partial<ToyCell> = {}): ToyCell {
  return { id: name as CellId, name, kind: 'run', reads, text: 0, dear: false, fails: false, ...more };
}

function id(name: string): CellId {
  return name as CellId;
}

describe('the schedule', () => {
  test('after any edits, stops and failures, results are those of a fresh run in order', () => {
    fc.assert(
      fc.property(anyCells, eventsFrom(100), (cells, events) => {
        const { schedule, engine } = open(cells);
        for (const event of events) happen(event, engine, schedule);
        engine.settle();
        // What the user has stopped and what is dear waits to be asked for.
        for (let rounds = 0; schedule.held.length > 0 && rounds < 20; rounds++) {
          schedule.ask(schedule.held, false);
          engine.step();
          engine.settle();
        }
        expect(schedule.quiet).toBe(true);
        expect(schedule.held).toEqual([]);
        const expected = freshRun(engine.cells);
        const fresh = engine.cells.filter(
          (each) => each.kind === 'run' && schedule.standing(each.id).kind === 'fresh',
        );
        const right = engine.cells.filter((each) => each.kind === 'run' && expected.has(each.id));
        expect(fresh.map((each) => each.id)).toEqual(right.map((each) => each.id));
        for (const each of fresh) expect(engine.results.get(each.id)).toBe(expected.get(each.id));
      }),
      { numRuns: 300 },
    );
  });

  test('runs each cell once, and after an edit only what hangs on it', () => {
    fc.assert(
      fc.property(soundCells, fc.nat(), (cells, which) => {
        const { schedule, engine } = open(cells.map((each) => ({ ...each, dear: false })));
        engine.settle();
        const runs = cells.filter(({ kind }) => kind === 'run').map((each) => each.id);
        expect(engine.begun.toSorted()).toEqual(runs.toSorted());
        const edited = cells[which % cells.length];
        if (edited === undefined) return;
        engine.begun.length = 0;
        engine.write(
          engine.cells.map((each) => (each.id === edited.id ? { ...each, text: each.text + 10 } : each)),
        );
        engine.settle();
        const hang = new Set([edited.id]);
        for (const each of schedule.graph.order) {
          if ((schedule.graph.reads.get(each) ?? []).some((source) => hang.has(source))) hang.add(each);
        }
        expect(engine.begun.toSorted()).toEqual(runs.filter((each) => hang.has(each)).toSorted());
        engine.begun.length = 0;
        engine.write([...engine.cells].reverse());
        engine.settle();
        expect(engine.begun).toEqual([]);
      }),
    );
  });

  test('a cell that fails stops its readers and nobody else', () => {
    fc.assert(
      fc.property(soundCells, fc.nat(), (cells, which) => {
        const chosen = cells[which % cells.length]?.id;
        const { schedule, engine } = open(
          cells.map((each) => ({ ...each, dear: false, fails: each.id === chosen && each.kind === 'run' })),
        );
        engine.settle();
        const expected = freshRun(engine.cells);
        for (const each of engine.cells) {
          if (each.kind !== 'run') continue;
          const { kind } = schedule.standing(each.id);
          if (each.fails) expect(kind).toBe('failed');
          else expect(kind).toBe(expected.has(each.id) ? 'fresh' : 'blocked');
        }
      }),
    );
  });

  test('the newest interaction comes first, and what it reads before it', () => {
    const { schedule, engine } = open([cell('a'), cell('b'), cell('c', ['b']), cell('d')]);
    schedule.ask([id('c')], true);
    engine.step();
    expect(schedule.queue).toEqual(['a', 'b', 'c', 'd']);
    engine.settle();
    expect(engine.begun).toEqual(['a', 'b', 'c', 'd']);
  });

  test('what is dear waits for the user, and what reads it with it', () => {
    const { schedule, engine } = open([cell('fit', [], { dear: true }), cell('chart', ['fit']), cell('x')]);
    engine.settle();
    expect(engine.begun).toEqual(['x']);
    expect(schedule.held).toEqual(['fit', 'chart']);
    schedule.ask([id('chart')], true);
    engine.step();
    engine.settle();
    expect(engine.begun).toEqual(['x', 'fit', 'chart']);
  });

  test('a dear run makes way for a cheap one of a newer interaction, and comes back', () => {
    const fit = cell('fit', [], { dear: true });
    const { schedule, engine } = open([fit, cell('top', [], { kind: 'input' }), cell('chart', ['$top'])]);
    engine.settle();
    schedule.ask([id('fit')], true);
    engine.step();
    expect(schedule.running).toBe('fit');
    engine.write([fit, cell('top', [], { kind: 'input', text: 5 }), cell('chart', ['$top'])]);
    expect(schedule.running).toBeNull();
    engine.end();
    expect(schedule.queue).toEqual(['chart', 'fit']);
    engine.settle();
    expect(engine.begun).toEqual(['chart', 'fit', 'chart', 'fit']);
    expect(engine.results.get(id('chart'))).toBe('0(5)');
  });

  test('a run that is overtaken is aborted, and its result does not count even if it ends well', () => {
    const schedule = new Schedule();
    const write = (text: number) =>
      schedule.update(
        [
          {
            ...cell('a'),
            makes: 'relations',
            version: `${text}`,
            work: { kind: 'run', dear: false },
            strict: true,
          },
        ],
        [],
      );
    write(1);
    const first = schedule.next().start?.run ?? 0;
    write(2);
    expect(schedule.next()).toEqual({ abort: first, start: null });
    schedule.finish(first, 'done');
    expect(schedule.standing(id('a')).kind).toBe('ready');
    const second = schedule.next().start?.run ?? 0;
    schedule.finish(first, 'failed');
    expect(schedule.running).toBe('a');
    schedule.finish(second, 'done');
    expect(schedule.standing(id('a')).kind).toBe('fresh');
  });

  test('what was stopped stays so until it is asked for or something changes', () => {
    const { schedule, engine } = open([cell('a'), cell('b', ['a'])]);
    schedule.stop();
    engine.step();
    engine.settle();
    expect(engine.begun).toEqual(['a']);
    expect(schedule.held).toEqual(['a', 'b']);
    schedule.ask([id('b')], true);
    engine.step();
    engine.settle();
    expect(schedule.held).toEqual([]);
  });

  test('going back to what a result was made of makes it fresh again', () => {
    const { schedule, engine } = open([cell('a', [], { dear: true })]);
    schedule.ask([id('a')], true);
    engine.step();
    engine.settle();
    engine.write([cell('a', [], { dear: true, text: 1 })]);
    expect(schedule.held).toEqual(['a']);
    engine.write([cell('a', [], { dear: true })]);
    expect(schedule.standing(id('a')).kind).toBe('fresh');
  });

  test('what cannot run is not tried', () => {
    const { schedule, engine } = open([cell('a', ['b']), cell('b', ['a']), cell('c', ['nothing'])]);
    schedule.ask([id('a'), id('c')], true);
    engine.step();
    expect(engine.begun).toEqual([]);
    expect(schedule.standing(id('c'))).toEqual({
      kind: 'fault',
      error: { code: 'cell.missing', params: { name: 'nothing' } },
    });
  });
});
