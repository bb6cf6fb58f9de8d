import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SankeySpec } from '../../src/charts/chart-spec.ts';
import { layoutSankey } from '../../src/charts/sankey-layout.ts';
import { migration } from './series-specs.ts';

const box = { x: 10, y: 20, width: 600, height: 400 };

type Links = SankeySpec['links'];

/** Flows between three tiers at two dates. */
function spec(values: readonly number[], withheld: readonly boolean[]): Pick<SankeySpec, 'nodes' | 'links'> {
  const nodes = [0, 1].flatMap((layer) =>
    [0, 1, 2].map((tier) => ({
      id: `${layer}-${tier}`,
      label: { text: '' },
      colour: 'tier1' as const,
      layer,
    })),
  );
  const links: Links = values.map((value, index) => ({
    from: `0-${Math.floor(index / 3)}`,
    to: `1-${index % 3}`,
    value: withheld[index] === true ? null : value,
    withheld: withheld[index] === true,
  }));
  return { nodes, links };
}

const nine = fc.array(fc.integer({ min: 0, max: 1e6 }), { minLength: 9, maxLength: 9 });
const flags = fc.array(fc.boolean(), { minLength: 9, maxLength: 9 });

describe('flows', () => {
  test('are as thick as their figures, in one scale', () => {
    const { flows } = layoutSankey(spec([4, 0, 0, 0, 2, 0, 0, 0, 1], []), box);
    const [first = 0, second = 0, third = 0] = [flows[0], flows[4], flows[8]].map((flow) => flow?.thickness);
    expect(first / second).toBeCloseTo(2, 10);
    expect(second / third).toBeCloseTo(2, 10);
  });

  test('stand in their nodes, one on the other, and nodes in the box', () => {
    fc.assert(
      fc.property(nine, flags, (values, withheld) => {
        const { nodes, flows } = layoutSankey(spec(values, withheld), box);
        for (const node of nodes) {
          expect(node.y).toBeGreaterThanOrEqual(box.y - 1e-6);
          expect(node.y + node.height).toBeLessThanOrEqual(box.y + box.height + 1e-6);
        }
        flows.forEach(({ y1, y2, thickness }, index) => {
          const [from, to] = [nodes[Math.floor(index / 3)], nodes[3 + (index % 3)]];
          if (from === undefined || to === undefined) throw new RangeError('no node');
          expect(y1 - thickness / 2).toBeGreaterThanOrEqual(from.y - 1e-6);
          expect(y1 + thickness / 2).toBeLessThanOrEqual(from.y + from.height + 1e-6);
          expect(y2 - thickness / 2).toBeGreaterThanOrEqual(to.y - 1e-6);
          expect(y2 + thickness / 2).toBeLessThanOrEqual(to.y + to.height + 1e-6);
        });
      }),
    );
  });

  test('that are withheld are all equally thick, whatever the others are', () => {
    fc.assert(
      fc.property(nine, (values) => {
        const { flows } = layoutSankey(spec(values, [true, false, false, false, true]), box);
        expect(flows[0]?.thickness).toBe(6);
        expect(flows[4]?.thickness).toBe(6);
      }),
    );
  });

  test('to a node that is not there have no thickness', () => {
    const links = [{ from: '0-0', to: 'nowhere', value: 5, withheld: false }];
    expect(layoutSankey({ nodes: migration.nodes, links }, box).flows[0]?.thickness).toBe(0);
    expect(layoutSankey({ nodes: [], links: [] }, box)).toEqual({ nodes: [], flows: [] });
  });
});
