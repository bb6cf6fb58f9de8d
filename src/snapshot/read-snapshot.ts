import { readJson, type Check } from './check-shape.ts';
import type { SnapshotContent, SnapshotTileContent } from './content.ts';
import { isChain, isManifest, isOutline, isProvenance, isTileData, type TileData } from './content-shape.ts';
import { type ChainedDecision, unchained } from './decision-chain.ts';
import type { SnapshotManifest } from './manifest.ts';
import { dataPart } from './page-markup.ts';
import { type FilePart, MANIFEST, splitParts } from './parts.ts';

/** What a snapshot's file says, as far as it can be read. */
export interface ReadSnapshot {
  readonly parts: readonly FilePart[];
  /** Null when there is none that can be read. */
  readonly manifest: SnapshotManifest | null;
  readonly manifestJson: string;
  readonly chain: readonly ChainedDecision[] | null;
  /** Null when any of its data are missing or not what they should be. */
  readonly content: SnapshotContent | null;
  /** Fingerprint of the key, as the page shows it; null: it says that it is not signed. */
  readonly signer: string | null;
}

const DATA = /^<script type="application\/json" id="[a-z0-9-]+">([\s\S]*)<\/script>$/u;

function jsonOf(parts: ReadonlyMap<string, string>, name: string): string {
  return DATA.exec(parts.get(name) ?? '')?.[1] ?? '';
}

function withPictures(
  data: TileData | null,
  name: string,
  parts: ReadonlyMap<string, string>,
): SnapshotTileContent | null {
  if (data?.kind !== 'table') return data;
  if (!data.pictures) return { ...data, pictures: null };
  const [en, zh] = [parts.get(`picture/${name}/en`), parts.get(`picture/${name}/zh-cn`)];
  return en === undefined || zh === undefined ? null : { ...data, pictures: { en, 'zh-CN': zh } };
}

function contentOf(
  parts: ReadonlyMap<string, string>,
  chain: readonly ChainedDecision[],
): { readonly content: SnapshotContent; readonly signer: string | null } | null {
  const data = <T>(name: string, check: Check<T>): T | null => readJson(jsonOf(parts, dataPart(name)), check);
  const outline = data('outline', isOutline);
  const said = data('provenance', isProvenance);
  if (outline === null || said === null) return null;
  const pages: SnapshotContent['pages'][number][] = [];
  for (const { title, tiles: names } of outline.pages) {
    const tiles: SnapshotTileContent[] = [];
    for (const name of names) {
      const tile = withPictures(data(name, isTileData), name, parts);
      if (tile === null) return null;
      tiles.push(tile);
    }
    pages.push({ title, tiles });
  }
  const { signer, ...provenance } = said;
  return { content: { ...outline, pages, provenance, decisions: chain.map(unchained) }, signer };
}

/**
 * Reads the file of a snapshot from its text; nothing of it is run or shown.
 *
 * @param text of the whole file
 */
export function readSnapshot(text: string): ReadSnapshot {
  const parts = splitParts(text);
  const byName = new Map(parts.map(({ name, text: inner }) => [name, inner]));
  const manifestJson = jsonOf(byName, MANIFEST);
  const chain = readJson(jsonOf(byName, dataPart('log')), isChain);
  const read = chain === null ? null : contentOf(byName, chain);
  return {
    parts,
    manifest: readJson(manifestJson, isManifest),
    manifestJson,
    chain,
    content: read?.content ?? null,
    signer: read?.signer ?? null,
  };
}
