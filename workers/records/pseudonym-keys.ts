import { openDB } from 'idb';

/** Bytes of the key of a purpose. */
const KEY_BYTES = 32;
const STORE = 'keys';
const MASTER = 'pseudonyms';

/** Where the master key is kept. */
interface KeyStore {
  read(): Promise<CryptoKey | null>;
  write(key: CryptoKey): Promise<void>;
  remove(): Promise<void>;
}

/** Keeps the key as long as the process lives: under Node, and in browsers that keep nothing. */
function memoryStore(): KeyStore {
  let kept: CryptoKey | null = null;
  return {
    read: () => Promise.resolve(kept),
    write: (key) => {
      kept = key;
      return Promise.resolve();
    },
    remove: () => {
      kept = null;
      return Promise.resolve();
    },
  };
}

/** Keeps the key in this browser. The browser stores it without handing out its bytes. */
function browserStore(): KeyStore {
  const open = () =>
    openDB('cloister-keys', 1, {
      upgrade: (database) => {
        database.createObjectStore(STORE);
      },
    });
  return {
    read: async () => {
      const database = await open();
      const found: unknown = await database.get(STORE, MASTER);
      database.close();
      return found instanceof CryptoKey ? found : null;
    },
    write: async (key) => {
      const database = await open();
      await database.put(STORE, key, MASTER);
      database.close();
    },
    remove: async () => {
      const database = await open();
      await database.delete(STORE, MASTER);
      database.close();
    },
  };
}

async function newMaster(): Promise<CryptoKey> {
  const random = crypto.getRandomValues(new Uint8Array(KEY_BYTES));
  const key = await crypto.subtle.importKey('raw', random, 'HKDF', false, ['deriveBits']);
  random.fill(0);
  return key;
}

/**
 * The keys behind pseudonyms: one master key, made at random when it is first needed, and from it a key for each
 * purpose by HKDF-SHA-256 (RFC 5869) with the purpose as its info. Pseudonyms of two purposes cannot be linked
 * without the master key.
 */
export class PseudonymKeys {
  readonly #store: KeyStore;
  #master: Promise<CryptoKey> | null = null;

  constructor(store: KeyStore = typeof indexedDB === 'undefined' ? memoryStore() : browserStore()) {
    this.#store = store;
  }

  /**
   * The key of a purpose.
   *
   * @param purpose in any words; the same words give the same key as long as the master key is kept
   * @returns 32 bytes
   */
  async ofPurpose(purpose: string): Promise<Uint8Array> {
    this.#master ??= this.#readOrMake();
    const bits = await crypto.subtle.deriveBits(
      {
        name: 'HKDF',
        hash: 'SHA-256',
        salt: new Uint8Array(),
        info: new TextEncoder().encode(purpose.normalize('NFKC').trim()),
      },
      await this.#master,
      KEY_BYTES * 8,
    );
    return new Uint8Array(bits);
  }

  /**
   * Destroys the master key. What has been pseudonymised with it can never be linked to its values, or to new
   * pseudonyms, again.
   */
  async destroy(): Promise<void> {
    this.#master = null;
    await this.#store.remove();
  }

  async #readOrMake(): Promise<CryptoKey> {
    const kept = await this.#store.read().catch(() => null);
    if (kept !== null) return kept;
    const made = await newMaster();
    // A browser that keeps nothing (a private window) still has the key until the tab is closed.
    await this.#store.write(made).catch(() => undefined);
    return made;
  }
}

/** The keys of this browser; under Node, of this process. */
export const PSEUDONYM_KEYS = new PseudonymKeys();
