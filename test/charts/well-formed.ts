/**
 * Looks for what makes XML unreadable: tags that do not nest, bare `&` or `<`, attributes without quotes.
 *
 * @returns what is wrong, or null
 */
export function malformed(xml: string): string | null {
  const open: string[] = [];
  const token = /<(\/?)([a-zA-Z][\w:-]*)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>|<!\[CDATA\[[\s\S]*?\]\]>|[^<]+/uy;
  while (token.lastIndex < xml.length) {
    const at = token.lastIndex;
    const match = token.exec(xml);
    if (match === null) return `at ${at}: ${xml.slice(at, at + 60)}`;
    const [text, closes, name, , closed] = match;
    if (text.startsWith('<![CDATA[')) continue;
    if (/&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)/iu.test(text)) return `bare & in ${text.slice(0, 60)}`;
    if (name === undefined || closed === '/') continue;
    if (closes !== '/') open.push(name);
    else if (open.pop() !== name) return `</${name}> closes another element`;
  }
  return open.length === 0 ? null : `<${open.at(-1) ?? ''}> is not closed`;
}
