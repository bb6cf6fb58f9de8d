import { afterEach, describe, expect, it, vi } from 'vitest';
import { AppFailure } from '../../../src/contract/error.ts';
import { newId, type RunId } from '../../../src/contract/ids.ts';
import { Run } from '../../../workers/engine/database.ts';
import { gather, type Bytes } from '../../../workers/import/sources/bytes.ts';

/** Enough to be handed to the browser at once. */
const PIECE = 33 * 2 ** 20;

const run = new Run(newId<RunId>());

/** Four pieces, each full of its number; each is told of as it is asked for. */
async function* fourPieces(told: (place: number) => void): AsyncGenerator<Bytes> {
  for (const place of [1, 2, 3, 4]) {
    told(place);
    yield await Promise.resolve(new Uint8Array(PIECE).fill(place));
  }
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('bytes gathered to a file of the tab', () => {
  it('are those that came, in their order', async () => {
    const file = await gather(run, 'four', fourPieces(vi.fn()));
    expect(file.size).toBe(4 * PIECE);
    expect([...(await file.read(PIECE - 1, PIECE + 1))]).toEqual([1, 2]);
    expect([...(await file.read(4 * PIECE - 1, 4 * PIECE))]).toEqual([4]);
  });

  it('are refused as soon as the browser has no room, with how many it took', async () => {
    let room = 2;
    const { arrayBuffer } = Blob.prototype;
    // What a browser does with a Blob that it had no room for: it is made, and cannot be read.
    vi.spyOn(Blob.prototype, 'arrayBuffer').mockImplementation(function (this: Blob) {
      room -= 1;
      return room < 0
        ? Promise.reject(new DOMException('could not be read', 'NotReadableError'))
        : arrayBuffer.call(this);
    });
    const told = vi.fn();
    const thrown: unknown = await gather(run, 'four', fourPieces(told)).catch((error: unknown) => error);
    expect(thrown instanceof AppFailure ? thrown.error : thrown).toEqual({
      code: 'file.noRoom',
      params: { name: 'four', megabytes: Math.round((2 * PIECE) / 1e6) },
    });
    expect(told.mock.calls).toEqual([[1], [2], [3]]);
  });
});
