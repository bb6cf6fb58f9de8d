import * as v from 'valibot';
import { appError, AppFailure } from '../../src/contract/error.ts';
import { canonicalJson } from '../../src/snapshot/canonical-json.ts';
import { base64, fromBase64, textDigest } from '../../src/snapshot/digest.ts';

/** Fewest characters of a passphrase. */
const LEAST_PASSPHRASE = 12;
/** Rounds of PBKDF2 with SHA-256, as OWASP's Password Storage Cheat Sheet asks for. */
const ROUNDS = 600_000;
/** A file that asks for more would only keep the reader waiting. */
const MOST_ROUNDS = 10_000_000;

const bytes = v.pipe(
  v.string(),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const found = fromBase64(dataset.value);
    if (found !== null) return found;
    addIssue({ message: 'base64 is expected' });
    return NEVER;
  }),
);

const backupFile = v.strictObject({
  format: v.literal('cloister-signing-key'),
  version: v.literal(1),
  /** Ed25519, raw. */
  publicKey: bytes,
  madeAt: v.pipe(v.string(), v.isoTimestamp()),
  derivation: v.strictObject({
    name: v.literal('PBKDF2-SHA-256'),
    rounds: v.pipe(v.number(), v.integer(), v.minValue(ROUNDS), v.maxValue(MOST_ROUNDS)),
    salt: bytes,
  }),
  cipher: v.strictObject({ name: v.literal('AES-256-GCM'), iv: bytes }),
  /** PKCS #8, encrypted. */
  privateKey: bytes,
  /** SHA-256 of everything else, which tells a damaged file from a wrong passphrase. */
  digest: v.string(),
});

/** A key as it is restored. */
export interface RestoredKey {
  /** Can be exported, so that the caller decides how it is kept. */
  readonly privateKey: CryptoKey;
  readonly publicKey: Uint8Array<ArrayBuffer>;
  readonly madeAt: string;
}

/** @throws AppFailure `snapshot.passphraseShort` */
function assertLong(passphrase: string): void {
  if (Array.from(passphrase).length < LEAST_PASSPHRASE) {
    throw new AppFailure(appError('snapshot.passphraseShort', { least: LEAST_PASSPHRASE }));
  }
}

/** The key that a passphrase stands for; typed in another way, the same signs are the same passphrase. */
async function wrappingKey(
  passphrase: string,
  salt: Uint8Array<ArrayBuffer>,
  rounds: number,
): Promise<CryptoKey> {
  const typed = new TextEncoder().encode(passphrase.normalize('NFC'));
  const secret = await crypto.subtle.importKey('raw', typed, 'PBKDF2', false, ['deriveKey']);
  const derivation = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: rounds };
  return crypto.subtle.deriveKey(derivation, secret, { name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ]);
}

/** What is encrypted along, so that nothing of it can be exchanged. */
function sealed(head: Readonly<Record<string, unknown>>): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(canonicalJson(head));
}

/**
 * Writes a key for signatures as a file that only its passphrase opens: PBKDF2 and AES-256-GCM (RFC 8018, NIST SP
 * 800-38D). The public half stands in it as it is.
 *
 * @param privateKey Ed25519, which can be exported
 * @throws AppFailure `snapshot.passphraseShort`
 */
export async function writeKeyBackup(
  { privateKey, publicKey, madeAt }: RestoredKey,
  passphrase: string,
): Promise<string> {
  assertLong(passphrase);
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const head = {
    format: 'cloister-signing-key',
    version: 1,
    publicKey: base64(publicKey),
    madeAt,
    derivation: { name: 'PBKDF2-SHA-256', rounds: ROUNDS, salt: base64(salt) },
    cipher: { name: 'AES-256-GCM', iv: base64(iv) },
  };
  const key = await wrappingKey(passphrase, salt, ROUNDS);
  const plain = new Uint8Array(await crypto.subtle.exportKey('pkcs8', privateKey));
  const cipher = { name: 'AES-GCM', iv, additionalData: sealed(head) };
  const encrypted = new Uint8Array(await crypto.subtle.encrypt(cipher, key, plain));
  plain.fill(0);
  const body = { ...head, privateKey: base64(encrypted) };
  return `${JSON.stringify({ ...body, digest: await textDigest(canonicalJson(body)) }, null, 2)}\n`;
}

type BackupFile = v.InferOutput<typeof backupFile>;

/** @throws AppFailure `snapshot.keyFile` for anything else, and for a file that was altered */
async function readFile(
  text: string,
): Promise<{ readonly file: BackupFile; readonly head: Uint8Array<ArrayBuffer> }> {
  const unreadable = (): AppFailure => new AppFailure(appError('snapshot.keyFile', {}));
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch {
    throw unreadable();
  }
  const parsed = v.safeParse(backupFile, found);
  if (!parsed.success || typeof found !== 'object' || found === null) throw unreadable();
  const { digest, ...body }: Readonly<Record<string, unknown>> = { ...found };
  if ((await textDigest(canonicalJson(body))) !== digest) throw unreadable();
  const head = Object.fromEntries(Object.entries(body).filter(([name]) => name !== 'privateKey'));
  return { file: parsed.output, head: sealed(head) };
}

/** Whether the two halves are those of one key. */
async function belong(privateKey: CryptoKey, publicKey: Uint8Array<ArrayBuffer>): Promise<boolean> {
  const probe = crypto.getRandomValues(new Uint8Array(32));
  const known = await crypto.subtle.importKey('raw', publicKey, 'Ed25519', false, ['verify']);
  return crypto.subtle.verify(
    'Ed25519',
    known,
    await crypto.subtle.sign('Ed25519', privateKey, probe),
    probe,
  );
}

/**
 * Reads a key from the file that {@link writeKeyBackup} wrote.
 *
 * @throws AppFailure `snapshot.keyFile` for another or an altered file, `snapshot.passphraseWrong`
 */
export async function readKeyBackup(text: string, passphrase: string): Promise<RestoredKey> {
  const { file, head } = await readFile(text);
  const { publicKey, madeAt, derivation, cipher } = file;
  const key = await wrappingKey(passphrase, derivation.salt, derivation.rounds);
  let plain: Uint8Array<ArrayBuffer>;
  try {
    const opening = { name: 'AES-GCM', iv: cipher.iv, additionalData: head };
    plain = new Uint8Array(await crypto.subtle.decrypt(opening, key, file.privateKey));
  } catch {
    throw new AppFailure(appError('snapshot.passphraseWrong', {}));
  }
  try {
    const privateKey = await crypto.subtle.importKey('pkcs8', plain, 'Ed25519', true, ['sign']);
    if (await belong(privateKey, publicKey)) return { privateKey, publicKey, madeAt };
  } catch {
    // Neither half of a key for signatures.
  } finally {
    plain.fill(0);
  }
  throw new AppFailure(appError('snapshot.keyFile', {}));
}
