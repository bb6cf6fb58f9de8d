import { filled, writtenWords } from './both-languages.ts';
import { embeddedJson } from './canonical-json.ts';
import type { SnapshotContent, SnapshotTileContent, ViewerAssets } from './content.ts';
import type { ChainedDecision } from './decision-chain.ts';
import { policyHash } from './digest.ts';
import { both, element, escaped, trusted } from './markup.ts';
import { pageStyle } from './page-style.ts';
import { MANIFEST, part } from './parts.ts';
import { provenanceMarkup } from './provenance-markup.ts';
import { tileMarkup } from './tile-markup.ts';
import { SAYS } from './words.ts';

/** What a page is written from. */
export interface PageSource {
  readonly content: SnapshotContent;
  readonly chain: readonly ChainedDecision[];
  readonly assets: ViewerAssets;
  /** Fingerprint of the key that signs it; null: none does. */
  readonly signer: string | null;
}

/** A tile by its name in the file. */
export interface NamedTile {
  readonly name: string;
  readonly tile: SnapshotTileContent;
}

/** Tiles with their names in the file: `t1`, `t2`, … over all pages. */
export function namedTiles({ pages }: Pick<SnapshotContent, 'pages'>): readonly (readonly NamedTile[])[] {
  let count = 0;
  return pages.map(({ tiles }) =>
    tiles.map((tile) => {
      count += 1;
      return { name: `t${count}`, tile };
    }),
  );
}

/** Name of the part that holds the data of a tile, or other data of the page. */
export function dataPart(name: string): string {
  return `data/${name}`;
}

function dataMarkup(name: string, value: unknown): string {
  const script = `<script type="application/json" id="data-${name}">${embeddedJson(value)}</script>`;
  return part(dataPart(name), script);
}

function tileData(tile: SnapshotTileContent): unknown {
  return tile.kind === 'table' ? { ...tile, pictures: tile.pictures !== null } : tile;
}

/** The manifest as it stands in the file. */
export function manifestMarkup(json: string): string {
  return part(MANIFEST, `<script type="application/json" id="manifest">${json}</script>`);
}

/** Where the manifest goes. */
export const NO_MANIFEST = part(MANIFEST, '');

function choice(group: string, value: string, said: string, isChosen: boolean): string {
  const checked = isChosen ? ' checked' : '';
  return `<label><input type="radio" name="${group}" id="${group}-${value}" value="${value}"${checked}>${said}</label>`;
}

function controls({ locale, theme }: SnapshotContent): string {
  const languages = [
    choice('lang', 'en', '<span class="own">English</span>', locale === 'en'),
    choice('lang', 'zh', '<span class="own">简体中文</span>', locale === 'zh-CN'),
  ];
  const themes = [
    choice('theme', 'system', both(SAYS.themeSystem), theme === null),
    choice('theme', 'light', both(SAYS.themeLight), theme === 'light'),
    choice('theme', 'dark', both(SAYS.themeDark), theme === 'dark'),
  ];
  const set = (said: string, inner: readonly string[]): string =>
    `<fieldset><legend>${said}</legend>${inner.join('')}</fieldset>`;
  return `<div class="controls">${set(both(SAYS.language), languages)}${set(both(SAYS.theme), themes)}</div>`;
}

function rowsOf(tile: SnapshotTileContent): number {
  if (tile.kind === 'table') return tile.table.rowCount;
  return tile.kind === 'figure' ? tile.series.rowCount : 0;
}

function bodyMarkup({ content, signer }: PageSource, pages: readonly (readonly NamedTile[])[]): string {
  const links = content.pages.map(({ title }, index) => `<a href="#page-${index + 1}">${both(title)}</a>`);
  const sections = pages.map((tiles, index) => {
    const title = content.pages[index]?.title;
    const inner = tiles.map(({ name, tile }) => part(`shown/${name}`, tileMarkup(name, tile)));
    const heading = title === undefined || title.en === '' ? '' : `<h2>${both(title)}</h2>`;
    return element(
      'section',
      { class: 'page', id: `page-${index + 1}` },
      `${heading}<div class="tiles">${inner.join('')}</div>`,
    );
  });
  const rows = pages.flat().reduce((sum, { tile }) => sum + rowsOf(tile), 0);
  return [
    `<header><h1>${both(writtenWords(content.title))}</h1>${controls(content)}</header>`,
    part('shown/provenance', provenanceMarkup(content, signer)),
    links.length < 2 ? '' : `<nav><ul>${links.map((link) => `<li>${link}</li>`).join('')}</ul></nav>`,
    `<main>${sections.join('')}</main>`,
    `<footer>${both(filled(SAYS.foot, { count: String(rows) }))}</footer>`,
  ].join('\n');
}

/**
 * Writes a snapshot as a page, but for its manifest: it reads and prints without scripts, asks for nothing, and runs no
 * script and no style but its own, which its content security policy names by their hashes.
 *
 * @throws RangeError for drawings or markup with a comment or a script in it, and for colours that are none
 */
export async function pageMarkup(source: PageSource): Promise<string> {
  const { content, chain, assets, signer } = source;
  const { title, locale, theme, colours, provenance } = content;
  const style = pageStyle(assets.style, content);
  const pages = namedTiles(content);
  const policy = [
    "default-src 'none'",
    `style-src ${await policyHash(style)}`,
    `script-src ${await policyHash(assets.script)}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const outline = {
    title,
    locale,
    theme,
    colours,
    pages: pages.map((tiles, index) => ({
      title: content.pages[index]?.title,
      tiles: tiles.map(({ name }) => name),
    })),
  };
  return [
    `<!doctype html>`,
    `<html lang="${locale}">`,
    `<head><meta charset="utf-8">`,
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    `<meta name="viewport" content="width=device-width, initial-scale=1">`,
    `<meta name="color-scheme" content="light dark"><meta name="referrer" content="no-referrer">`,
    `<title>${escaped(writtenWords(title)[locale])}</title>`,
    part('style', `<style>${trusted(style)}</style>`),
    `</head><body>`,
    bodyMarkup(source, pages),
    dataMarkup('outline', outline),
    dataMarkup('provenance', { ...provenance, signer }),
    dataMarkup('log', chain),
    ...pages.flat().map(({ name, tile }) => dataMarkup(name, tileData(tile))),
    NO_MANIFEST,
    part('script', `<script>${trusted(assets.script)}</script>`),
    `</body></html>\n`,
  ].join('\n');
}
