import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CellId } from '../../src/contract/ids.ts';
import { graphOf, readersOf, sourcesOf, type GraphNode } from '../../src/reactive/graph.ts';
import { anyCells, LOADED, reactive } from './toy-notebook.ts';

function node(id: string, reads: readonly string[] = [], more: Partial<GraphNode> = {}): GraphNode {
  return { id: id as CellId, name: id, makes: 'relations', reads, ...more };
}

describe('the graph of a notebook', () => {
  test('finds what is read by its name, capital letters or not, and tables of an analysis by its own', () => {
    const graph = graphOf([node('Rfm'), node('vip', ['rfm.segments', 'orders']), node('x', ['VIP'])], LOADED);
    expect(Object.fromEntries(graph.reads)).toEqual({ Rfm: [], vip: ['Rfm'], x: ['vip'] });
    expect(Object.fromEntries(graph.readBy)).toEqual({ Rfm: ['vip'], vip: ['x'], x: [] });
    expect([...graph.missing]).toEqual([]);
  });

  test('orders cells so that each comes after what it reads; the document decides the rest', () => {
    const graph = graphOf([node('b', ['c']), node('a'), node('d', ['b']), node('c')], LOADED);
    expect(graph.order).toEqual(['c', 'b', 'a', 'd']);
  });

  test('tells inputs from relations of the same name', () => {
    const graph = graphOf([node('top', [], { makes: 'input' }), node('q', ['$TOP']), node('r', ['top'])], []);
    expect(graph.reads.get('q' as CellId)).toEqual(['top']);
    expect(graph.missing.get('r' as CellId)).toEqual(['top']);
  });

  test('names the cells of a circle, and those alone', () => {
    const graph = graphOf([node('a', ['b']), node('b', ['a']), node('c', ['b']), node('d', ['d'])], LOADED);
    expect(Object.fromEntries(graph.faults)).toEqual({
      a: { code: 'cell.cycle', params: { names: 'a, b' } },
      b: { code: 'cell.cycle', params: { names: 'a, b' } },
      d: { code: 'cell.cycle', params: { names: 'd' } },
    });
  });

  test('keeps a name for the first that has it', () => {
    const graph = graphOf([node('1', [], { name: 'Sales' }), node('2', [], { name: 'sales' })], LOADED);
    expect([...graph.faults]).toEqual([['2', { code: 'cell.nameTaken', params: { name: 'sales' } }]]);
    expect(graphOf([node('orders')], LOADED).faults.size).toBe(1);
  });

  test('is consistent, whatever the notebook', () => {
    fc.assert(
      fc.property(anyCells, (cells) => {
        const graph = graphOf(cells.map(reactive), LOADED);
        expect(graph.order.toSorted()).toEqual(cells.map(({ id }) => id).toSorted());
        const place = new Map(graph.order.map((id, at) => [id, at]));
        for (const [id, sources] of graph.reads) {
          for (const source of sources) {
            expect(graph.readBy.get(source)).toContain(id);
            const together = sourcesOf(graph, [source]).has(id);
            if (!together) expect(place.get(source)).toBeLessThan(place.get(id) ?? -1);
            else if (graph.faults.get(id)?.code !== 'cell.nameTaken') {
              expect(graph.faults.get(id)?.code).toBe('cell.cycle');
            }
            expect(readersOf(graph, [source]).has(id)).toBe(true);
          }
        }
      }),
    );
  });

  test('costs a few milliseconds at 200 cells', () => {
    const cells = Array.from({ length: 200 }, (_, at) =>
      node(`cell${at}`, at === 0 ? ['orders'] : [`cell${at - 1}`, `cell${at >> 1}`, 'orders']),
    );
    const began = performance.now();
    for (let round = 0; round < 20; round++) graphOf(cells, LOADED);
    expect((performance.now() - began) / 20).toBeLessThan(20);
  });
});
