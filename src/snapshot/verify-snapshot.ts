import { embeddedJson } from './canonical-json.ts';
import type { SnapshotContent, ViewerAssets } from './content.ts';
import { brokenAt, headOf } from './decision-chain.ts';
import { fromBase64, keyFingerprint, textDigest } from './digest.ts';
import { bodyDigest, type SnapshotManifest, signedBytes } from './manifest.ts';
import { pageMarkup } from './page-markup.ts';
import { type FilePart, MANIFEST, splitParts } from './parts.ts';
import { type ReadSnapshot, readSnapshot } from './read-snapshot.ts';

/** The program that verifies: what it would write itself, and the build by which it knows its own pages. */
export interface VerifyingProgram extends ViewerAssets {
  /** Hash of its build, as snapshots carry it. */
  readonly build: string;
}

/** What was found of a part of the file. */
export interface PartFinding {
  readonly name: string;
  /** `extra`: the manifest does not know it; `missing`: it knows it, and it is not there. */
  readonly state: 'ok' | 'changed' | 'missing' | 'extra';
}

/**
 * Whether the one who has the key has signed it. `removed`: the page says it was signed, and there is no signature.
 * `otherKey`: it is signed, but not by the key that the page names. `unsupported`: this browser cannot tell.
 */
export type SignatureState = 'valid' | 'invalid' | 'none' | 'removed' | 'otherKey' | 'unsupported';

/** The chain of decisions. `cut`: entries are missing or more than there were; `broken`: one does not follow. */
export interface LogFinding {
  readonly state: 'whole' | 'cut' | 'broken' | 'unread';
  readonly entries: number;
  /** Place of the entry that does not follow, from 0; null when all do. */
  readonly at: number | null;
}

/**
 * Whether the page shows what its data say, found by writing it again. `otherProgram`: another version of the program
 * wrote it and draws in another way, so that this could not be compared.
 */
export type PageState = 'same' | 'differs' | 'otherProgram' | 'unread';

/** Everything found of a file. */
export interface Verification {
  /** `notSnapshot`: none of its parts is there. */
  readonly verdict: 'unchanged' | 'changed' | 'notSnapshot';
  /** The manifest first, then the parts of the file. */
  readonly parts: readonly PartFinding[];
  readonly signature: SignatureState;
  /** Of the key in the manifest; compare it with the one the sender told you. Null: there is no key. */
  readonly fingerprint: string | null;
  readonly log: LogFinding;
  readonly page: PageState;
  /** Parts that would be written in another way from the data in the file. */
  readonly differing: readonly string[];
  /** What the file shows; null when it cannot be read. */
  readonly content: SnapshotContent | null;
}

async function isManifestWhole(manifest: SnapshotManifest, json: string): Promise<boolean> {
  return json === embeddedJson(manifest) && manifest.digest === (await bodyDigest(manifest));
}

async function partFindings(
  parts: readonly FilePart[],
  manifest: SnapshotManifest,
): Promise<readonly PartFinding[]> {
  const wanted = new Map(manifest.parts.map(({ name, sha256 }) => [name, sha256]));
  const seen = new Set<string>();
  const findings: PartFinding[] = [];
  for (const { name, text } of parts) {
    if (name === MANIFEST) continue;
    const digest = wanted.get(name);
    if (digest === undefined || seen.has(name)) findings.push({ name, state: 'extra' });
    else findings.push({ name, state: (await textDigest(text)) === digest ? 'ok' : 'changed' });
    seen.add(name);
  }
  for (const name of wanted.keys()) {
    if (!seen.has(name)) findings.push({ name, state: 'missing' });
  }
  return findings;
}

async function signatureOf(
  manifest: SnapshotManifest,
  signer: string | null,
): Promise<{ readonly state: SignatureState; readonly fingerprint: string | null }> {
  const { key, signature } = manifest;
  if (key === null || signature === null) {
    const isSigned = signer !== null || key !== null || signature !== null;
    return { state: isSigned ? 'removed' : 'none', fingerprint: null };
  }
  const [raw, signed] = [fromBase64(key.publicKey), fromBase64(signature)];
  if (raw === null || signed === null) return { state: 'invalid', fingerprint: null };
  const fingerprint = await keyFingerprint(raw);
  try {
    const publicKey = await crypto.subtle.importKey('raw', raw, 'Ed25519', false, ['verify']);
    const isValid = await crypto.subtle.verify('Ed25519', publicKey, signed, signedBytes(manifest));
    if (!isValid) return { state: 'invalid', fingerprint };
    return { state: fingerprint === signer ? 'valid' : 'otherKey', fingerprint };
  } catch (error) {
    const isUnsupported = error instanceof DOMException && error.name === 'NotSupportedError';
    return { state: isUnsupported ? 'unsupported' : 'invalid', fingerprint };
  }
}

async function logOf({ chain, manifest }: ReadSnapshot): Promise<LogFinding> {
  if (chain === null || manifest === null) return { state: 'unread', entries: 0, at: null };
  const entries = chain.length;
  const at = await brokenAt(chain);
  if (at !== null) return { state: 'broken', entries, at };
  const isWhole = entries === manifest.log.entries && headOf(chain) === manifest.log.head;
  return { state: isWhole ? 'whole' : 'cut', entries, at: null };
}

async function pageOf(
  { content, chain, signer, parts }: ReadSnapshot,
  { build, ...assets }: VerifyingProgram,
): Promise<{ readonly page: PageState; readonly differing: readonly string[] }> {
  if (content === null || chain === null) return { page: 'unread', differing: [] };
  // Builds may draw the same data in different ways, and only this one is known here.
  const otherwise: PageState = content.provenance.build === build ? 'differs' : 'otherProgram';
  try {
    const written = splitParts(await pageMarkup({ content, chain, assets, signer }));
    const wanted = new Map(written.map(({ name, text: inner }) => [name, inner]));
    const differing = parts
      .filter(({ name, text: inner }) => name !== MANIFEST && wanted.get(name) !== inner)
      .map(({ name }) => name);
    if (differing.length === 0) return { page: 'same', differing };
    return { page: otherwise, differing: otherwise === 'differs' ? differing : [] };
  } catch (error) {
    // Drawings and colours that the writer refuses cannot have been written by it.
    if (error instanceof RangeError) return { page: otherwise, differing: [] };
    throw error;
  }
}

/** The text of a file, and whether its bytes are UTF-8 all through, which those of a snapshot are. */
function textOf(file: Uint8Array | string): { readonly text: string; readonly isUtf8: boolean } {
  if (typeof file === 'string') return { text: file, isUtf8: true };
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(file);
  const again = new TextEncoder().encode(text);
  return { text, isUtf8: again.length === file.length && again.every((byte, at) => byte === file[at]) };
}

/**
 * Verifies a snapshot: every byte of the file stands in a part, and every part is compared with its digest in the
 * manifest; the manifest with its own digest and its signature; the log with its chain; and the page with what this build
 * writes of the same data. Without a signature this finds what has been changed by accident or by hand, not a file whose
 * digests have been made anew; with one it does, as long as the fingerprint of the key is known.
 *
 * @param file bytes or text of the whole file; nothing of it is run
 * @param program this version of the program
 */
export async function verifySnapshot(
  file: Uint8Array | string,
  program: VerifyingProgram,
): Promise<Verification> {
  const { text, isUtf8 } = textOf(file);
  const read = readSnapshot(text);
  const { manifest, manifestJson, parts } = read;
  const hasManifest = parts.some(({ name }) => name === MANIFEST);
  const log = await logOf(read);
  const { page, differing } = await pageOf(read, program);
  const common = { log, page, differing, content: read.content };
  if (manifest === null) {
    return {
      ...common,
      verdict: parts.length > 1 ? 'changed' : 'notSnapshot',
      parts: [{ name: MANIFEST, state: hasManifest ? 'changed' : 'missing' }],
      signature: 'none',
      fingerprint: null,
    };
  }
  const findings = await partFindings(parts, manifest);
  const isManifestOk = await isManifestWhole(manifest, manifestJson);
  const all: readonly PartFinding[] = [
    { name: MANIFEST, state: isManifestOk ? 'ok' : 'changed' },
    ...findings,
  ];
  const { state: signature, fingerprint } = await signatureOf(manifest, read.signer);
  const isUnchanged =
    isUtf8 &&
    all.every(({ state }) => state === 'ok') &&
    log.state === 'whole' &&
    (page === 'same' || page === 'otherProgram') &&
    (signature === 'valid' || signature === 'none' || signature === 'unsupported');
  return { ...common, verdict: isUnchanged ? 'unchanged' : 'changed', parts: all, signature, fingerprint };
}
