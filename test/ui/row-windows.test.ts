import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { appError } from '../../src/contract/error.ts';
import { fail, ok, type Result } from '../../src/contract/result.ts';
import type { CellRows } from '../../src/contract/notebook.ts';
import { LEAP_REST, RowWindows, WINDOW_ROWS } from '../../src/ui/grid/row-windows.ts';

interface Call {
  readonly offset: number;
  readonly by: string;
  readonly answer: (result: Result<CellRows>) => Promise<void>;
}

/** A list whose requests are answered by hand. */
function listed() {
  const calls: Call[] = [];
  let changes = 0;
  const windows = new RowWindows(
    ({ offset, order, filters }) => {
      let resolve: (result: Result<CellRows>) => void = () => undefined;
      const promise = new Promise<Result<CellRows>>((settle) => (resolve = settle));
      calls.push({
        offset,
        by: [...order.map(({ column }) => column), ...filters.map(({ op }) => op)].join(),
        answer: async (result) => {
          resolve(result);
          await promise;
          await Promise.resolve();
        },
      });
      return promise;
    },
    { order: [{ column: 'a', descending: false }], filters: [] },
    () => (changes += 1),
  );
  return { windows, calls, changes: () => changes };
}

/** Rows that hold their own place in the list, marked with the order they came in. */
function rowsFrom(offset: number, mark = ''): Result<CellRows> {
  const values = Array.from({ length: WINDOW_ROWS }, (_, index) => `${offset + index}${mark}`);
  const rows = { columns: [{ name: 'place', type: 'text', values }], rowCount: WINDOW_ROWS } as const;
  return ok({ rows, total: 1_000_000 });
}

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe('rows fetched window by window', () => {
  it('asks for the window in view and gives each row its own value', async () => {
    const { windows, calls } = listed();
    windows.want(450, 480);
    expect(calls.map((call) => call.offset)).toEqual([400]);
    expect(windows.value(470, 'place')).toBeUndefined();
    await calls[0]?.answer(rowsFrom(400));
    expect(windows.value(470, 'place')).toBe('470');
  });

  it('leaves no queue behind a fast scroll: what was passed over is never asked for', async () => {
    const { windows, calls } = listed();
    for (let row = 0; row < 200_000; row += 1000) windows.want(row, row + 20);
    expect(calls.length).toBe(1);
    await calls[0]?.answer(rowsFrom(0));
    vi.advanceTimersByTime(LEAP_REST);
    expect(calls.map((call) => call.offset)).toEqual([0, 199_000]);
  });

  it('follows a leap at once, and fetches nothing under leaps until a view stays', async () => {
    const { windows, calls } = listed();
    windows.want(0, 20);
    await calls[0]?.answer(rowsFrom(0));
    windows.want(50_000, 50_020);
    await calls[1]?.answer(rowsFrom(50_000));
    for (let row = 100_000; row < 150_000; row += 10_000) {
      vi.advanceTimersByTime(LEAP_REST / 4);
      windows.want(row, row + 20);
    }
    expect(calls.map((call) => call.offset)).toEqual([0, 50_000]);
    vi.advanceTimersByTime(LEAP_REST);
    expect(calls.map((call) => call.offset)).toEqual([0, 50_000, 140_000]);
  });

  it('goes on fetching while rows scroll by one after the other', async () => {
    const { windows, calls } = listed();
    for (let row = 0; row < 1000; row += 10) {
      windows.want(row, row + 20);
      const asked = calls.at(-1);
      await asked?.answer(rowsFrom(asked.offset));
    }
    expect(windows.value(985, 'place')).toBe('985');
  });

  it('drops an answer that belongs to an earlier order', async () => {
    const { windows, calls } = listed();
    windows.want(0, 20);
    windows.ask({ order: [{ column: 'b', descending: true }], filters: [] });
    expect(calls.map((call) => call.by)).toEqual(['a', 'b']);
    await calls[1]?.answer(rowsFrom(0, ' by b'));
    await calls[0]?.answer(rowsFrom(0, ' by a'));
    expect(windows.value(0, 'place')).toBe('0 by b');
  });

  it('tells how many rows there are under filters, and takes rows that are there already', async () => {
    const { windows, calls } = listed();
    const begun = rowsFrom(0, ' at once');
    if (begun.ok) windows.begin(begun.value.rows, 5000);
    windows.want(0, 20);
    expect([windows.total, windows.value(3, 'place'), calls.length]).toEqual([5000, '3 at once', 0]);
    windows.ask({ order: [], filters: [{ column: 'a', op: 'empty' }] });
    expect(calls.map((call) => call.by)).toEqual(['empty']);
    await calls[0]?.answer(rowsFrom(0));
    expect([windows.total, windows.value(3, 'place')]).toEqual([1_000_000, '3']);
  });

  it('says what went wrong, does not ask again by itself, and goes on after a retry', async () => {
    const { windows, calls, changes } = listed();
    windows.want(0, 20);
    await calls[0]?.answer(fail(appError('engine.notReady', {})));
    expect(windows.error?.code).toBe('engine.notReady');
    expect(changes()).toBe(1);
    windows.want(0, 21);
    expect(calls.length).toBe(1);
    windows.retry();
    await calls[1]?.answer(rowsFrom(0));
    expect(windows.error).toBeNull();
    expect(windows.value(3, 'place')).toBe('3');
  });

  it('keeps no more than a bounded number of windows, and always those in view', async () => {
    const { windows, calls } = listed();
    for (let index = 0; index < 60; index += 1) {
      windows.want(index * WINDOW_ROWS, index * WINDOW_ROWS + 5);
      await calls[index]?.answer(rowsFrom(index * WINDOW_ROWS));
      vi.advanceTimersByTime(LEAP_REST);
    }
    const kept = Array.from({ length: 60 }, (_, index) => windows.has(index * WINDOW_ROWS));
    expect(kept.filter(Boolean).length).toBeLessThanOrEqual(30);
    expect(windows.has(59 * WINDOW_ROWS)).toBe(true);
  });
});
