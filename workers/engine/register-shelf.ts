import { type DBSchema, openDB } from 'idb';
import type { RegisteredRelease } from '../../src/contract/privacy.ts';
import type { ContributionSketch } from '../../src/privacy/register/contribution-sketches.ts';
import type { LabelledCell } from '../../src/privacy/register/labelled-cells.ts';
import type { ReleaseView } from '../../src/privacy/register/released-cells.ts';
import type { DataOrigin, KeptOrigin } from './register-origins.ts';

/** A sketch as it is kept. */
export interface KeptSketch extends Omit<ContributionSketch, 'mixed'> {
  /** 16-bit whole numbers, deflated. */
  readonly mixed: Uint8Array<ArrayBuffer>;
}

/** A release as it is kept. */
export interface KeptRelease {
  readonly release: RegisteredRelease;
  /** Place among the views; null where it is not known who is in its cells. */
  readonly view: number | null;
  readonly labels: readonly LabelledCell[];
  /** What single customers add; null where it is not known, or the same as of an earlier release. */
  readonly sketch: KeptSketch | null;
  /** Of a de-identified table: the class of each record in the order of their values, deflated. */
  readonly classes?: Uint8Array<ArrayBuffer>;
}

/** All that was released of one data set, without ids: customers stand in the order of their ids. */
export interface KeptRegister {
  readonly fingerprint: string;
  readonly releases: readonly KeptRelease[];
  /** Different ways in which releases see customers, with the signature of each atom. */
  readonly views: readonly (ReleaseView & { readonly byAtom: Int32Array })[];
  /** Atom of each customer: 32-bit whole numbers, deflated. */
  readonly atoms: Uint8Array<ArrayBuffer>;
  /** Where the data come from; absent where it was not known, and in registers of before. */
  readonly origin?: DataOrigin;
}

/** Where registers are kept between sessions. */
export interface RegisterShelf {
  get(fingerprint: string): Promise<KeptRegister | null>;
  put(register: KeptRegister): Promise<void>;
  /** Where the data of all registers come from, as far as it is known. */
  origins(): Promise<readonly KeptOrigin[]>;
}

/** Where the data of a register come from, and what on customers has left of them; null where it is not known. */
function originIn({ fingerprint, origin, releases }: KeptRegister): KeptOrigin | null {
  if (origin === undefined) return null;
  const onCustomers = releases.filter(({ view, labels }) => view !== null || labels.length > 0);
  return {
    ...origin,
    fingerprint,
    releases: onCustomers.map(({ release: { id, at, subject, called, kind } }) => ({
      id,
      at,
      subject,
      ...(called === undefined ? {} : { called }),
      ...(kind === undefined ? {} : { kind }),
    })),
  };
}

/** Keeps registers as long as the engine lives: under Node, and where the browser has no storage. */
export function memoryShelf(): RegisterShelf {
  const kept = new Map<string, KeptRegister>();
  return {
    get: (fingerprint) => Promise.resolve(kept.get(fingerprint) ?? null),
    put: (register) => {
      kept.set(register.fingerprint, register);
      return Promise.resolve();
    },
    origins: () => Promise.resolve([...kept.values()].flatMap((register) => originIn(register) ?? [])),
  };
}

interface ShelfSchema extends DBSchema {
  registers: { key: string; value: KeptRegister };
  /** Small beside the registers, so that all can be read for one. */
  origins: { key: string; value: KeptOrigin };
}

/**
 * Keeps registers in the browser's IndexedDB, by fingerprint of the data. A browser that refuses (private windows,
 * full disks) leaves them in memory.
 */
export function browserShelf(): RegisterShelf {
  const fallback = memoryShelf();
  const database = openDB<ShelfSchema>('cloister-register', 4, {
    upgrade(db, before) {
      // Registers before the third have no sketches of what customers add, so they cannot be compared with.
      if (before > 0 && before < 3) db.deleteObjectStore('registers');
      if (before < 3) db.createObjectStore('registers', { keyPath: 'fingerprint' });
      db.createObjectStore('origins', { keyPath: 'fingerprint' });
    },
  }).catch(() => null);
  return {
    async get(fingerprint) {
      const db = await database;
      const kept = await db?.get('registers', fingerprint).catch(() => undefined);
      return kept ?? fallback.get(fingerprint);
    },
    async put(register) {
      await fallback.put(register);
      const db = await database;
      await db?.put('registers', register).catch(() => undefined);
      const origin = originIn(register);
      if (origin !== null) await db?.put('origins', origin).catch(() => undefined);
    },
    async origins() {
      const db = await database;
      const kept = await db?.getAll('origins').catch(() => undefined);
      return kept ?? fallback.origins();
    },
  };
}

/** The shelf of this surrounding. */
export function usualShelf(): RegisterShelf {
  return typeof indexedDB === 'undefined' ? memoryShelf() : browserShelf();
}

async function through(
  bytes: Uint8Array<ArrayBuffer>,
  stream: CompressionStream | DecompressionStream,
): Promise<Uint8Array<ArrayBuffer>> {
  const piped = new Blob([bytes]).stream().pipeThrough(stream);
  return new Uint8Array(await new Response(piped).arrayBuffer());
}

/** Whole numbers of 32 bits, deflated. */
export function deflated(numbers: Float64Array): Promise<Uint8Array<ArrayBuffer>> {
  const whole = Int32Array.from(numbers);
  return through(new Uint8Array(whole.buffer), new CompressionStream('deflate-raw'));
}

/** What {@link deflated} was given. */
export async function inflated(bytes: Uint8Array<ArrayBuffer>): Promise<Float64Array> {
  const whole = await through(bytes, new DecompressionStream('deflate-raw'));
  return Float64Array.from(new Int32Array(whole.buffer));
}

/** A sketch as it is kept. */
export async function deflatedSketch({ mixed, ...rest }: ContributionSketch): Promise<KeptSketch> {
  const bytes = new Uint8Array(Uint16Array.from(mixed).buffer);
  return { ...rest, mixed: await through(bytes, new CompressionStream('deflate-raw')) };
}

/** What {@link deflatedSketch} was given. */
export async function inflatedSketch({ mixed, ...rest }: KeptSketch): Promise<ContributionSketch> {
  const bytes = await through(mixed, new DecompressionStream('deflate-raw'));
  return { ...rest, mixed: new Uint16Array(bytes.buffer) };
}
