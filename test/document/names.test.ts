import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CELL_KINDS, type Notebook } from '../../src/document/cell.ts';
import { duplicateCell, newCell } from '../../src/document/cell-defaults.ts';
import { asName, cellNamed, formFault, freshName, isNamed, nameFault } from '../../src/document/names.ts';
import { apply } from '../../src/document/operations.ts';
import { anyNotebook } from './notebooks.ts';

const EMPTY: Notebook = { title: '', cells: [] };
const VIP: Notebook = { title: '', cells: [newCell('sql', EMPTY, { name: 'Vip' })] };

describe('names', () => {
  it.each([
    ['vip_2', null],
    ['客户', null],
    ['é', null],
    ['', 'empty'],
    ['2x', 'form'],
    ['_x', 'form'],
    ['a b', 'form'],
    ['a.b', 'form'],
    ['a"b', 'form'],
    ['x'.repeat(64), 'long'],
    ['Orders', 'reserved'],
    ['select', 'reserved'],
    ['VIP', 'taken'],
  ] as const)('%s: %s', (name, fault) => {
    expect(nameFault(VIP, name)).toBe(fault);
  });

  it('lets a cell keep its own', () => {
    const [cell] = VIP.cells;
    expect(nameFault(VIP, 'VIP', cell?.id)).toBeNull();
    expect(cellNamed(VIP, 'vIP')).toBe(cell);
  });

  it('makes a name of anything', () => {
    expect(asName('Q3 review (new)')).toBe('Q3_review_new');
    expect(asName('2024')).toBe('n2024');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), anyNotebook, (typed, notebook) => {
        expect(formFault(asName(typed))).toBeNull();
        expect(nameFault(notebook, freshName(notebook, typed))).toBeNull();
      }),
    );
  });
});

describe('new cells', () => {
  it('are taken by any notebook, as they are and as copies', () => {
    fc.assert(
      fc.property(anyNotebook, fc.constantFrom(...CELL_KINDS), (notebook, kind) => {
        const cell = newCell(kind, notebook);
        const { notebook: more } = apply(notebook, { kind: 'insert', at: 0, cell });
        const copy = duplicateCell(cell, more);
        const { notebook: most } = apply(more, { kind: 'insert', at: 1, cell: copy });
        expect(most.cells).toHaveLength(notebook.cells.length + 2);
      }),
    );
  });

  it('are called by what they are', () => {
    const names = ['sql', 'chart', 'metric', 'input'] as const;
    expect(names.map((kind) => newCell(kind, EMPTY)).map((cell) => isNamed(cell) && cell.name)).toEqual([
      'query_1',
      'chart_1',
      'metric_1',
      'input_1',
    ]);
    const rfm = newCell('analysis', EMPTY, { analysis: 'rfm' });
    const both = apply(EMPTY, { kind: 'insert', at: 0, cell: rfm }).notebook;
    expect(rfm).toMatchObject({ name: 'rfm' });
    expect(newCell('analysis', both, { analysis: 'rfm' })).toMatchObject({ name: 'rfm_2' });
    expect(duplicateCell(rfm, both)).toMatchObject({ name: 'rfm_2' });
    expect(newCell('sql', VIP, { name: 'vip' })).toMatchObject({ name: 'vip_2' });
  });
});
