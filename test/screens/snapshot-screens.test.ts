import { describe, expect, test } from 'vitest';
import { appError } from '../../src/contract/error.ts';
import type { DatasetId } from '../../src/contract/ids.ts';
import type { SnapshotPreview, SnapshotRequest } from '../../src/contract/snapshot.ts';
import type { Tile, TileBody, TileId } from '../../src/dashboard/dashboard.ts';
import { leavingState } from '../../src/screens/dashboard/snapshot/leaving-state.ts';
import { keyOwner } from '../../src/screens/verify/whose-key.ts';

const OWN = 'a9e1 5d24 d6dc 9bf8';
const OTHER = 'ffff 5d24 d6dc 9bf8';

describe('whose key a fingerprint is of', () => {
  test('is the own one, or the one that was told, whatever stands between the digits', () => {
    expect(keyOwner(OWN, OWN, '')).toBe('own');
    expect(keyOwner(OTHER, OWN, 'FFFF:5D24:D6DC:9BF8')).toBe('told');
  });

  test('is nobody’s until it is compared, and another’s when it is not what was told', () => {
    expect(keyOwner(OTHER, OWN, '')).toBe('unknown');
    expect(keyOwner(OTHER, null, '  ')).toBe('unknown');
    expect(keyOwner(OWN, OWN, OTHER)).toBe('other');
  });
});

const dataset = 'd' as DatasetId;
const prepare = { datasetId: dataset, dimensions: [], grain: 'month', days: null } as const;

function tileOf(id: string, body: TileBody): Pick<Tile, 'id' | 'body'> {
  return { id: id as TileId, body };
}

const revenue = tileOf('f', { kind: 'figure', measure: 'revenue', target: null });
const request: SnapshotRequest = {
  datasetId: dataset,
  title: 'Review',
  purpose: '',
  prepare,
  selection: [],
  locale: 'en',
  theme: 'light',
  form: 'html',
  signed: false,
  pages: [
    {
      title: 'One',
      tiles: [
        { kind: 'text', tile: 'w', title: '', markdown: 'Words' },
        {
          kind: 'figure',
          tile: 'f',
          title: 'Revenue',
          note: '',
          question: { kind: 'figure', tile: 'f', measures: ['revenue'], window: null },
          target: null,
        },
      ],
    },
  ],
};

function answer(refused: boolean): SnapshotPreview {
  const error = appError('snapshot.nothingLeaves', {});
  const tile = { tile: 'f', title: 'Revenue', preview: null, refused: refused ? error : null };
  return { tiles: [tile], html: null, bytes: 0, decision: null };
}

describe('what of a tile would leave', () => {
  test('is open until the gate has answered', () => {
    expect(leavingState(revenue, request, null)).toEqual({ kind: 'open' });
    expect(leavingState(revenue, request, answer(false)).kind).toBe('leaves');
    expect(leavingState(revenue, request, answer(true)).kind).toBe('refused');
  });

  test('is words as they are, and nothing of what is no part of snapshots', () => {
    const words = tileOf('w', { kind: 'text', markdown: 'Words' });
    expect(leavingState(words, request, null)).toEqual({ kind: 'words' });
    expect(leavingState(tileOf('p', { kind: 'posture' }), request, null)).toEqual({ kind: 'posture' });
    const lacking = tileOf('x', { kind: 'figure', measure: 'margin', target: null });
    expect(leavingState(lacking, request, null)).toEqual({ kind: 'unfilled' });
  });
});
