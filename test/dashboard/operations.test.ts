import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppFailure } from '../../src/contract/error.ts';
import type { Dashboard, TileId } from '../../src/dashboard/dashboard.ts';
import { writeDashboard } from '../../src/dashboard/dashboard-file.ts';
import {
  addTile,
  duplicateTile,
  moveTileToPage,
  newDashboard,
  newPage,
  placeTile,
  removeTile,
  stepTile,
} from '../../src/dashboard/edits.ts';
import { NO_DASHBOARD_HISTORY, recordEdit } from '../../src/dashboard/history.ts';
import { LAYOUT_STEPS } from '../../src/dashboard/layout.ts';
import { applyToDashboard, type DashboardOperation, tileAt } from '../../src/dashboard/operations.ts';
import { redo, stepWords, undo } from '../../src/document/step-history.ts';
import { anyBody, anyDashboard, anySelection } from './dashboards.ts';

/** Draws an edit that the dashboard takes; null where there is nothing of what it is about. */
function anyOperation(dashboard: Dashboard): fc.Arbitrary<DashboardOperation | null> {
  const { pages } = dashboard;
  const page = fc.constantFrom(...pages.map(({ id }) => id));
  const general: fc.Arbitrary<DashboardOperation | null>[] = [
    fc.record({ kind: fc.constant('set'), patch: fc.record({ title: fc.string({ maxLength: 9 }) }) }),
    fc.record({
      kind: fc.constant('set'),
      patch: fc.record({ selection: anySelection, days: fc.constant(null) }),
    }),
    fc.nat(pages.length).map((at) => ({ kind: 'insertPage', at, page: newPage('new') })),
    fc.record({ kind: fc.constant('renamePage'), page, title: fc.string({ maxLength: 9 }) }),
    fc.record({ kind: fc.constant('movePage'), page, to: fc.nat(pages.length - 1) }),
    fc.tuple(page, anyBody).map(([id, body]) => addTile(dashboard, id, body).operation),
  ];
  if (pages.length > 1) general.push(fc.record({ kind: fc.constant('removePage'), page }));
  const ids = pages.flatMap(({ tiles }) => tiles.map(({ id }) => id));
  if (ids.length === 0) return fc.oneof(...general);
  const id = fc.constantFrom(...ids);
  const place = fc.record({
    x: fc.integer({ min: -1, max: 12 }),
    y: fc.nat(20),
    w: fc.integer({ min: 0, max: 13 }),
    h: fc.nat(5),
  });
  return fc.oneof(
    ...general,
    fc.record({
      kind: fc.constant('changeTile'),
      id,
      patch: fc.record({ title: fc.string({ maxLength: 9 }) }),
    }),
    fc.record({ kind: fc.constant('changeTile'), id, patch: fc.record({ body: anyBody }) }),
    id.map((tile) => removeTile(dashboard, tile)),
    id.map((tile) => duplicateTile(dashboard, tile).operation),
    fc.tuple(id, page).map(([tile, to]) => moveTileToPage(dashboard, tile, to)),
    fc.tuple(id, place).map(([tile, to]) => placeTile(dashboard, tile, to)),
    fc.tuple(id, fc.constantFrom(...LAYOUT_STEPS)).map(([tile, step]) => stepTile(dashboard, tile, step)),
  );
}

describe('operations on dashboards', () => {
  it('are taken back by their inverses, by undo and by redo, exactly', () => {
    fc.assert(
      fc.property(anyDashboard, fc.integer({ min: 1, max: 8 }), fc.gen(), (start, length, gen) => {
        let [dashboard, history] = [start, NO_DASHBOARD_HISTORY];
        const inverses: DashboardOperation[] = [];
        for (let step = 0; step < length; step += 1) {
          const operation = gen(() => anyOperation(dashboard));
          if (operation === null) continue;
          const applied = applyToDashboard(dashboard, operation);
          inverses.unshift(applied.inverse);
          history = recordEdit(history, { operation, inverse: applied.inverse, at: step * 5000 });
          dashboard = applied.dashboard;
        }
        const end = dashboard;
        for (const inverse of inverses) dashboard = applyToDashboard(dashboard, inverse).dashboard;
        expect(dashboard).toEqual(start);
        dashboard = end;
        for (let back = undo(history); back !== null; back = undo(history)) {
          dashboard = applyToDashboard(dashboard, back.operation).dashboard;
          history = back.history;
        }
        expect(dashboard).toEqual(start);
        for (let again = redo(history); again !== null; again = redo(history)) {
          dashboard = applyToDashboard(dashboard, again.operation).dashboard;
          history = again.history;
        }
        expect(writeDashboard(dashboard)).toBe(writeDashboard(end));
      }),
      { numRuns: 80 },
    );
  });

  const empty = newDashboard('Board', 'One');
  const page = empty.pages[0]?.id ?? '';
  const added = addTile(empty, page, { kind: 'figure', measure: 'revenue', target: null });
  const one = applyToDashboard(empty, added.operation).dashboard;

  it('refuse what a document cannot hold, and what is not there', () => {
    const refused = (operation: DashboardOperation): unknown => {
      try {
        return applyToDashboard(one, operation);
      } catch (thrown) {
        return thrown;
      }
    };
    expect(refused({ kind: 'set', patch: { title: 'x'.repeat(501) } })).toBeInstanceOf(AppFailure);
    expect(refused({ kind: 'renamePage', page, title: 'x'.repeat(501) })).toBeInstanceOf(AppFailure);
    const body = { kind: 'groups', measures: [], dimensions: [], chart: 'auto' } as const;
    expect(refused({ kind: 'changeTile', id: added.id, patch: { body } })).toBeInstanceOf(AppFailure);
    expect(refused({ kind: 'removeTile', id: 'z' as TileId })).toBeInstanceOf(RangeError);
    expect(refused({ kind: 'removePage', page: 'z' })).toBeInstanceOf(RangeError);
    expect(refused({ kind: 'movePage', page, to: 1 })).toBeInstanceOf(RangeError);
    const { tile } = tileAt(one, added.id);
    expect(refused({ kind: 'insertTile', page, at: 1, tile })).toBeInstanceOf(RangeError);
    const other = { ...tile, id: 'other' as TileId };
    expect(refused({ kind: 'insertTile', page, at: 1, tile: other })).toBeInstanceOf(RangeError);
    const place = { x: 11, y: 0, w: 3, h: 2 };
    expect(refused({ kind: 'placeTiles', page, places: [{ id: added.id, place }] })).toBeInstanceOf(
      RangeError,
    );
  });

  it('leave pages and tiles that they do not touch as they are', () => {
    const two = applyToDashboard(one, { kind: 'insertPage', at: 1, page: newPage('Two') }).dashboard;
    const renamed = applyToDashboard(two, {
      kind: 'renamePage',
      page: two.pages[1]?.id ?? '',
      title: 'Three',
    }).dashboard;
    expect(renamed.pages[0]).toBe(one.pages[0]);
  });

  it('are called by what they do, and typing is one step', () => {
    const word = (operation: DashboardOperation): unknown =>
      stepWords(recordEdit(NO_DASHBOARD_HISTORY, { operation, inverse: operation, at: 0 })).undo;
    const second = addTile(one, page, { kind: 'text', markdown: 'x' });
    const two = applyToDashboard(one, second.operation).dashboard;
    const more = applyToDashboard(two, { kind: 'insertPage', at: 1, page: newPage('Two') }).dashboard;
    expect(word(removeTile(two, added.id))).toBe('dashboard.step.removeTile');
    expect(word(moveTileToPage(more, added.id, more.pages[1]?.id ?? '') ?? added.operation)).toBe(
      'dashboard.step.moveTile',
    );
    expect(word(stepTile(two, added.id, 'down') ?? added.operation)).toBe('dashboard.step.placeTiles');
    expect(word({ kind: 'set', patch: { grain: 'week' } })).toBe('dashboard.step.grain');
    expect(word({ kind: 'set', patch: { grain: 'week', days: null } })).toBe('dashboard.step.several');
    let history = NO_DASHBOARD_HISTORY;
    for (const [at, title] of ['R', 'Re', 'Rev'].entries()) {
      const operation = { kind: 'changeTile', id: added.id, patch: { title } } as const;
      history = recordEdit(history, { operation, inverse: operation, at: at * 500 });
    }
    expect(history.done).toHaveLength(1);
  });
});
