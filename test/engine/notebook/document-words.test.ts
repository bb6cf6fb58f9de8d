import { describe, expect, it } from 'vitest';
import { candidateWords } from '../../../workers/notebook/document-words.ts';

describe('words of a document that could be ids', () => {
  it.each([
    ["SELECT * FROM orders WHERE customer_id = '17'", ['17']],
    ['SELECT * FROM orders WHERE customer_id = 17', ['17']],
    ["WHERE o.customer_id NOT IN ('7', 'K2', '')", ['7', 'K2']],
    ['WHERE "customer_id" in (3,\n  12)', ['3', '12']],
    ['WHERE customer_id::INTEGER <> 42 OR CAST(customer_id AS BIGINT) = 43', ['42', '43']],
    ["WHERE 'A1' = c.customer_id", ['A1']],
  ])('are those that customer_id is compared with, however short: %s', (text, ids) => {
    expect([...candidateWords(text)]).toEqual(expect.arrayContaining([...ids]));
  });

  it.each([
    'WHERE year(ordered_at) = 2024 AND amount > 100 AND length(customer_id) = 8',
    'GROUP BY customer_id HAVING count(*) >= 3 LIMIT 50',
    "WHERE customer_id <> '' AND channel = 'web'",
  ])('are no thresholds, years or short words elsewhere: %s', (text) => {
    const words = candidateWords(text);
    for (const plain of ['2024', '100', '8', '3', '50', 'web', '']) expect(words.has(plain)).toBe(false);
  });

  it('are words of four characters, and numbers of five digits', () => {
    const words = candidateWords('ask C-1001 or 10234 about 1999, not Bob');
    expect([...words]).toEqual(expect.arrayContaining(['C-1001', '10234']));
    expect(words.has('1999')).toBe(false);
    expect(words.has('Bob')).toBe(false);
  });
});
