import type { ReleasedFile } from '../../src/contract/privacy.ts';
import type { Result } from '../../src/contract/result.ts';
import { openReleased, type Released, releaseOther } from '../../src/privacy/gate.ts';
import type { NotebookGround } from '../notebook/notebook-ground.ts';
import { SIGNING_KEYS } from './signing-keys.ts';

/**
 * Asks the gate for the key of this browser, closed by a passphrase. It is about no data, so the register has nothing of
 * it; the decision is written to the log as for any document.
 *
 * @throws AppFailure `snapshot.noBackup`, `snapshot.passphraseShort`
 */
export async function releaseKeyBackup(
  { policy, log }: NotebookGround,
  passphrase: string,
): Promise<Result<ReleasedFile>> {
  const value = await SIGNING_KEYS.backup(passphrase);
  const make = (released: Released<string>): Promise<Omit<ReleasedFile, 'decision'>> =>
    Promise.resolve({
      name: 'cloister-signing-key.json',
      mime: 'application/json;charset=utf-8',
      bytes: new TextEncoder().encode(openReleased(released)),
    });
  const { result } = await releaseOther(
    {
      kind: 'document',
      format: 'document',
      policy,
      subject: 'snapshot/key',
      fingerprint: null,
      value,
      rows: 0,
      verdict: { outcome: 'released', suppressedRows: 0, reasons: [] },
    },
    make,
    log,
  );
  return result;
}
