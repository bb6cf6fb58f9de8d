import type { ReleasedFile } from '../../src/contract/privacy.ts';
import { openReleased, type Released } from '../../src/privacy/gate.ts';
import { writtenWords } from '../../src/snapshot/both-languages.ts';
import type { SnapshotContent, ViewerAssets } from '../../src/snapshot/content.ts';
import type { Signer, SnapshotManifest } from '../../src/snapshot/manifest.ts';
import { writeSnapshot } from '../../src/snapshot/write-snapshot.ts';
import { fileNameOf } from '../notebook/document-release.ts';

/** What a snapshot is written with. */
export interface SnapshotWriting {
  readonly assets: ViewerAssets;
  /** Null: it is not signed. */
  readonly signer: Signer | null;
}

/** A snapshot as a file. */
export interface SnapshotFile extends Omit<ReleasedFile, 'decision'> {
  readonly html: string;
  readonly manifest: SnapshotManifest;
}

/**
 * Writes a released snapshot as one page that stands by itself. It takes nothing that has not passed the gate.
 *
 * @throws AppFailure `gate.notReleased` for anything else
 */
export async function snapshotFile(
  released: Released<SnapshotContent>,
  { assets, signer }: SnapshotWriting,
): Promise<SnapshotFile> {
  const content = openReleased(released);
  const { html, manifest } = await writeSnapshot(content, assets, signer);
  return {
    name: fileNameOf(writtenWords(content.title)[content.locale], 'html'),
    mime: 'text/html;charset=utf-8',
    bytes: new TextEncoder().encode(html),
    html,
    manifest,
  };
}
