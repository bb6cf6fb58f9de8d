import { describe, expect, test } from 'vitest';
import { fromBase64 } from '../../src/snapshot/digest.ts';
import { SigningKeys } from '../../workers/snapshot/signing-keys.ts';

const PASSPHRASE = 'heron tulip 灯塔 granite';

async function backedUp(): Promise<{ readonly fingerprint: string; readonly text: string }> {
  const keys = new SigningKeys();
  const { fingerprint, canBackUp } = await keys.make();
  expect(canBackUp).toBe(true);
  return { fingerprint, text: await keys.backup(PASSPHRASE) };
}

const coded = (code: string): object => ({ error: { code: `snapshot.${code}` } });

/** A file with one of its parts exchanged. */
function altered(text: string, part: string, value: unknown): string {
  return JSON.stringify({ ...(JSON.parse(text) as object), [part]: value });
}

describe('a backup of the key for signatures', () => {
  test('gives the same key elsewhere: what it signs is verified by the public half', async () => {
    const { fingerprint, text } = await backedUp();
    const elsewhere = new SigningKeys();
    await elsewhere.make();
    const restored = await elsewhere.restore(text, PASSPHRASE);
    expect(restored.fingerprint).toBe(fingerprint);
    expect(await elsewhere.read()).toEqual(restored);
    const [signer, raw] = [await elsewhere.signer(), fromBase64(restored.publicKey)];
    if (signer === null || raw === null) throw new RangeError('there is a key');
    const bytes = new TextEncoder().encode('a snapshot');
    const known = await crypto.subtle.importKey('raw', raw, 'Ed25519', false, ['verify']);
    expect(await crypto.subtle.verify('Ed25519', known, await signer.sign(bytes), bytes)).toBe(true);
    // The same signs are the same passphrase, however a keyboard has put them together.
    const accented = new SigningKeys();
    await accented.make();
    const file = await accented.backup('caf\u00e9 au lait noir');
    expect((await new SigningKeys().restore(file, 'cafe\u0301 au lait noir')).madeAt).toBeTypeOf('string');
  });

  test('does not open with another passphrase, and leaves the key there is', async () => {
    const { text } = await backedUp();
    const keys = new SigningKeys();
    const own = await keys.make();
    await expect(keys.restore(text, PASSPHRASE.toUpperCase())).rejects.toMatchObject(
      coded('passphraseWrong'),
    );
    expect(await keys.read()).toEqual(own);
  });

  test('is refused when it was altered, in any part, or is another file', async () => {
    const { text } = await backedUp();
    const other = await backedUp();
    const parts = JSON.parse(text) as Readonly<Record<string, unknown>>;
    const others = JSON.parse(other.text) as Readonly<Record<string, unknown>>;
    const keys = new SigningKeys();
    for (const part of ['publicKey', 'privateKey', 'cipher', 'derivation', 'digest']) {
      expect(parts[part]).not.toEqual(others[part]);
      const file = altered(text, part, others[part]);
      await expect(keys.restore(file, PASSPHRASE), part).rejects.toMatchObject(coded('keyFile'));
    }
    for (const file of ['', '{}', '[]', 'null', text.slice(0, -20), altered(text, 'more', 1)]) {
      await expect(keys.restore(file, PASSPHRASE)).rejects.toMatchObject(coded('keyFile'));
    }
    expect(await keys.read()).toBeNull();
  });

  test('has nothing of the private half in it, and needs a passphrase that cannot be guessed', async () => {
    const keys = new SigningKeys();
    await keys.make();
    await expect(keys.backup('short')).rejects.toMatchObject(coded('passphraseShort'));
    const [one, two] = [await keys.backup(PASSPHRASE), await keys.backup(PASSPHRASE)];
    const secret = (text: string): unknown => (JSON.parse(text) as Record<string, unknown>)['privateKey'];
    expect(secret(one)).not.toBe(secret(two));
    expect(one).not.toContain(PASSPHRASE);
  });

  test('cannot be made of a key that was kept by an earlier engine', async () => {
    const kept: { key: unknown } = { key: null };
    const store = {
      read: () => Promise.resolve(kept.key as never),
      write: (key: unknown) => {
        kept.key = key;
        return Promise.resolve();
      },
    };
    const made = await new SigningKeys(store).make();
    const later = new SigningKeys(store);
    expect(await later.read()).toEqual({ ...made, canBackUp: false });
    await expect(later.backup(PASSPHRASE)).rejects.toMatchObject(coded('noBackup'));
    expect((kept.key as { readonly privateKey: CryptoKey }).privateKey.extractable).toBe(false);
    expect(await later.signer()).not.toBeNull();
  });
});
