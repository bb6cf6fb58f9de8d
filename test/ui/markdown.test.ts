import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pageBlocks, type Block, type Inline } from '../../src/ui/markdown/page-blocks.ts';

function plain(parts: readonly Inline[]): string {
  return parts
    .map((part) => ('children' in part ? plain(part.children) : part.kind === 'break' ? '\n' : part.text))
    .join('');
}

/** The running text of a page that is one paragraph. */
function running(source: string): readonly Inline[] {
  const [block] = pageBlocks(source);
  return block?.kind === 'paragraph' ? block.children : [];
}

/** Every link of a page. */
function links(blocks: readonly Block[]): readonly string[] {
  const ofText = (part: Inline): readonly string[] =>
    'children' in part
      ? [...(part.kind === 'link' ? [part.href] : []), ...part.children.flatMap(ofText)]
      : [];
  return blocks.flatMap((block) => {
    switch (block.kind) {
      case 'list':
        return links(block.items.flat());
      case 'quote':
        return links(block.children);
      case 'table':
        return [block.header, ...block.rows].flat(2).flatMap(ofText);
      case 'heading':
      case 'paragraph':
        return block.children.flatMap(ofText);
      default:
        return [];
    }
  });
}

describe('running text', () => {
  test('knows code, strong, emphasis and places of the app', () => {
    expect(running('a **b _c_** `d` [e](#/f)')).toEqual([
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
      expect(plain(running(text))).toBe(text);
    }
  });

  test('looks at nothing inside code, and takes an escaped mark for text', () => {
    expect(running('`a **b** _c_`')).toEqual([{ kind: 'code', text: 'a **b** _c_' }]);
    expect(plain(running('\\*not\\*'))).toBe('*not*');
  });

  test('loses no letter of text without marks', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9中文äöü][a-z0-9 ,;:?!()äöü中文]*[a-z中文]$/u), (text) => {
        expect(plain(running(text))).toBe(text);
      }),
    );
  });
});

describe('what could do harm', () => {
  test('links to the app only; other addresses are printed behind their text', () => {
    const nasty = [
      '[a](javascript:alert(1))',
      '[a](JaVaScRiPt:alert(1))',
      '[a](data:text/html,<script>1</script>)',
      '[a](https://example.com/x)',
      '[a](//example.com)',
      '[a](vbscript:x)',
      '[a]: javascript:x\n\n[a]',
      '<javascript:alert(1)>',
      'https://example.com www.example.com me@example.com',
      '![a](https://example.com/x.png)',
      '[![b](#/x)](https://example.com)',
    ];
    for (const source of nasty) expect(links(pageBlocks(source)), source).toEqual([]);
    expect(plain(running('[a](https://example.com/x)'))).toBe('a (https://example.com/x)');
    expect(plain(running('![map](https://example.com/x.png)'))).toBe('map (https://example.com/x.png)');
    expect(plain(running('see https://example.com/x'))).toBe('see https://example.com/x');
    expect(links(pageBlocks('> - [a](#/notebook)'))).toEqual(['#/notebook']);
  });

  test('prints HTML as it is written', () => {
    for (const source of [
      '<img src=x onerror="alert(1)">',
      'a <b onclick=x>c</b> <!-- d -->',
      '<script>1</script>',
    ]) {
      const [block] = pageBlocks(source);
      expect(block?.kind === 'paragraph' && plain(block.children).trim()).toBe(source);
    }
  });

  test('takes no longer for having been written to', () => {
    const long = 100_000;
    const nasty = [
      '[',
      '[](',
      ']',
      '(',
      '*a ',
      '**',
      '_a',
      '`a``',
      '>',
      '- ',
      '<a ',
      '![a](',
      '|',
      '~~a',
      '\\',
      'http://',
    ]
      .map((piece) => piece.repeat(long / piece.length))
      .concat(Array.from({ length: 400 }, (_, index) => `${' '.repeat(index * 2)}- a`).join('\n'));
    for (const source of nasty) {
      const start = performance.now();
      expect(Array.isArray(pageBlocks(source))).toBe(true);
      // A busy machine is slow; without bounds some of these take half a minute or end the stack.
      expect(performance.now() - start, source.slice(0, 8)).toBeLessThan(5000);
    }
  });
});

describe('pages', () => {
  test('are cut into headings, paragraphs, lists and code', () => {
    const page = '# Title\n\nOne\ntwo.\n\n- a\n  b\n- c\n\n1. d\n2. e\n\n```sql\nSELECT 1\n\n# no\n```\nend';
    expect(pageBlocks(page).map(summary)).toEqual([
      'h1 Title',
      'p One two.',
      'ul p a b|p c',
      'ol p d|p e',
      'code SELECT 1\n\n# no',
      'p end',
    ]);
  });

  test('have lists in lists, quotations and rules', () => {
    expect(pageBlocks('- a\n  - b\n\n> c\n\n---\n\n3. d').map(summary)).toEqual([
      'ul p a,ul p b',
      'quote p c',
      'rule',
      'ol3 p d',
    ]);
  });

  test('have tables whose cells may hold escaped bars and nothing', () => {
    const page = '| a | b |\n| :-- | --: |\n| 1 \\| 2 | `x` |\n|  | 3 |\n\nafter';
    expect(pageBlocks(page).map(summary)).toEqual(['table a,b / 1 | 2,x / ,3', 'p after']);
  });

  test('may end in the middle of a fence', () => {
    expect(pageBlocks('```\na').map(summary)).toEqual(['code a']);
  });

  test('of the methods have no mark left over and no row of a table that is longer than its heading', () => {
    const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.md'),
    );
    expect(files.length).toBeGreaterThan(10);
    for (const file of files) {
      const blocks = pageBlocks(readFileSync(`src/${file}`, 'utf8'));
      expect(blocks[0]?.kind, file).toBe('heading');
      for (const block of blocks) {
        if (block.kind === 'table')
          for (const row of block.rows) expect(row.length).toBe(block.header.length);
        if (block.kind === 'paragraph')
          expect(plain(block.children), file).not.toMatch(/\*\*|^\||^#{1,6} /mu);
      }
    }
  });

  test('are read to their end whatever stands in them', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom('# h', '- i', '| a |', '|-|', '```', '', 'p', '**', '1. x', '> q', '<p>', '---'),
        ),
        (lines) => {
          expect(Array.isArray(pageBlocks(lines.join('\n')))).toBe(true);
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
    case 'list': {
      const start = block.start === 1 ? '' : String(block.start);
      const items = block.items.map((item) => item.map(summary).join());
      return `${block.ordered ? `ol${start}` : 'ul'} ${items.join('|')}`;
    }
    case 'quote':
      return `quote ${block.children.map(summary).join()}`;
    case 'rule':
      return 'rule';
    case 'code':
      return `code ${block.text}`;
    case 'table':
      return `table ${[block.header, ...block.rows].map((cells) => cells.map(plain).join()).join(' / ')}`;
  }
}
