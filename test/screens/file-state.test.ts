import { describe, expect, it } from 'vitest';
import { sideFileBefore } from '../../src/screens/import/file-state.ts';
import type { LoadState } from '../../src/state/import-session.svelte.ts';

function file(kind: 'orders' | 'customers' | 'tickets', canLoad = true, loadState: LoadState = 'idle') {
  return { kind, canLoad, loadState };
}

describe('files that become one table', () => {
  it('are told of at those after the first, kind by kind', () => {
    const [shop, tickets, broken, till] = [
      file('customers'),
      file('tickets'),
      file('customers', false),
      file('customers'),
    ];
    const list = [file('orders'), shop, tickets, broken, till, file('orders')];
    const before = list.map((each) => sideFileBefore({ list }, each));
    expect(before).toEqual([null, null, null, shop, shop, null]);
    expect(before[4]).toBe(shop);
  });

  it('are not told of once they are loaded', () => {
    const list = [file('customers', true, 'loaded'), file('customers', true, 'loaded')];
    expect(list.map((each) => sideFileBefore({ list }, each))).toEqual([null, null]);
  });
});
