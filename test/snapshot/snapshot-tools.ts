import { script, style } from 'virtual:snapshot-viewer';
import { embeddedJson } from '../../src/snapshot/canonical-json.ts';
import type { ViewerAssets } from '../../src/snapshot/content.ts';
import { manifestOf, type Signer } from '../../src/snapshot/manifest.ts';
import { manifestMarkup, NO_MANIFEST } from '../../src/snapshot/page-markup.ts';
import { readSnapshot } from '../../src/snapshot/read-snapshot.ts';
import type { VerifyingProgram } from '../../src/snapshot/verify-snapshot.ts';
import { sampleContent } from './sample-content.ts';

/** The viewer of this version. */
export const ASSETS: ViewerAssets = { style, script };

/** This version, when it has written a snapshot of {@link sampleContent}. */
export const PROGRAM: VerifyingProgram = { ...ASSETS, build: sampleContent().provenance.build };

/** A key made for one test. */
export async function newSigner(): Promise<Signer> {
  const pair = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']);
  if (!('privateKey' in pair)) throw new RangeError('Ed25519 keys come in pairs');
  const { privateKey, publicKey } = pair;
  return {
    publicKey: new Uint8Array(await crypto.subtle.exportKey('raw', publicKey)),
    sign: async (bytes) => new Uint8Array(await crypto.subtle.sign('Ed25519', privateKey, bytes)),
  };
}

/** Where a part stands in the bytes of a file, its marks included. */
export function partRange(bytes: Buffer, name: string): readonly [number, number] {
  const end = `<!--end:${name}-->`;
  return [bytes.indexOf(`<!--part:${name}-->`), bytes.indexOf(end) + end.length];
}

/** A file with its manifest made anew, as someone would who has changed it and knows the format. */
export async function withManifest(html: string, signer: Signer | null): Promise<string> {
  const page = html.replace(/<!--part:manifest-->[\s\S]*<!--end:manifest-->/u, () => NO_MANIFEST);
  const manifest = await manifestOf(page, readSnapshot(html).chain ?? [], signer);
  return page.replace(NO_MANIFEST, () => manifestMarkup(embeddedJson(manifest)));
}
