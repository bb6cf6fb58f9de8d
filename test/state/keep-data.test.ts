import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { AppFailure } from '../../src/contract/error.ts';
import { MANIFEST, SPARE_MANIFEST, type KeptData } from '../../src/contract/kept.ts';
import { findManifest, readManifest } from '../../src/data/kept-manifest.ts';
import type { CopyControl, FileFolder } from '../../workers/kept/copy-file.ts';
import { keepData, writeKept } from '../../workers/kept/keep-data.ts';

/** A folder in memory; `spoil` stands for what a disk may do to bytes, `room` for its size. */
class MemoryFolder implements FileFolder {
  readonly files = new Map<string, Uint8Array<ArrayBuffer>>();
  open = 0;
  readonly #spoil: (name: string, bytes: Uint8Array) => void;
  readonly #room: number;

  constructor(spoil: (name: string, bytes: Uint8Array) => void = () => undefined, room = Infinity) {
    this.#spoil = spoil;
    this.#room = room;
  }

  create(name: string): ReturnType<FileFolder['create']> {
    this.files.set(name, new Uint8Array());
    this.open += 1;
    return Promise.resolve({
      write: (bytes, { at }) => {
        const taken = bytes.slice(0, Math.max(0, this.#room - at));
        const longer = new Uint8Array(at + taken.length);
        longer.set((this.files.get(name) ?? longer).slice(0, at));
        longer.set(taken, at);
        this.files.set(name, longer);
        return taken.length;
      },
      flush: () => undefined,
      close: () => {
        this.open -= 1;
        this.#spoil(name, this.files.get(name) ?? new Uint8Array());
      },
    });
  }

  read(name: string): Promise<Blob> {
    return Promise.resolve(new Blob([this.files.get(name) ?? '']));
  }

  remove(name: string): Promise<void> {
    this.files.delete(name);
    return Promise.resolve();
  }
}

/** Breaks off in front of the step of a number, from 0; what is being written then is torn, or has not begun. */
class BrokenFolder implements FileFolder {
  readonly #within: MemoryFolder;
  #left: number;
  readonly #taken: number;

  /** @param taken share of the bytes that are still written by the step that is broken off */
  constructor(within: MemoryFolder, steps: number, taken: number) {
    this.#within = within;
    this.#left = steps;
    this.#taken = taken;
  }

  #step(): void {
    if (this.#left === 0) throw new Error('power cut');
    this.#left -= 1;
  }

  async create(name: string): ReturnType<FileFolder['create']> {
    this.#step();
    const sink = await this.#within.create(name);
    return {
      write: (bytes, options) => {
        if (this.#left === 0) sink.write(bytes.slice(0, bytes.length * this.#taken), options);
        this.#step();
        return sink.write(bytes, options);
      },
      flush: () => {
        this.#step();
      },
      close: () => {
        sink.close();
      },
    };
  }

  async read(name: string): Promise<Blob> {
    this.#step();
    return this.#within.read(name);
  }

  async remove(name: string): Promise<void> {
    this.#step();
    return this.#within.remove(name);
  }
}

const DRAFT: Omit<KeptData, 'files'> = {
  cloister: 'kept',
  version: 1,
  id: '3f0c2a4e-8d5b-4c1a-9e7f-0a1b2c3d4e5f',
  keptAt: '2026-11-22T09:30:00.000Z',
  until: '2026-12-22',
  load: {
    orders: {
      uses: [{ file: 0, wish: {} }],
      mapping: { roles: { customerId: 'id' }, extras: [], formats: {}, currency: null },
      rules: {},
      merge: null,
    },
    tables: [],
  },
  figures: null,
};

/** Bytes that are not the same in any two pieces. */
function bytesOf(length: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length }, (_, at) => (at * 31 + (at >> 13)) % 251);
}

const LARGE = new File([bytesOf(9_000_001)], 'orders.csv', { lastModified: 1234 });
const SMALL = new File(['id,mail\n1,a@b.c\n'], 'customers.csv', { lastModified: 5 });

function control(stopAfter = Infinity): CopyControl & { readonly told: number[] } {
  const told: number[] = [];
  return { told, stopped: () => told.length >= stopAfter, onBytes: (bytes) => told.push(bytes) };
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (thrown) {
    return thrown instanceof AppFailure ? thrown.error.code : String(thrown);
  }
  return 'went well';
}

describe('keeping files', () => {
  it('writes them byte for byte, reads them back, and says their SHA-256', async () => {
    const folder = new MemoryFolder();
    const watch = control();
    const kept = await keepData(folder, DRAFT, [LARGE, SMALL], watch);
    expect(Buffer.from(folder.files.get('0') ?? []).equals(Buffer.from(await LARGE.arrayBuffer()))).toBe(
      true,
    );
    const sums = [
      createHash('sha256').update(bytesOf(9_000_001)),
      createHash('sha256').update(await SMALL.text()),
    ];
    expect(kept.files).toEqual([
      { name: 'orders.csv', size: LARGE.size, modifiedAt: 1234, sha256: sums[0]?.digest('hex') },
      { name: 'customers.csv', size: SMALL.size, modifiedAt: 5, sha256: sums[1]?.digest('hex') },
    ]);
    expect(readManifest(new TextDecoder().decode(folder.files.get(MANIFEST)))).toEqual(kept);
    expect(watch.told.reduce((sum, each) => sum + each, 0)).toBe(2 * (LARGE.size + SMALL.size));
    expect(Math.max(...watch.told)).toBeLessThan(LARGE.size / 2);
    expect(folder.open).toBe(0);
  });

  it('does not take for kept what is read back with one other bit', async () => {
    const folder = new MemoryFolder((name, bytes) => {
      if (name === '0') bytes[8_500_000] = (bytes[8_500_000] ?? 0) ^ 1;
    });
    expect(await codeOf(keepData(folder, DRAFT, [LARGE], control()))).toBe('kept.notSame');
    expect(folder.files.has(MANIFEST)).toBe(false);
  });

  it('does not take for kept what is read back with bytes more', async () => {
    const folder = new MemoryFolder();
    const read = folder.read.bind(folder);
    folder.read = async (name) => (name === '0' ? new Blob([await read(name), 'x']) : read(name));
    expect(await codeOf(keepData(folder, DRAFT, [SMALL], control()))).toBe('kept.notSame');
  });

  it('does not take a manifest for written that cannot be read', async () => {
    const folder = new MemoryFolder((name, bytes) => {
      if (name === MANIFEST) bytes[3] = 0;
    });
    expect(await codeOf(keepData(folder, DRAFT, [SMALL], control()))).toBe('kept.notSame');
  });

  it('says when the disk takes no more', async () => {
    const folder = new MemoryFolder(() => undefined, 5_000_000);
    expect(await codeOf(keepData(folder, DRAFT, [LARGE], control()))).toBe('kept.notWritten');
    expect(folder.open).toBe(0);
  });

  it('says which file is not there any more', async () => {
    const gone = new File(['x'], 'gone.csv');
    Object.defineProperty(gone, 'slice', {
      value: () => ({ arrayBuffer: () => Promise.reject(new Error('gone')) }),
    });
    expect(await codeOf(keepData(new MemoryFolder(), DRAFT, [gone], control()))).toBe('file.gone');
  });

  it.each([1, 3, 4])('stops after %i pieces, with nothing open and no manifest', async (pieces) => {
    const folder = new MemoryFolder();
    expect(await codeOf(keepData(folder, DRAFT, [LARGE], control(pieces)))).toBe('engine.cancelled');
    expect([folder.open, folder.files.has(MANIFEST)]).toEqual([0, false]);
  });
});

describe('writing a manifest anew', () => {
  /** What who comes later finds in a folder. */
  function found(folder: MemoryFolder): Promise<KeptData | null> {
    return findManifest(async (name) => (folder.files.has(name) ? (await folder.read(name)).text() : null));
  }

  it.each([0, 0.5, 1])(
    'leaves the one of before or the new one, wherever it is broken off (%d of the bytes written)',
    async (taken) => {
      const folder = new MemoryFolder();
      const old = await keepData(folder, DRAFT, [SMALL], control());
      const fresh: KeptData = { ...old, until: '2027-01-31' };
      const steps: (string | undefined)[] = [];
      for (let step = 0; ; step += 1) {
        const broken = await codeOf(writeKept(new BrokenFolder(folder, step, taken), fresh));
        const kept = await found(folder);
        steps.push(kept?.until);
        if (broken === 'went well') break;
        expect([old, fresh], `broken off at step ${step}`).toContainEqual(kept);
        await writeKept(folder, old);
      }
      // Both of them are left by some of the steps, or nothing was tried.
      expect(steps.length).toBeGreaterThan(8);
      expect(new Set(steps)).toEqual(new Set([old.until, fresh.until]));
      expect(folder.files.has(SPARE_MANIFEST)).toBe(false);
    },
  );

  it('goes well after one that was broken off', async () => {
    const folder = new MemoryFolder();
    const old = await keepData(folder, DRAFT, [SMALL], control());
    for (let step = 0; step < 9; step += 1) {
      await codeOf(writeKept(new BrokenFolder(folder, step, 0.5), { ...old, until: '2027-01-31' }));
      await codeOf(writeKept(new BrokenFolder(folder, step, 0.5), { ...old, until: '2027-02-28' }));
      expect(await found(folder), `after two breaks at step ${step}`).not.toBeNull();
    }
    const last = { ...old, until: '2027-03-31' };
    await writeKept(folder, last);
    expect(await found(folder)).toEqual(last);
  });
});
