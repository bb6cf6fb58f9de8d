import { describe, expect, test } from 'vitest';
import { fromBase64, keyFingerprint } from '../../src/snapshot/digest.ts';
import { SigningKeys } from '../../workers/snapshot/signing-keys.ts';

describe('the key snapshots are signed with', () => {
  test('is made when it is asked for, once, and replaced only on ask', async () => {
    const keys = new SigningKeys();
    expect(await keys.read()).toBeNull();
    expect(await keys.signer()).toBeNull();
    const made = await keys.make();
    expect(await keys.make()).toEqual(made);
    expect(await keys.read()).toEqual(made);
    const replaced = await keys.replace();
    expect(replaced.fingerprint).not.toBe(made.fingerprint);
    expect(await keys.read()).toEqual(replaced);
  });

  test('signs what its public half verifies, under the fingerprint it shows', async () => {
    const keys = new SigningKeys();
    const { publicKey, fingerprint } = await keys.make();
    const signer = await keys.signer();
    const raw = fromBase64(publicKey);
    if (signer === null || raw === null) throw new RangeError('there is a key');
    expect(await keyFingerprint(raw)).toBe(fingerprint);
    const bytes = new TextEncoder().encode('a snapshot');
    const known = await crypto.subtle.importKey('raw', raw, 'Ed25519', false, ['verify']);
    expect(await crypto.subtle.verify('Ed25519', known, await signer.sign(bytes), bytes)).toBe(true);
  });
});
