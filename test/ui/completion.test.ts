import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CatalogColumn, CatalogRelation } from '../../src/contract/notebook.ts';
import type { Role } from '../../src/contract/import.ts';
import type { ColumnType } from '../../src/contract/result-set.ts';
import { propose, type Proposals } from '../../src/ui/editor/completion.ts';
import type { SqlSurroundings } from '../../src/ui/editor/editor-port.ts';

function column(name: string, type: ColumnType, role: Role | null = null): CatalogColumn {
  return { name, type, sqlType: type.toUpperCase(), role, identifier: role === 'customerId' };
}

function relation(name: string, columns: readonly CatalogColumn[]): CatalogRelation {
  return { name, columns, rowCount: 10, cell: null, kind: 'rows' };
}

const AROUND: SqlSurroundings = {
  catalog: [
    relation('orders', [
      column('customer_key', 'integer', 'customerId'),
      column('ordered_at', 'timestamp', 'orderedAt'),
      column('amount', 'number', 'amount'),
      column('Country of sale', 'text', 'country'),
    ]),
    relation('customers', [column('customer_key', 'integer'), column('customer_id', 'text', 'customerId')]),
    relation('rfm.customers', [column('customer_key', 'integer'), column('segment', 'text')]),
    relation('rfm.segments', [column('segment', 'text'), column('customers', 'integer')]),
    relation('会员', [column('会员编号', 'text'), column('省份', 'text')]),
  ],
  vocabulary: {
    keywords: ['abort', 'select', 'from', 'where', 'group', 'year'],
    functions: [
      { name: 'sum', kind: 'aggregate' },
      { name: 'substring_grapheme', kind: 'scalar' },
      { name: 'sumkahan', kind: 'aggregate' },
      { name: 'year', kind: 'scalar' },
      { name: 'generate_series', kind: 'table' },
    ],
  },
  parameters: [
    { name: 'since', type: 'date' },
    { name: '地区', type: 'texts' },
  ],
};

/** Proposes where `|` stands. */
function at(marked: string, asked = false): Proposals | null {
  const position = marked.indexOf('|');
  return propose(marked.replace('|', ''), position, AROUND, asked);
}

/** What would be written, the likeliest first. */
function written(marked: string, asked = false): readonly string[] {
  return at(marked, asked)?.options.map(({ insert }) => insert) ?? [];
}

describe('completion of SQL', () => {
  test('begins a query', () => {
    expect(written('se|')[0]).toBe('select');
    expect(written('SE|')[0]).toBe('SELECT');
    expect(written('|', true).slice(0, 4).sort()).toEqual(['FROM', 'SELECT', 'VALUES', 'WITH']);
    expect(written('|')).toEqual([]);
  });

  test('has relations after FROM, JOIN and commas there, and what WITH defines', () => {
    expect(written('SELECT * FROM or|')[0]).toBe('orders');
    expect(written('SELECT * FROM orders o JOIN cu|')[0]).toBe('customers');
    expect(written('SELECT * FROM orders, rf|').slice(0, 2)).toEqual(['rfm.segments', 'rfm.customers']);
    expect(written('SELECT * FROM orders JOIN |', true)).not.toContain('amount');
    expect(written('WITH vip AS (SELECT 1) SELECT * FROM vi|')[0]).toBe('vip');
    expect(written('SELECT * FROM gen|')).toContain('generate_series()');
    expect(written('SELECT gen|')).not.toContain('generate_series()');
  });

  test('has columns of what this query reads before those of others and before functions', () => {
    expect(written('SELECT am| FROM orders')[0]).toBe('amount');
    expect(written('SELECT seg| FROM orders')).toEqual(['segment', 'rfm.segments']);
    expect(written('SELECT o| FROM orders')[0]).toBe('ordered_at');
    expect(written('SELECT su| FROM orders')[0]).toBe('sum()');
    expect(written('SELECT su| FROM orders')).toContain('sumkahan()');
  });

  test('writes a name that two of them have with its alias', () => {
    const names = written('SELECT customer_k| FROM orders o JOIN customers c USING (customer_key)');
    expect(names.slice(0, 2).sort()).toEqual(['c.customer_key', 'o.customer_key']);
  });

  test('has the columns of an alias after its dot, of a relation, and the tables of an analysis', () => {
    expect(written('SELECT o.| FROM orders AS o')).toEqual([
      'customer_key',
      'ordered_at',
      'amount',
      '"Country of sale"',
    ]);
    expect(written('SELECT c.cust| FROM orders o JOIN customers c ON true')).toEqual([
      'customer_id',
      'customer_key',
    ]);
    expect(written('SELECT * FROM rfm.|')).toEqual(['customers', 'segments']);
    expect(written('SELECT segments.| FROM rfm.segments')).toEqual(['segment', 'customers']);
    expect(written('SELECT rfm.segments.s| FROM rfm.segments')[0]).toBe('segment');
  });

  test('knows the columns of subqueries and of WITH, with their types where they are passed on', () => {
    const body = 'WITH best AS (SELECT customer_key, sum(amount) AS spent, o.ordered_at FROM orders o)';
    expect(written(`${body} SELECT b.| FROM best b`)).toEqual(['customer_key', 'spent', 'ordered_at']);
    const types = at(`${body} SELECT b.ord| FROM best b`)?.options[0]?.what;
    expect(types?.kind === 'column' && types.known?.type).toBe('timestamp');
    expect(written('SELECT t.| FROM (SELECT * FROM customers) t')).toEqual(['customer_key', 'customer_id']);
    expect(written('WITH n(a, b) AS (VALUES (1, 2)) SELECT n.| FROM n')).toEqual(['a', 'b']);
  });

  test('looks at the query the caret is in', () => {
    expect(written('SELECT * FROM customers WHERE x IN (SELECT am| FROM orders)')[0]).toBe('amount');
    expect(written('SELECT amount FROM orders UNION ALL SELECT customer_i| FROM customers')[0]).toBe(
      'customer_id',
    );
  });

  test('has inputs after $ and types after ::', () => {
    expect(at('WHERE ordered_at >= $|')).toMatchObject({
      from: 20,
      options: [{ insert: '$since' }, { insert: '$地区' }],
    });
    expect(written('WHERE ordered_at >= $si|')).toEqual(['$since']);
    expect(written('SELECT amount::va|')[0]).toBe('varchar');
    expect(written('SELECT CAST(amount AS DE|')[0]).toBe('DECIMAL');
  });

  test('puts names that SQL would not read otherwise between quotes, and completes within quotes', () => {
    expect(written('SELECT countr| FROM orders')[0]).toBe('"Country of sale"');
    expect(at('SELECT "Coun|" FROM orders')).toMatchObject({ from: 7, to: 13 });
    expect(written('SELECT "Coun|" FROM orders')[0]).toBe('"Country of sale"');
  });

  test('takes Chinese names as they are', () => {
    expect(written('SELECT 会| FROM 会员').slice(0, 2)).toEqual(['会员编号', '会员']);
    expect(written('SELECT 会员.| FROM 会员')).toEqual(['会员编号', '省份']);
  });

  test('proposes nothing in texts, comments, numbers and new names', () => {
    for (const place of [
      "WHERE country = 'or|",
      "WHERE country = 'or|'",
      '-- or|',
      '/* or|',
      'SELECT 1|',
      'SELECT amount AS or|',
    ]) {
      expect(at(place), place).toBeNull();
    }
  });

  test('stops proposing a word that is there already', () => {
    expect(at('SELECT * FROM rfm.segments|')).toBeNull();
  });

  test('answers wherever the caret is, whatever the text', () => {
    const pieces = [
      'SELECT ',
      'FROM ',
      'orders ',
      'o',
      '.',
      '(',
      ')',
      ',',
      "'",
      '"',
      '$',
      '::',
      'WITH a AS ',
      '--',
      '\n',
      '，',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 14 }), fc.nat(40), (parts, place) => {
        const text = parts.join('');
        const position = Math.min(place, text.length);
        const found = propose(text, position, AROUND, true);
        if (found === null) return;
        expect(found.from).toBeLessThanOrEqual(position);
        expect(found.to).toBeGreaterThanOrEqual(position);
      }),
    );
  });
});
