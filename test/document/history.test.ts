import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CellId } from '../../src/contract/ids.ts';
import type { Notebook } from '../../src/document/cell.ts';
import { newCell } from '../../src/document/cell-defaults.ts';
import {
  MOST_STEPS,
  NO_HISTORY,
  record,
  redo,
  stepWords,
  undo,
  type History,
  type HistoryMove,
} from '../../src/document/history.ts';
import { apply, type Operation } from '../../src/document/operations.ts';

interface Edited {
  readonly notebook: Notebook;
  readonly history: History;
}

const EMPTY: Edited = { notebook: { title: '', cells: [] }, history: NO_HISTORY };

function edit({ notebook, history }: Edited, operation: Operation, at: number): Edited {
  const applied = apply(notebook, operation);
  return {
    notebook: applied.notebook,
    history: record(history, { before: notebook, operation, inverse: applied.inverse, at }),
  };
}

function go({ notebook }: Edited, move: HistoryMove | null): Edited {
  if (move === null) throw new RangeError('nowhere to go');
  return { notebook: apply(notebook, move.operation).notebook, history: move.history };
}

const cell = newCell('sql', EMPTY.notebook, { name: 'a' });
const other = newCell('text', EMPTY.notebook);
const START = edit(
  edit(EMPTY, { kind: 'insert', at: 0, cell }, 0),
  { kind: 'insert', at: 1, cell: other },
  0,
);
const type = (id: CellId, key: string, text: string): Operation => ({
  kind: 'change',
  id,
  patch: { [key]: text },
});

describe('history', () => {
  it('takes typing within a second for one step', () => {
    let typed = START;
    for (const [index, text] of ['S', 'SE', 'SEL'].entries()) {
      typed = edit(typed, type(cell.id, 'sql', text), 900 * index);
    }
    expect(typed.history.done).toHaveLength(3);
    const back = go(typed, undo(typed.history));
    expect(back.notebook).toEqual(START.notebook);
    expect(go(back, redo(back.history)).notebook).toEqual(typed.notebook);
  });

  it('begins a new step after a pause, in another field, and after a step back', () => {
    let typed = edit(START, type(cell.id, 'sql', 'S'), 0);
    typed = edit(typed, type(cell.id, 'sql', 'SE'), 1001);
    typed = edit(typed, type(other.id, 'markdown', '#'), 1002);
    expect(typed.history.done).toHaveLength(5);
    const back = go(typed, undo(typed.history));
    const again = go(back, redo(back.history));
    expect(edit(again, type(other.id, 'markdown', '##'), 1003).history.done).toHaveLength(6);
    expect(edit(back, type(cell.id, 'sql', 'SEL'), 1003).history.undone).toEqual([]);
  });

  it('takes one parameter for a field', () => {
    const analysis = newCell('analysis', START.notebook, { params: { a: 1, b: 1 } });
    const set = (params: object): Operation => ({ kind: 'change', id: analysis.id, patch: { params } });
    let edited = edit(START, { kind: 'insert', at: 0, cell: analysis }, 0);
    edited = edit(edited, set({ a: 2, b: 1 }), 1);
    edited = edit(edited, set({ a: 23, b: 1 }), 2);
    expect(edited.history.done).toHaveLength(4);
    edited = edit(edited, set({ a: 23, b: 2 }), 3);
    expect(edited.history.done).toHaveLength(5);
  });

  it('names its steps', () => {
    expect(stepWords(START.history)).toEqual({ undo: 'document.step.insert', redo: null });
    const removed = edit(START, { kind: 'remove', id: cell.id }, 1);
    expect(stepWords(removed.history).undo).toBe('document.step.remove');
    const back = go(removed, undo(removed.history));
    expect(stepWords(back.history)).toEqual({ undo: 'document.step.insert', redo: 'document.step.remove' });
    const folded = edit(START, { kind: 'change', id: cell.id, patch: { folded: true } }, 1);
    expect(stepWords(folded.history).undo).toBe('document.step.fold');
  });

  it('keeps so many steps', () => {
    let edited = START;
    for (let step = 0; step < MOST_STEPS + 10; step += 1) {
      edited = edit(edited, { kind: 'move', id: cell.id, to: step % 2 }, step);
    }
    expect(edited.history.done).toHaveLength(MOST_STEPS);
  });

  it('goes all the way back and forth', () => {
    const step = fc.record({
      text: fc.string({ maxLength: 3 }),
      pause: fc.constantFrom(10, 2000),
      what: fc.constantFrom('sql', 'markdown', 'title', 'move', 'undo'),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        let edited = START;
        let at = 5000;
        for (const { text, pause, what } of steps) {
          at += pause;
          if (what === 'undo') {
            const move = undo(edited.history);
            if (move !== null) edited = go(edited, move);
            continue;
          }
          const { cells } = edited.notebook;
          const wanted = what === 'sql' ? cell.id : other.id;
          const isThere = cells.some(({ id }) => id === wanted);
          if (what === 'title') edited = edit(edited, { kind: 'setTitle', title: text }, at);
          else if (!isThere) continue;
          else if (what === 'move') edited = edit(edited, { kind: 'move', id: wanted, to: 0 }, at);
          else edited = edit(edited, type(wanted, what, text), at);
        }
        const end = edited.notebook;
        for (let move = undo(edited.history); move !== null; move = undo(edited.history))
          edited = go(edited, move);
        expect(edited.notebook).toEqual(EMPTY.notebook);
        for (let move = redo(edited.history); move !== null; move = redo(edited.history))
          edited = go(edited, move);
        if (!steps.some(({ what }) => what === 'undo')) expect(edited.notebook).toEqual(end);
      }),
    );
  });
});
