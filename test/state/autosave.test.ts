import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { appError } from '../../src/contract/error.ts';
import { fail, ok, type Result } from '../../src/contract/result.ts';
import { Autosave, type SaveState } from '../../src/state/documents/autosave.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function open() {
  const told: SaveState['status'][] = [];
  let kept = 0;
  let answer: Result<true> = ok(true);
  const autosave = new Autosave(
    () => {
      kept += 1;
      return Promise.resolve(answer);
    },
    ({ status }) => told.push(status),
  );
  return {
    autosave,
    told,
    kept: () => kept,
    answer: (next: Result<true>) => {
      answer = next;
    },
  };
}

describe('keeping a document', () => {
  test('happens once, soon after the last of several changes', async () => {
    const { autosave, told, kept } = open();
    autosave.touch();
    await vi.advanceTimersByTimeAsync(300);
    autosave.touch();
    await vi.advanceTimersByTimeAsync(499);
    expect(kept()).toBe(0);
    await vi.advanceTimersByTimeAsync(2);
    expect(kept()).toBe(1);
    expect(told).toEqual(['unsaved', 'unsaved', 'saving', 'saved']);
  });

  test('happens within a second of a change, however long one goes on', async () => {
    const { autosave, kept } = open();
    for (let typed = 0; typed < 12; typed++) {
      autosave.touch();
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(kept()).toBe(1);
  });

  test('says when it failed, and tries again when the page is left', async () => {
    const { autosave, told, kept, answer } = open();
    answer(fail(appError('document.storage', { detail: 'full' })));
    autosave.touch();
    await vi.advanceTimersByTimeAsync(600);
    expect(told.at(-1)).toBe('failed');
    answer(ok(true));
    await autosave.flush();
    expect([told.at(-1), kept()]).toEqual(['saved', 2]);
  });

  test('does nothing when nothing has changed', async () => {
    const { autosave, kept } = open();
    await autosave.flush();
    expect(kept()).toBe(0);
  });
});
