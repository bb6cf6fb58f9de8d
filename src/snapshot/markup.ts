import type { Words } from './content.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text that cannot be taken for markup. */
export function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/gu, (sign) => ENTITIES[sign] ?? sign);
}

/** A sentence in both languages; the style shows the one that is chosen. */
export function both({ en, 'zh-CN': zh }: Words): string {
  return en === zh
    ? escaped(en)
    : `<span lang="en">${escaped(en)}</span><span lang="zh-CN">${escaped(zh)}</span>`;
}

/** An element around markup. */
export function element(name: string, attributes: Readonly<Record<string, string>>, inner: string): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`);
  return `<${name}${written.join('')}>${inner}</${name}>`;
}

/**
 * Markup that was made elsewhere, as it is.
 *
 * @throws RangeError when it holds a comment, which could pass for the mark of a part, or a script
 */
export function trusted(markup: string): string {
  if (/<!--|<\/?script/iu.test(markup)) throw new RangeError('a comment or a script within markup');
  return markup;
}
