import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Selection } from '../../src/contract/dashboard.ts';
import { chipsOf } from '../../src/crossfilter/chips.ts';
import { redoFilters, startFilters, stepFilters, undoFilters } from '../../src/crossfilter/filter-history.ts';
import {
  brushed,
  chosenValues,
  clicked,
  isChosen,
  toggled,
  withoutValue,
} from '../../src/crossfilter/gestures.ts';
import {
  clauseOn,
  isSameSelection,
  normalSelection,
  seenBy,
  selectionKey,
  withClause,
} from '../../src/crossfilter/selection.ts';
import { anyMark, anySelection, SPACES } from './selections.ts';

const [PERIOD, , COUNTRY] = SPACES as [(typeof SPACES)[0], (typeof SPACES)[0], (typeof SPACES)[0]];

describe('selection', () => {
  it('means the same in whichever order it is written', () => {
    fc.assert(
      fc.property(anySelection, (selection) => {
        const other: Selection = [...selection]
          .reverse()
          .map((clause) =>
            clause.op === 'in'
              ? { ...clause, values: [...clause.values].reverse().flatMap((v) => [v, v]) }
              : clause,
          );
        expect(normalSelection(other)).toEqual(normalSelection(selection));
        expect(selectionKey(other)).toBe(selectionKey(selection));
        expect(normalSelection(normalSelection(selection))).toEqual(normalSelection(selection));
      }),
    );
  });

  it('takes conditions in any order, one a dimension', () => {
    fc.assert(
      fc.property(anySelection, (clauses) => {
        const put = (order: Selection): Selection => order.reduce<Selection>(withClause, []);
        expect(put(clauses)).toEqual(put([...clauses].reverse()));
        expect(put(clauses)).toEqual(normalSelection(clauses));
      }),
    );
  });

  it('is seen by a tile without the conditions on its own dimensions', () => {
    fc.assert(
      fc.property(anySelection, anyMark, (selection, { space }) => {
        const seen = seenBy(selection, [space.name, 'another']);
        expect(clauseOn(seen, space.name)).toBeUndefined();
        expect(seen).toEqual(selection.filter((clause) => clause.dimension !== space.name));
        expect(seenBy(selection, [])).toEqual(selection);
      }),
    );
  });
});

describe('gestures', () => {
  it('toggled twice are as never made', () => {
    fc.assert(
      fc.property(anySelection, anyMark, (selection, { space, value }) => {
        const twice = toggled(toggled(selection, space, value), space, value);
        const clause = clauseOn(selection, space.name);
        // A stretch becomes its values; which marks are chosen stays the same.
        const sorted = [...chosenValues(selection, space)].sort();
        if (clause === undefined || clause.op === 'in') {
          expect(isSameSelection(twice, selection)).toBe(true);
        } else if (sorted.length > 1 || sorted[0] !== value) {
          expect([...chosenValues(twice, space)].sort()).toEqual(sorted);
        }
      }),
    );
  });

  it('toggle one mark and leave the others, of other dimensions too', () => {
    fc.assert(
      fc.property(anySelection, anyMark, (selection, { space, value }) => {
        const before = clauseOn(selection, space.name) === undefined ? [] : chosenValues(selection, space);
        const after = toggled(selection, space, value);
        const now = clauseOn(after, space.name) === undefined ? [] : chosenValues(after, space);
        expect(now.includes(value)).toBe(!before.includes(value));
        const others = (values: readonly string[]): readonly string[] =>
          [...new Set(values)].filter((each) => each !== value).sort();
        expect(others(now)).toEqual(others(before));
        expect(seenBy(after, [space.name])).toEqual(seenBy(normalSelection(selection), [space.name]));
      }),
    );
  });

  it('clicked choose one mark alone, and none when it was that one', () => {
    fc.assert(
      fc.property(anySelection, anyMark, (selection, { space, value }) => {
        const once = clicked(selection, space, value);
        const clause = clauseOn(once, space.name);
        expect(clause === undefined || (clause.op === 'in' && clause.values.join() === value)).toBe(true);
        const fromNone = clicked(seenBy(selection, [space.name]), space, value);
        expect(clauseOn(clicked(fromNone, space, value), space.name)).toBeUndefined();
      }),
    );
  });

  it('brush a stretch in either direction', () => {
    const forward = brushed([], PERIOD, '2025-12', '2026-02');
    expect(forward).toEqual([{ dimension: 'period', op: 'between', low: '2025-12', high: '2026-02' }]);
    expect(brushed([], PERIOD, '2026-02', '2025-12')).toEqual(forward);
    expect(PERIOD.values.filter((value) => isChosen(forward, PERIOD, value))).toEqual([
      '2025-12',
      '2026-01',
      '2026-02',
    ]);
    expect(brushed(forward, PERIOD, '2026-01', '2026-01')).toEqual([
      { dimension: 'period', op: 'between', low: '2026-01', high: '2026-01' },
    ]);
    expect(toggled(forward, PERIOD, '2026-01')).toEqual([
      { dimension: 'period', op: 'in', values: ['2025-12', '2026-02'] },
    ]);
  });

  it('remove a value by its chip, and the condition with the last', () => {
    const two: Selection = [{ dimension: 'country', op: 'in', values: ['DE', 'FR'] }];
    const one = withoutValue(two, COUNTRY, 'DE');
    expect(one).toEqual([{ dimension: 'country', op: 'in', values: ['FR'] }]);
    expect(withoutValue(one, COUNTRY, 'DE')).toEqual(one);
    expect(withoutValue(one, COUNTRY, 'FR')).toEqual([]);
  });
});

describe('chips', () => {
  it('say dimensions and values in words, and count what they do not list', () => {
    const words = {
      dimension: (name: string) => name.toUpperCase(),
      value: (dimension: string, value: string) => `${dimension}=${value}`,
    };
    const values = ['a', 'b', 'c', 'd', 'e'];
    const chips = chipsOf(
      [
        { dimension: 'period', op: 'between', low: '1', high: '2' },
        { dimension: 'country', op: 'in', values },
      ],
      words,
    );
    expect(chips.map(({ title, kind, more }) => [title, kind, more])).toEqual([
      ['COUNTRY', 'values', 2],
      ['PERIOD', 'stretch', 0],
    ]);
    expect(chips[0]?.values[0]).toEqual({ value: 'a', label: 'country=a' });
    expect(chipsOf([], words)).toEqual([]);
    const [one] = chipsOf([{ dimension: 'period', op: 'between', low: '2025-12', high: '2025-12' }], words);
    expect(one?.values.map(({ value }) => value)).toEqual(['2025-12']);
  });
});

describe('steps of filters', () => {
  it('are taken back and made again, whatever they were', () => {
    const gesture = fc.option(fc.constantFrom('drag 1', 'drag 2'));
    fc.assert(
      fc.property(
        anySelection,
        fc.array(fc.tuple(anySelection, gesture), { maxLength: 9 }),
        (start, steps) => {
          const first = startFilters(start);
          const last = steps.reduce(
            (history, [selection, name]) => stepFilters(history, selection, name),
            first,
          );
          let back = last;
          let taken = 0;
          for (let next = undoFilters(back); next !== null; next = undoFilters(back)) {
            back = next;
            taken += 1;
          }
          expect(back.now).toEqual(first.now);
          for (; taken > 0; taken -= 1) back = redoFilters(back) ?? back;
          expect(back.now).toEqual(last.now);
          expect(redoFilters(back)).toBeNull();
        },
      ),
    );
  });

  it('are one while a brush is dragged, and none where nothing changes', () => {
    const to = (high: string): Selection => [{ dimension: 'period', op: 'between', low: '2025-11', high }];
    let history = startFilters([]);
    for (const high of ['2025-11', '2025-12', '2026-01']) history = stepFilters(history, to(high), 'drag 1');
    expect(history.past).toEqual([[]]);
    history = stepFilters(history, to('2026-02'), 'drag 2');
    expect(history.past).toHaveLength(2);
    expect(stepFilters(history, to('2026-02')).past).toHaveLength(2);
    expect(undoFilters(history)?.now).toEqual(to('2026-01'));
  });
});
