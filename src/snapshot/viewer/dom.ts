import type { Words } from '../content.ts';
import { inLanguage } from './language.ts';

/** Name space of drawings, as the page itself has it. */
const SVG =
  document.createRange().createContextualFragment('<svg></svg>').firstElementChild?.namespaceURI ?? null;

type Attributes = Readonly<Record<string, string>>;

/** A new element of the page. */
export function make<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Attributes = {},
  ...inner: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...inner);
  return made;
}

/** A new element of a drawing. */
export function draw(name: string, attributes: Attributes, ...inner: readonly (Node | string)[]): Element {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...inner);
  return made;
}

/** A text that follows the language of the page. */
export function said(words: Words): Text {
  const text = document.createTextNode('');
  inLanguage((language) => {
    text.data = words[language];
  });
  return text;
}
