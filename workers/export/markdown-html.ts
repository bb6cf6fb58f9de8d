import { escaped } from './report-html.ts';

/** Emphasis and code inside a line that has been escaped. */
function inline(line: string): string {
  return escaped(line)
    .replaceAll(/`([^`]+)`/gu, '<code>$1</code>')
    .replaceAll(/\*\*([^*]+)\*\*/gu, '<strong>$1</strong>')
    .replaceAll(/(^|[^*])\*([^*\s][^*]*)\*/gu, '$1<em>$2</em>')
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/gu, '$1');
}

interface Block {
  readonly kind: 'heading' | 'item' | 'numbered' | 'code' | 'paragraph';
  readonly level: number;
  readonly lines: string[];
}

function blocksOf(markdown: string): Block[] {
  const blocks: Block[] = [];
  let open: Block | null = null;
  const begin = (kind: Block['kind'], line: string, level = 0): Block => {
    const block = { kind, level, lines: [line] };
    blocks.push(block);
    return block;
  };
  for (const line of markdown.split(/\r?\n/u)) {
    if (open?.kind === 'code') {
      if (line.startsWith('```')) open = null;
      else open.lines.push(line);
      continue;
    }
    const heading = /^(#{1,6})\s+(.*)$/u.exec(line);
    const item = /^\s*(?:[-*+]|(\d+)[.)])\s+(.*)$/u.exec(line);
    if (line.startsWith('```')) {
      open = { kind: 'code', level: 0, lines: [] };
      blocks.push(open);
    } else if (heading !== null) {
      begin('heading', heading[2] ?? '', heading[1]?.length ?? 1);
      open = null;
    } else if (item !== null) {
      begin(item[1] === undefined ? 'item' : 'numbered', item[2] ?? '');
      open = null;
    } else if (line.trim() === '') {
      open = null;
    } else if (open === null) {
      open = begin('paragraph', line);
    } else {
      open.lines.push(line);
    }
  }
  return blocks;
}

function blockHtml({ kind, level, lines }: Block): string {
  switch (kind) {
    case 'heading':
      return `<h${Math.min(6, level + 1)}>${inline(lines.join(' '))}</h${Math.min(6, level + 1)}>`;
    case 'item':
      return `<ul><li>${inline(lines.join(' '))}</li></ul>`;
    case 'numbered':
      return `<ol><li>${inline(lines.join(' '))}</li></ol>`;
    case 'code':
      return `<pre>${escaped(lines.join('\n'))}</pre>`;
    case 'paragraph':
      return `<p>${inline(lines.join(' '))}</p>`;
  }
}

/**
 * Writes what a user has written in Markdown as markup for a report: headings, lists, code, emphasis. Everything else
 * stays text; addresses of links and pictures are left out, so that a page asks for nothing.
 */
export function markdownHtml(markdown: string): string {
  return blocksOf(markdown)
    .map(blockHtml)
    .join('\n')
    .replaceAll('</ul>\n<ul>', '')
    .replaceAll(/<\/ol>\n<ol>/gu, '');
}
