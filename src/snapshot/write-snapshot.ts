import { embeddedJson } from './canonical-json.ts';
import type { SnapshotContent, ViewerAssets } from './content.ts';
import { chained } from './decision-chain.ts';
import { keyFingerprint } from './digest.ts';
import { manifestOf, type SnapshotManifest, type Signer } from './manifest.ts';
import { manifestMarkup, NO_MANIFEST, pageMarkup } from './page-markup.ts';

/** A snapshot as a file, and what its manifest says. */
export interface WrittenSnapshot {
  readonly html: string;
  readonly manifest: SnapshotManifest;
}

/**
 * Writes a snapshot: one page that stands by itself, with everything it shows as data, the digests of all its parts, and
 * a signature over them.
 *
 * @param content released figures and words alone: what is in it leaves
 * @param assets style and script of the viewer
 * @param signer null: the snapshot is not signed
 * @throws RangeError for drawings or markup with a comment or a script in it, and for colours that are none
 */
export async function writeSnapshot(
  content: SnapshotContent,
  assets: ViewerAssets,
  signer: Signer | null,
): Promise<WrittenSnapshot> {
  const chain = await chained(content.decisions);
  const fingerprint = signer === null ? null : await keyFingerprint(signer.publicKey);
  const page = await pageMarkup({ content, chain, assets, signer: fingerprint });
  const manifest = await manifestOf(page, chain, signer);
  return { html: page.replace(NO_MANIFEST, () => manifestMarkup(embeddedJson(manifest))), manifest };
}
