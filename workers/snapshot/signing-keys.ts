import { openDB } from 'idb';
import { appError, AppFailure } from '../../src/contract/error.ts';
import type { SigningKey } from '../../src/contract/snapshot.ts';
import { base64, keyFingerprint } from '../../src/snapshot/digest.ts';
import type { Signer } from '../../src/snapshot/manifest.ts';

const STORE = 'keys';
const CURRENT = 'snapshots';

/** A key as it is kept: the private half never shows its bytes. */
interface KeptKey {
  readonly privateKey: CryptoKey;
  /** Ed25519, raw. */
  readonly publicKey: Uint8Array<ArrayBuffer>;
  /** ISO 8601, UTC. */
  readonly madeAt: string;
}

/** Where the key is kept. */
interface KeyStore {
  read(): Promise<KeptKey | null>;
  write(key: KeptKey): Promise<void>;
}

/** Keeps the key as long as the process lives: under Node. */
function memoryStore(): KeyStore {
  let kept: KeptKey | null = null;
  return {
    read: () => Promise.resolve(kept),
    write: (key) => {
      kept = key;
      return Promise.resolve();
    },
  };
}

function isKept(found: unknown): found is KeptKey {
  if (typeof found !== 'object' || found === null) return false;
  const { privateKey, publicKey, madeAt } = found as Partial<Record<keyof KeptKey, unknown>>;
  return privateKey instanceof CryptoKey && publicKey instanceof Uint8Array && typeof madeAt === 'string';
}

/** Keeps the key in this browser. The browser stores it without handing out its bytes. */
function browserStore(): KeyStore {
  const open = () =>
    openDB('cloister-signing', 1, {
      upgrade: (database) => {
        database.createObjectStore(STORE);
      },
    });
  return {
    read: async () => {
      const database = await open();
      const found: unknown = await database.get(STORE, CURRENT);
      database.close();
      return isKept(found) ? found : null;
    },
    write: async (key) => {
      const database = await open();
      await database.put(STORE, key, CURRENT);
      database.close();
    },
  };
}

/** @throws AppFailure `snapshot.cannotSign` where the browser does not know Ed25519 */
async function newKey(): Promise<KeptKey> {
  try {
    const pair = await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify']);
    if (!('privateKey' in pair)) throw new RangeError('Ed25519 keys come in pairs');
    const publicKey = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
    return { privateKey: pair.privateKey, publicKey, madeAt: new Date().toISOString() };
  } catch {
    throw new AppFailure(appError('snapshot.cannotSign', {}));
  }
}

async function described({ publicKey, madeAt }: KeptKey): Promise<SigningKey> {
  return { fingerprint: await keyFingerprint(publicKey), publicKey: base64(publicKey), madeAt };
}

/**
 * The key that snapshots are signed with (Ed25519, RFC 8032): made when the user asks for one, kept in this browser in a
 * form that cannot be taken out. A snapshot carries the public half, so that it can be verified after the key was replaced.
 */
export class SigningKeys {
  readonly #store: KeyStore;

  constructor(store: KeyStore = typeof indexedDB === 'undefined' ? memoryStore() : browserStore()) {
    this.#store = store;
  }

  /** The key there is; null when none has been made, or the browser keeps nothing. */
  async read(): Promise<SigningKey | null> {
    const kept = await this.#kept();
    return kept === null ? null : described(kept);
  }

  /**
   * Makes a key where there is none.
   *
   * @throws AppFailure `snapshot.cannotSign` where the browser does not know Ed25519
   */
  async make(): Promise<SigningKey> {
    return (await this.read()) ?? this.replace();
  }

  /**
   * Makes a new key in place of the one there is, which is gone for good.
   *
   * @throws AppFailure `snapshot.cannotSign` where the browser does not know Ed25519, or keeps nothing
   */
  async replace(): Promise<SigningKey> {
    const made = await newKey();
    try {
      await this.#store.write(made);
    } catch {
      throw new AppFailure(appError('snapshot.cannotSign', {}));
    }
    return described(made);
  }

  /** Signs with the key there is; null when there is none. */
  async signer(): Promise<Signer | null> {
    const kept = await this.#kept();
    if (kept === null) return null;
    const { privateKey, publicKey } = kept;
    return {
      publicKey,
      sign: async (bytes) => new Uint8Array(await crypto.subtle.sign('Ed25519', privateKey, bytes)),
    };
  }

  #kept(): Promise<KeptKey | null> {
    return this.#store.read().catch(() => null);
  }
}

/** The key of this browser; under Node, of this process. */
export const SIGNING_KEYS = new SigningKeys();
