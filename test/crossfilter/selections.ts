import fc from 'fast-check';
import type { DashboardDimension, Selection } from '../../src/contract/dashboard.ts';

/** Dimensions with values as the engine gives them, hard ones among them. */
export const SPACES: readonly DashboardDimension[] = [
  { name: 'period', level: 'time', ordered: true, values: ['2025-11', '2025-12', '2026-01', '2026-02'] },
  { name: 'frequencyBand', level: 'customer', ordered: true, values: ['1', '2', '3–4', '5–9', '≥ 10'] },
  {
    name: 'country',
    level: 'order',
    ordered: false,
    values: ['DE', 'FR', '(none)', '(others)', 'Côte d’Ivoire'],
  },
  { name: '渠道', level: 'customer', ordered: false, values: ['门店', '线上', 'a.b~c_d', '', '👩‍🚀', '__'] },
];

/** A dimension of these. */
export const anySpace = fc.constantFrom(...SPACES);

/** A dimension and one of its values. */
export const anyMark = anySpace.chain((space) =>
  fc.record({ space: fc.constant(space), value: fc.constantFrom(...space.values) }),
);

/** A selection on these dimensions, in any order and with values repeated. */
export const anySelection: fc.Arbitrary<Selection> = fc.uniqueArray(
  anySpace.chain((space) => {
    const value = fc.constantFrom(...space.values);
    const { name: dimension } = space;
    const some = fc
      .array(value, { minLength: 1, maxLength: 5 })
      .map((values) => ({ dimension, op: 'in', values }) as const);
    const stretch = fc.tuple(fc.nat(), fc.nat()).map(([one, other]) => {
      const [from, to] = [one, other].map((each) => each % space.values.length).sort((a, b) => a - b);
      const [low = '', high = ''] = [space.values[from ?? 0], space.values[to ?? 0]];
      return { dimension, op: 'between', low, high } as const;
    });
    return space.ordered ? fc.oneof(some, stretch) : some;
  }),
  { selector: ({ dimension }) => dimension, maxLength: 4 },
);
