import { openDB } from 'idb';
import { appError, AppFailure } from '../../src/contract/error.ts';
import type { SigningKey } from '../../src/contract/snapshot.ts';
import { base64, keyFingerprint } from '../../src/snapshot/digest.ts';
import type { Signer } from '../../src/snapshot/manifest.ts';
import { readKeyBackup, type RestoredKey, writeKeyBackup } from './key-backup.ts';

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
async function newKey(): Promise<RestoredKey> {
  try {
    const pair = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']);
    if (!('privateKey' in pair)) throw new RangeError('Ed25519 keys come in pairs');
    const publicKey = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
    return { privateKey: pair.privateKey, publicKey, madeAt: new Date().toISOString() };
  } catch {
    throw new AppFailure(appError('snapshot.cannotSign', {}));
  }
}

/** The same key, whose bytes cannot be taken out any more. */
async function closed(key: RestoredKey): Promise<KeptKey> {
  const plain = new Uint8Array(await crypto.subtle.exportKey('pkcs8', key.privateKey));
  try {
    return { ...key, privateKey: await crypto.subtle.importKey('pkcs8', plain, 'Ed25519', false, ['sign']) };
  } finally {
    plain.fill(0);
  }
}

/**
 * The key that snapshots are signed with (Ed25519, RFC 8032): made when the user asks for one, kept in this browser in a
 * form that cannot be taken out. A backup can be written as long as the engine lives in which the key was made or
 * restored. A snapshot carries the public half, so that it can be verified after the key was replaced.
 */
export class SigningKeys {
  readonly #store: KeyStore;
  /** The key as it was made or restored here: with its bytes. */
  #open: RestoredKey | null = null;

  constructor(store: KeyStore = typeof indexedDB === 'undefined' ? memoryStore() : browserStore()) {
    this.#store = store;
  }

  /** The key there is; null when none has been made, or the browser keeps nothing. */
  async read(): Promise<SigningKey | null> {
    const kept = await this.#kept();
    return kept === null ? null : this.#described(kept);
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
    return this.#keep(await newKey());
  }

  /**
   * The key as a file that a passphrase opens.
   *
   * @throws AppFailure `snapshot.noBackup` where its bytes cannot be had any more, `snapshot.passphraseShort`
   */
  async backup(passphrase: string): Promise<string> {
    const kept = await this.#kept();
    const open = this.#open;
    if (kept === null || open === null || !this.#isOpen(kept)) {
      throw new AppFailure(appError('snapshot.noBackup', {}));
    }
    return writeKeyBackup(open, passphrase);
  }

  /**
   * Takes a key from its backup, in place of the one there is, which is gone for good.
   *
   * @param text of the file
   * @throws AppFailure `snapshot.keyFile` for another or an altered file, `snapshot.passphraseWrong`,
   *   `snapshot.cannotSign` where the browser keeps nothing
   */
  async restore(text: string, passphrase: string): Promise<SigningKey> {
    return this.#keep(await readKeyBackup(text, passphrase));
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

  async #keep(key: RestoredKey): Promise<SigningKey> {
    const kept = await closed(key);
    try {
      await this.#store.write(kept);
    } catch {
      throw new AppFailure(appError('snapshot.cannotSign', {}));
    }
    this.#open = key;
    return this.#described(kept);
  }

  /** Whether a key is the one that was made or restored here; another tab may have put another in its place. */
  #isOpen({ publicKey }: KeptKey): boolean {
    return this.#open !== null && base64(this.#open.publicKey) === base64(publicKey);
  }

  async #described(kept: KeptKey): Promise<SigningKey> {
    const { publicKey, madeAt } = kept;
    return {
      fingerprint: await keyFingerprint(publicKey),
      publicKey: base64(publicKey),
      madeAt,
      canBackUp: this.#isOpen(kept),
    };
  }

  #kept(): Promise<KeptKey | null> {
    return this.#store.read().catch(() => null);
  }
}

/** The key of this browser; under Node, of this process. */
export const SIGNING_KEYS = new SigningKeys();
