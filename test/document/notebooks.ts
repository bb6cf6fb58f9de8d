import fc from 'fast-check';
import type { CellId } from '../../src/contract/ids.ts';
import { CHART_KINDS } from '../../src/contract/notebook.ts';
import type { Cell, InputCell, Notebook } from '../../src/document/cell.ts';
import { nameKey, RESERVED_NAMES } from '../../src/document/names.ts';

const LETTERS = Array.from('abcdeXYZ客群é');
const name = fc
  .tuple(
    fc.constantFrom(...LETTERS),
    fc.string({ unit: fc.constantFrom(...LETTERS, '_', '1', '2'), maxLength: 5 }),
  )
  .map(([first, rest]) => first + rest)
  .filter((text) => !RESERVED_NAMES.has(nameKey(text)));

const line = fc.oneof(fc.string({ maxLength: 12 }), fc.string({ unit: 'binary', maxLength: 6 }));
const required = line.filter((text) => text !== '');
/** Texts with every kind of line end, and none. */
const text = fc.array(line, { maxLength: 5 }).map((lines) => lines.join('\n'));
const number = fc
  .oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }))
  .map((each) => (each === 0 ? 0 : each));
const day = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2090-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

const { value: parameter } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(line, number, fc.boolean(), fc.constant(null)),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(name, tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
}));
const params = fc.dictionary(name, fc.oneof(parameter, fc.record({ input: name })), {
  maxKeys: 4,
  noNullPrototype: true,
});

const inputs: fc.Arbitrary<Pick<InputCell, 'form' | 'value'>> = fc.oneof(
  fc.record({
    form: fc.record({ type: fc.constant('date'), min: fc.option(day), max: fc.option(day) }),
    value: fc.record({ type: fc.constant('date'), value: day }),
  }),
  fc.record({
    form: fc.record({
      type: fc.constant('number'),
      min: fc.option(number),
      max: fc.option(number),
      step: fc.option(number),
    }),
    value: fc.record({ type: fc.constant('number'), value: number }),
  }),
  fc.record({
    form: fc.record({ type: fc.constant('choice'), options: fc.array(line, { maxLength: 4 }) }),
    value: fc.record({ type: fc.constant('text'), value: line }),
  }),
  fc.record({
    form: fc.record({ type: fc.constant('segment'), from: line }),
    value: fc.record({ type: fc.constant('texts'), values: fc.array(line, { maxLength: 4 }) }),
  }),
);

const folded = fc.boolean();
const relation = fc.oneof(
  name,
  fc.tuple(name, name).map((parts) => parts.join('.')),
);
const choice = fc.record({
  kind: fc.constantFrom(...CHART_KINDS),
  x: fc.option(required),
  y: fc.option(required),
  aggregate: fc.constantFrom('none', 'count', 'distinct', 'sum', 'mean', 'median', 'min', 'max'),
  series: fc.option(required),
  grain: fc.option(fc.constantFrom('day', 'week', 'month', 'quarter', 'year')),
  order: fc.constantFrom('x', 'y', 'table'),
  most: fc.integer({ min: 1, max: 200 }),
});

type Body = { [K in Cell['kind']]: Omit<Extract<Cell, { kind: K }>, 'id' | 'name'> }[Cell['kind']];

/** Any cell, without its id and name. */
const body: fc.Arbitrary<Body> = fc.oneof(
  fc.record({ kind: fc.constant('text'), folded, markdown: text }),
  fc.record({
    kind: fc.constant('sql'),
    folded,
    sql: text,
    declaration: fc.option(
      fc.record({ contributors: required, groups: fc.array(required, { maxLength: 3 }) }),
    ),
  }),
  fc.record({
    kind: fc.constant('analysis'),
    folded,
    analysis: fc.constantFrom('rfm', 'clv', 'no_such'),
    params,
    source: fc.option(fc.record({ relation, roles: fc.record({ amount: required }, { requiredKeys: [] }) })),
  }),
  fc.record({ kind: fc.constant('metric'), folded, params }),
  fc.record({ kind: fc.constant('chart'), folded, relation, choice: fc.option(choice), title: line }),
  fc.tuple(folded, line, inputs).map(([isFolded, label, input]) => ({
    kind: 'input' as const,
    folded: isFolded,
    label,
    ...input,
  })),
) as fc.Arbitrary<Body>;

/** Any cell with this id and name. */
export function anyCell(id: string, called: string): fc.Arbitrary<Cell> {
  return body.map((each) =>
    each.kind === 'text' ? { id: id as CellId, ...each } : { id: id as CellId, name: called, ...each },
  );
}

/** Names that differ, letter case left aside. */
export function anyNames(count: { readonly min: number; readonly max: number }): fc.Arbitrary<string[]> {
  return fc.uniqueArray(name, { minLength: count.min, maxLength: count.max, selector: nameKey });
}

/** Any notebook. */
export const anyNotebook: fc.Arbitrary<Notebook> = anyNames({ min: 0, max: 8 }).chain((names) =>
  fc.record({
    title: line,
    cells: fc.tuple(...names.map((called, index) => anyCell(`c${index}`, called))),
  }),
);
