import { canonicalJson } from './canonical-json.ts';
import { headOf, type ChainedDecision } from './decision-chain.ts';
import { base64, textDigest } from './digest.ts';
import { MANIFEST, splitParts } from './parts.ts';

/** Name and SHA-256 (hex) of a part of the file. */
export interface PartDigest {
  readonly name: string;
  readonly sha256: string;
}

/** What the manifest says of the file; everything but its own digest and signature. */
export interface ManifestBody {
  readonly cloister: 'snapshot';
  readonly version: 1;
  /** In the order they begin in the file. */
  readonly parts: readonly PartDigest[];
  readonly log: { readonly entries: number; readonly head: string };
  /** Public key of the signature, raw, base64; null: not signed. */
  readonly key: { readonly algorithm: 'Ed25519'; readonly publicKey: string } | null;
}

export interface SnapshotManifest extends ManifestBody {
  /** SHA-256 of the canonical JSON of the body, hex. */
  readonly digest: string;
  /** Over the canonical JSON of the body in UTF-8, base64. (RFC 8032, Ed25519.) */
  readonly signature: string | null;
}

/** Signs with a key that stays where it is. */
export interface Signer {
  /** Ed25519, raw, 32 bytes. */
  readonly publicKey: Uint8Array<ArrayBuffer>;
  sign(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>>;
}

/** The bytes that a signature is over. */
export function signedBytes({ cloister, version, parts, log, key }: ManifestBody): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(canonicalJson({ cloister, version, parts, log, key }));
}

/** SHA-256 of what a manifest says, hex. */
export function bodyDigest({ cloister, version, parts, log, key }: ManifestBody): Promise<string> {
  return textDigest(canonicalJson({ cloister, version, parts, log, key }));
}

/** The digests of all parts of a page, the manifest aside. */
export function partDigests(page: string): Promise<readonly PartDigest[]> {
  return Promise.all(
    splitParts(page)
      .filter(({ name }) => name !== MANIFEST)
      .map(async ({ name, text }) => ({ name, sha256: await textDigest(text) })),
  );
}

/** Makes the manifest of a page, and signs it. */
export async function manifestOf(
  page: string,
  chain: readonly ChainedDecision[],
  signer: Signer | null,
): Promise<SnapshotManifest> {
  const body: ManifestBody = {
    cloister: 'snapshot',
    version: 1,
    parts: await partDigests(page),
    log: { entries: chain.length, head: headOf(chain) },
    key: signer === null ? null : { algorithm: 'Ed25519', publicKey: base64(signer.publicKey) },
  };
  const signature = signer === null ? null : base64(await signer.sign(signedBytes(body)));
  return { ...body, digest: await bodyDigest(body), signature };
}
