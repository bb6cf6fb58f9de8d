import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppFailure } from '../../src/contract/error.ts';
import type { CellId } from '../../src/contract/ids.ts';
import type { Cell, Notebook } from '../../src/document/cell.ts';
import { checkCell } from '../../src/document/cell-schema.ts';
import { newCell } from '../../src/document/cell-defaults.ts';
import { isNamed, nameKey } from '../../src/document/names.ts';
import { apply, type Operation } from '../../src/document/operations.ts';
import { anyCell, anyNames, anyNotebook } from './notebooks.ts';

const id = (text: string): CellId => text as CellId;

/** Draws an operation that the notebook takes. */
function anyOperation(notebook: Notebook, stamp: string, names: readonly string[]): fc.Arbitrary<Operation> {
  const { cells } = notebook;
  const taken = new Set(cells.flatMap((cell) => (isNamed(cell) ? [nameKey(cell.name)] : [])));
  const free = names.filter((name) => !taken.has(nameKey(name)));
  const place = fc.nat(cells.length);
  const operations: fc.Arbitrary<Operation>[] = [
    fc.record({ kind: fc.constant('setTitle'), title: fc.string() }),
  ];
  const [called] = free;
  if (called !== undefined) {
    operations.push(
      fc.record({ kind: fc.constant('insert'), at: place, cell: anyCell(`new-${stamp}`, called) }),
    );
  }
  if (cells.length === 0) return fc.oneof(...operations);
  const cell = fc.constantFrom(...cells);
  const one = cell.map((each) => each.id);
  operations.push(
    fc.record({ kind: fc.constant('remove'), id: one }),
    fc.record({ kind: fc.constant('move'), id: one, to: fc.nat(cells.length - 1) }),
    cell.chain((each) =>
      anyCell(each.id, 'n')
        .filter((other) => other.kind === each.kind)
        .map((other): Operation => {
          const hidden = ['id', 'kind', 'name'];
          const patch = Object.fromEntries(Object.entries(other).filter(([key]) => !hidden.includes(key)));
          return { kind: 'change', id: other.id, patch };
        }),
    ),
  );
  const named = cells.filter(isNamed);
  if (called !== undefined && named.length > 0) {
    operations.push(
      fc.constantFrom(...named).map((each): Operation => ({ kind: 'rename', id: each.id, name: called })),
    );
  }
  return fc.oneof(...operations);
}

interface Run {
  readonly notebook: Notebook;
  readonly inverses: readonly Operation[];
}

/** A notebook, and random operations one after the other. */
const anyRun = fc
  .tuple(anyNotebook, anyNames({ min: 12, max: 16 }), fc.integer({ min: 1, max: 10 }), fc.gen())
  .map(([start, names, length, gen]) => {
    let run: Run = { notebook: start, inverses: [] };
    const made: Operation[] = [];
    for (let step = 0; step < length; step += 1) {
      const operation = gen(() => anyOperation(run.notebook, String(step), names));
      made.push(operation);
      const { notebook, inverse } = apply(run.notebook, operation);
      run = { notebook, inverses: [inverse, ...run.inverses] };
    }
    return { start, made, ...run };
  });

const DAY: Cell = {
  id: id('day'),
  kind: 'input',
  name: 'since',
  label: '',
  folded: false,
  form: { type: 'date', min: null, max: null },
  value: { type: 'date', value: '2026-01-01' },
};
const RFM: Cell = {
  id: id('rfm'),
  kind: 'analysis',
  name: 'rfm',
  analysis: 'rfm',
  params: { analysisDate: { input: 'Since' }, bins: 5 },
  source: null,
  folded: false,
};
const VIP: Cell = {
  id: id('vip'),
  kind: 'sql',
  name: 'vip',
  sql: "SELECT rfm.segments.segment, 'rfm.segments' AS note -- rfm\nFROM rfm.segments WHERE day > $since AND x <> '$since'",
  declaration: null,
  folded: false,
};
const CHART: Cell = {
  id: id('chart'),
  kind: 'chart',
  name: 'chart_1',
  relation: 'RFM.segments',
  choice: null,
  title: 'rfm',
  folded: false,
};
const AGAIN: Cell = {
  id: id('again'),
  kind: 'analysis',
  name: 'clv',
  analysis: 'clv',
  params: {},
  source: { relation: 'vip', roles: { amount: 'rfm' } },
  folded: false,
};
const SEGMENTS: Cell = {
  id: id('segments'),
  kind: 'input',
  name: 'segments',
  label: '',
  folded: false,
  form: { type: 'segment', from: 'rfm.segments.segment' },
  value: { type: 'texts', values: ['Champions'] },
};
const LINKED: Notebook = { title: 'Linked', cells: [DAY, RFM, VIP, CHART, AGAIN, SEGMENTS] };

function cellOf(notebook: Notebook, name: string): Cell | undefined {
  return notebook.cells.find((cell) => cell.id === name);
}

describe('operations', () => {
  it('are taken back by their inverses, one or many, and made again', () => {
    fc.assert(
      fc.property(anyRun, ({ start, made, notebook, inverses }) => {
        let edited = notebook;
        const redone: Operation[] = [];
        for (const inverse of inverses) {
          const applied = apply(edited, inverse);
          edited = applied.notebook;
          redone.unshift(applied.inverse);
        }
        expect(edited).toEqual(start);
        expect(redone.reduce((each, operation) => apply(each, operation).notebook, start)).toEqual(notebook);
        expect(made.reduce((each, operation) => apply(each, operation).notebook, start)).toEqual(notebook);
      }),
      { numRuns: 200 },
    );
  });

  it('are one step together', () => {
    fc.assert(
      fc.property(anyRun, ({ start, made, notebook }) => {
        const applied = apply(start, { kind: 'batch', operations: made });
        expect(applied.notebook).toEqual(notebook);
        expect(apply(applied.notebook, applied.inverse).notebook).toEqual(start);
      }),
    );
  });

  it('keep every cell valid and every name and id once', () => {
    fc.assert(
      fc.property(anyRun, ({ notebook: { cells } }) => {
        expect(cells.flatMap((cell) => checkCell(cell) ?? [])).toEqual([]);
        const names = cells.filter(isNamed).map(({ name }) => nameKey(name));
        expect(new Set(names).size).toBe(names.length);
        expect(new Set(cells.map((cell) => cell.id)).size).toBe(cells.length);
      }),
    );
  });

  it('leave cells that they do not touch the same objects', () => {
    const { notebook } = apply(LINKED, { kind: 'change', id: id('chart'), patch: { title: 'x' } });
    expect(notebook.cells.filter((cell, index) => cell !== LINKED.cells[index])).toHaveLength(1);
  });

  it.each([
    [{ kind: 'change', id: id('vip'), patch: { colour: 'red' } }, 'document.invalid', 'colour'],
    [{ kind: 'change', id: id('vip'), patch: { id: 'other' } }, 'document.invalid', 'id'],
    [{ kind: 'change', id: id('vip'), patch: { name: 'a b' } }, 'document.invalid', 'name'],
    [{ kind: 'change', id: id('rfm'), patch: { params: { a: Number.NaN } } }, 'document.invalid', 'params'],
    [
      { kind: 'change', id: id('day'), patch: { value: { type: 'number', value: 1 } } },
      'document.invalid',
      'value.type',
    ],
    [
      { kind: 'insert', at: 0, cell: { ...VIP, id: id('new'), name: 'w', sql: 5 } },
      'document.invalid',
      'sql',
    ],
  ] as unknown as readonly [Operation, string, string][])('%j is refused', (operation, code, path) => {
    expect(() => apply(LINKED, operation)).toThrow(AppFailure);
    try {
      apply(LINKED, operation);
    } catch (thrown) {
      expect(thrown).toMatchObject({ error: { code, params: { path } } });
    }
  });

  it('refuse a name that is taken, capital letters or not', () => {
    const renaming: Operation = { kind: 'rename', id: id('vip'), name: 'RFM' };
    expect(() => apply(LINKED, renaming)).toThrow('cell.nameTaken');
    expect(() =>
      apply(LINKED, { kind: 'insert', at: 0, cell: { ...VIP, id: id('b'), name: 'VIP' } }),
    ).toThrow('cell.nameTaken');
  });

  it('stop at cells and places there are not', () => {
    expect(() => apply(LINKED, { kind: 'remove', id: id('none') })).toThrow(RangeError);
    expect(() => apply(LINKED, { kind: 'move', id: id('vip'), to: 6 })).toThrow(RangeError);
    expect(() => apply(LINKED, { kind: 'insert', at: 7, cell: newCell('text', LINKED) })).toThrow(RangeError);
    expect(() => apply(LINKED, { kind: 'insert', at: 0, cell: VIP })).toThrow(RangeError);
  });
});

describe('renaming', () => {
  it('an analysis takes SQL, charts and inputs along', () => {
    const { notebook, inverse } = apply(LINKED, { kind: 'rename', id: id('rfm'), name: '客群' });
    expect(cellOf(notebook, 'vip')).toMatchObject({
      sql: "SELECT 客群.segments.segment, 'rfm.segments' AS note -- rfm\nFROM 客群.segments WHERE day > $since AND x <> '$since'",
    });
    expect(cellOf(notebook, 'chart')).toMatchObject({ relation: '客群.segments', title: 'rfm' });
    expect(cellOf(notebook, 'segments')).toMatchObject({ form: { from: '客群.segments.segment' } });
    expect(cellOf(notebook, 'again')).toBe(AGAIN);
    expect(apply(notebook, inverse).notebook).toEqual(LINKED);
  });

  it('an input takes parameters of SQL and of analyses along', () => {
    const { notebook } = apply(LINKED, { kind: 'rename', id: id('day'), name: 'from_day' });
    expect(cellOf(notebook, 'vip')).toMatchObject({
      sql: expect.stringContaining("day > $from_day AND x <> '$since'") as string,
    });
    expect(cellOf(notebook, 'rfm')).toMatchObject({
      params: { analysisDate: { input: 'from_day' }, bins: 5 },
    });
  });

  it('SQL takes the sources of analyses along', () => {
    const { notebook } = apply(LINKED, { kind: 'rename', id: id('vip'), name: 'best' });
    expect(cellOf(notebook, 'again')).toMatchObject({
      source: { relation: 'best', roles: { amount: 'rfm' } },
    });
  });
});
