import { writtenWords } from './both-languages.ts';
import type { SnapshotContent } from './content.ts';

const NAME = /^--[a-z0-9_-]+$/iu;
const COLOUR = /^(?:#[0-9a-f]{3,8}|rgba?\([0-9.,%\s/]+\))$/iu;

/** A text of a style sheet that can end neither itself nor the element it stands in. */
function quoted(text: string): string {
  return `"${text.replaceAll(/["\\<>\p{Cc}]/gu, (sign) => `\\${sign.charCodeAt(0).toString(16)} `)}"`;
}

/**
 * The style of one snapshot: that of all, the colours its drawings name, and the foot of its printed pages.
 *
 * @throws RangeError for a colour that is none
 */
export function pageStyle(style: string, { colours, title, locale, provenance }: SnapshotContent): string {
  const palette = Object.entries(colours)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, [light, dark]]) => {
      if (!NAME.test(name) || !COLOUR.test(light) || !COLOUR.test(dark)) {
        throw new RangeError('a colour that is none');
      }
      return `${name}:light-dark(${light},${dark})`;
    });
  const { fingerprint, threshold, createdAt } = provenance;
  const foot = [
    writtenWords(title)[locale],
    fingerprint ?? '',
    `≥ ${threshold}`,
    createdAt.slice(0, 10),
  ].filter((each) => each !== '');
  return [
    style,
    palette.length === 0 ? '' : `:root{${palette.join(';')}}`,
    `@page{@bottom-left{content:${quoted(foot.join(' · '))}}@bottom-right{content:counter(page) " / " counter(pages)}}`,
  ].join('');
}
