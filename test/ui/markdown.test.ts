import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseInline, type Inline } from '../../src/ui/markdown/parse-inline.ts';
import { parseMarkdown, type Block } from '../../src/ui/markdown/parse-markdown.ts';

function plain(parts: readonly Inline[]): string {
  return parts.map((part) => ('text' in part ? part.text : plain(part.children))).join('');
}

describe('running text', () => {
  test('knows code, strong, emphasis and links', () => {
    expect(parseInline('a **b _c_** `d` [e](#/f)')).toEqual([
      { kind: 'text', text: 'a ' },
      {
        kind: 'strong',
        children: [
          { kind: 'text', text: 'b ' },
          { kind: 'emphasis', children: [{ kind: 'text', text: 'c' }] },
        ],
      },
      { kind: 'text', text: ' ' },
      { kind: 'code', text: 'd' },
      { kind: 'text', text: ' ' },
      { kind: 'link', href: '#/f', children: [{ kind: 'text', text: 'e' }] },
    ]);
  });

  test('leaves names with underscores, formulas and lone marks alone', () => {
    for (const text of ['cume_dist_of x', '3 * 4 * 5', '5 * (n − 1)', 'a_b', '2 ** 3']) {
      expect(parseInline(text)).toEqual([{ kind: 'text', text }]);
    }
  });

  test('looks at nothing inside code', () => {
    expect(parseInline('`a **b** _c_`')).toEqual([{ kind: 'code', text: 'a **b** _c_' }]);
  });

  test('takes an escaped mark for text', () => {
    expect(plain(parseInline('\\*not\\*'))).toBe('*not*');
  });

  test('keeps HTML as text', () => {
    const source = '<img src=x onerror="alert(1)">';
    expect(parseInline(source)).toEqual([{ kind: 'text', text: source }]);
  });

  test('loses no letter of text without marks', () => {
    const letters = fc.stringMatching(/^[a-z0-9 .,;:?!()äöü中文]*$/u);
    fc.assert(
      fc.property(letters, (text) => {
        expect(plain(parseInline(text))).toBe(text);
      }),
    );
  });
});

describe('pages', () => {
  test('are cut into headings, paragraphs, lists and code', () => {
    const page = '# Title\n\nOne\ntwo.\n\n- a\n  b\n- c\n\n1. d\n2. e\n\n```sql\nSELECT 1\n\n# no\n```\nend';
    expect(parseMarkdown(page).map(summary)).toEqual([
      'h1 Title',
      'p One two.',
      'ul a b|c',
      'ol d|e',
      'code SELECT 1\n\n# no',
      'p end',
    ]);
  });

  test('have tables whose cells may hold escaped bars, bars in code, and nothing', () => {
    const page = '| a | b |\n| :-- | --: |\n| 1 \\| 2 | `x|y` |\n|  | 3 |\nafter';
    expect(parseMarkdown(page).map(summary)).toEqual(['table a,b / 1 | 2,x|y / ,3', 'p after']);
  });

  test('may end in the middle of a fence', () => {
    expect(parseMarkdown('```\na').map(summary)).toEqual(['code a']);
  });

  test('are read to their end whatever stands in them', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('# h', '- i', '| a |', '|-|', '```', '', 'p', '**', '1. x')),
        (lines) => {
          expect(Array.isArray(parseMarkdown(lines.join('\n')))).toBe(true);
        },
      ),
    );
  });
});

function summary(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `h${block.level} ${plain(block.children)}`;
    case 'paragraph':
      return `p ${plain(block.children)}`;
    case 'list':
      return `${block.ordered ? 'ol' : 'ul'} ${block.items.map(plain).join('|')}`;
    case 'code':
      return `code ${block.text}`;
    case 'table':
      return `table ${[block.header, ...block.rows].map((cells) => cells.map(plain).join()).join(' / ')}`;
  }
}
