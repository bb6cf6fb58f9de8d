import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Dashboard, TileId } from '../../src/dashboard/dashboard.ts';
import {
  DASHBOARD_VERSION,
  readDashboard,
  writeDashboard,
  type ReadDashboard,
} from '../../src/dashboard/dashboard-file.ts';
import { isError } from '../../src/document/document-json.ts';
import { anyDashboard } from './dashboards.ts';

function read(text: string): ReadDashboard {
  const result = readDashboard(text);
  if (isError(result)) throw new Error(JSON.stringify(result));
  return result;
}

const FIGURE = {
  id: 'a',
  place: { x: 0, y: 0, w: 3, h: 2 },
  body: { kind: 'figure', measure: 'revenue' },
};

function document(tiles: readonly unknown[], more: object = {}): string {
  const pages = [{ id: 'p', title: 'One', tiles }];
  return JSON.stringify({ format: 'cloister-dashboard', version: DASHBOARD_VERSION, pages, ...more });
}

describe('dashboard file', () => {
  it('reads what it has written, whatever it is', () => {
    fc.assert(
      fc.property(anyDashboard, (dashboard) => {
        expect(read(writeDashboard(dashboard))).toEqual({ dashboard, readOnly: null });
      }),
      { numRuns: 150 },
    );
  });

  it('writes the same text again, whatever the order of keys in memory', () => {
    fc.assert(
      fc.property(anyDashboard, (dashboard) => {
        const text = writeDashboard(dashboard);
        const backwards = JSON.parse(text, (_, value: unknown) =>
          typeof value === 'object' && value !== null && !Array.isArray(value)
            ? Object.fromEntries(Object.entries(value).reverse())
            : value,
        ) as unknown;
        expect(writeDashboard(read(JSON.stringify(backwards)).dashboard)).toBe(text);
      }),
      { numRuns: 60 },
    );
  });

  it('writes one line for each line of words, in one order, without what is usual', () => {
    const dashboard: Dashboard = {
      title: 'Board',
      grain: 'month',
      days: null,
      filters: [],
      selection: [],
      alerts: [],
      pages: [
        {
          id: 'p',
          title: 'One',
          tiles: [
            {
              id: 'a' as TileId,
              title: '',
              note: 'one\ntwo',
              place: { h: 2, w: 3, y: 0, x: 0 },
              body: { kind: 'figure', measure: 'revenue', target: null },
            },
          ],
        },
      ],
    };
    expect(JSON.parse(writeDashboard(dashboard))).toEqual({
      format: 'cloister-dashboard',
      version: 1,
      title: 'Board',
      pages: [
        {
          id: 'p',
          title: 'One',
          tiles: [
            {
              id: 'a',
              note: ['one', 'two'],
              place: { x: 0, y: 0, w: 3, h: 2 },
              body: { kind: 'figure', measure: 'revenue' },
            },
          ],
        },
      ],
    });
    expect(writeDashboard(dashboard)).toContain('\n  "title": "Board",\n  "pages": [\n');
  });

  it('puts tiles that overlap one below the other', () => {
    const { dashboard } = read(document([FIGURE, { ...FIGURE, id: 'b', place: { x: 1, y: 1, w: 3, h: 2 } }]));
    expect(dashboard.pages[0]?.tiles.map(({ place }) => place.y)).toEqual([0, 2]);
  });

  it.each<[string, string, string]>([
    [
      'pages[0].tiles[0].body.measure',
      document([{ ...FIGURE, body: { kind: 'figure', measure: 'gold' } }]),
      'one of',
    ],
    ['pages[0].tiles[0].body.kind', document([{ ...FIGURE, body: { kind: 'pie' } }]), 'one of text'],
    ['pages[0].tiles[0].place', document([{ ...FIGURE, place: { x: 10, y: 0, w: 3, h: 2 } }]), 'grid'],
    ['pages[0].tiles[0].colour', document([{ ...FIGURE, colour: 'red' }]), 'no such field'],
    ['pages[0].tiles[1].id', document([FIGURE, FIGURE]), 'same id'],
    ['pages[0].tiles[0].note', document([{ ...FIGURE, note: 'x' }]), 'list of lines'],
    ['pages[0].tiles[0].id', document([{ ...FIGURE, id: 'a b' }]), 'letters'],
    ['pages', document([], { pages: [] }), 'pages'],
    ['grain', document([FIGURE], { grain: 'year' }), 'week, month or quarter'],
    ['days', document([FIGURE], { days: { from: '2026-02-01', to: '2026-01-01' } }), 'before'],
    ['days.from', document([FIGURE], { days: { from: '2026-02-30', to: '2026-03-01' } }), 'no such day'],
    ['rows', document([FIGURE], { rows: [] }), 'no such field'],
    ['version', document([FIGURE], { version: 0 }), '1'],
    ['format', document([FIGURE], { format: 'cloister-notebook' }), 'cloister-dashboard'],
    [
      'pages[0].tiles[0].body.shown',
      document([{ ...FIGURE, body: { kind: 'cell', cells: [], shown: 'x' } }]),
      'the id of a cell',
    ],
    [
      'pages[0].tiles[0].body.cells[0].kind',
      document([{ ...FIGURE, body: { kind: 'cell', cells: [{ id: 'x', kind: 'y' }], shown: 'x' } }]),
      'one of',
    ],
    [
      'selection',
      document([FIGURE], {
        selection: [
          { dimension: 'country', op: 'in', values: ['DE'] },
          { dimension: 'country', op: 'in', values: ['FR'] },
        ],
      }),
      'one condition',
    ],
  ])('says that %s is wrong', (path, text, detail) => {
    const result = readDashboard(text);
    if (!isError(result) || result.code !== 'document.invalid') throw new Error('it was read');
    expect(result.params.path).toBe(path);
    expect(result.params.detail).toContain(detail);
  });

  it('says the line and column of what is not JSON', () => {
    expect(readDashboard('{\n  "format": "cloister-dashboard",\n  "pages": [}\n')).toEqual({
      code: 'document.syntax',
      params: { line: 3, column: 13, detail: 'a value is expected' },
    });
  });

  it('shows what it can of a later version, for reading only', () => {
    const text = document([FIGURE, { ...FIGURE, id: 'b', body: { kind: 'map', tiles: 3 } }], {
      version: 9,
      grain: 'fortnight',
      weather: 'fine',
    });
    const { dashboard, readOnly } = read(text);
    expect(readOnly).toEqual({ code: 'document.newer', params: { version: 9, known: 1 } });
    expect(dashboard.grain).toBe('month');
    const bodies = dashboard.pages[0]?.tiles.map(({ body }) => body);
    expect(bodies?.[0]).toEqual({ kind: 'figure', measure: 'revenue', target: null });
    expect(bodies?.[1]).toMatchObject({
      kind: 'text',
      markdown: expect.stringContaining('(map)') as unknown,
    });
    expect(isError(readDashboard(document([FIGURE], { weather: 'fine' })))).toBe(true);
  });

  it('never throws, whatever it is given', () => {
    fc.assert(
      fc.property(fc.json(), fc.integer({ min: 0, max: 3 }), (json, version) => {
        const tile = `{"id":"a","place":{"x":0,"y":0,"w":3,"h":2},"body":${json}}`;
        const rest = `"pages":[{"id":"p","tiles":[${tile},${json}]}],"selection":${json}`;
        const text = `{"format":"cloister-dashboard","version":${version},${rest}}`;
        expect(typeof readDashboard(text)).toBe('object');
        expect(typeof readDashboard(json)).toBe('object');
      }),
    );
  });
});
