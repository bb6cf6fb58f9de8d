import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatSql } from '../../src/ui/editor/format-sql.ts';
import { fitOf, matchedLetters } from '../../src/ui/editor/match-word.ts';
import { writtenIdentifier } from '../../src/ui/editor/sql-words.ts';
import { changeBetween } from '../../src/ui/editor/text-change.ts';
import { textPlace } from '../../src/ui/editor/text-place.ts';
import { wideSigns, withPlainSigns } from '../../src/ui/editor/wide-signs.ts';

describe('formatting SQL', () => {
  test('puts clauses on lines and leaves inputs, texts, comments and casts as they are', () => {
    const text =
      "select a::varchar, 'from  where' from orders -- why\nwhere day>=$since and seg in $segments";
    expect(formatSql(text)).toBe(
      [
        'SELECT',
        '  a::VARCHAR,',
        "  'from  where'",
        'FROM',
        '  orders -- why',
        'WHERE',
        '  day >= $since',
        '  AND seg IN $segments',
      ].join('\n'),
    );
  });

  test('keeps Chinese names of inputs and columns', () => {
    expect(formatSql('select 省份 from 会员 where 省份 in $地区')).toContain('省份 IN $地区');
  });

  test('is of no use to what is no SQL, and changes nothing when done twice', () => {
    expect(formatSql("select 'open")).toBeNull();
    const once =
      formatSql('select x, [1,2,3][1], {a: 1} from t group by all qualify row_number() over () = 1') ?? '';
    expect(formatSql(once)).toBe(once);
  });
});

describe('signs of Chinese keyboards', () => {
  test('are found outside of texts and comments only', () => {
    const text = "SELECT a，'b，c' FROM t（x） -- 。";
    expect(wideSigns(text).map(({ sign, plain }) => sign + plain)).toEqual(['，,', '（(', '）)']);
    expect(withPlainSigns(text)).toBe("SELECT a,'b，c' FROM t(x) -- 。");
  });
});

describe('what has changed between two texts', () => {
  test('is one piece, which makes the one of the other', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[ab\n]*$/u), fc.stringMatching(/^[ab\n]*$/u), (before, after) => {
        const change = changeBetween(before, after);
        if (change === null) expect(after).toBe(before);
        else expect(before.slice(0, change.from) + change.insert + before.slice(change.to)).toBe(after);
      }),
    );
  });

  test('is no more than differs', () => {
    expect(changeBetween('SELECT a FROM t', 'SELECT ab FROM t')).toEqual({ from: 8, to: 8, insert: 'b' });
  });
});

test('a place is told as people count', () => {
  expect(textPlace('SELECT 1', 0)).toEqual({ line: 1, column: 1 });
  expect(textPlace('a\n𠮷b', 4)).toEqual({ line: 2, column: 2 });
});

test('names are put between quotes where SQL needs it', () => {
  const written = ['amount', '省份', 'order', 'a b', '1st', 'say "so"'].map(writtenIdentifier);
  expect(written).toEqual(['amount', '省份', '"order"', '"a b"', '"1st"', '"say ""so"""']);
});

test('a word fits by its beginning, its parts, its inside, its letters, in this order', () => {
  const fits = ['amount', 'amount_paid', 'net_amount', 'gramount', 'tnuoma'].map((name) =>
    fitOf(name, 'amount'),
  );
  expect(fits).toEqual([0, 1, 2, 3, null]);
  expect(fitOf('customer_key', 'ck')).toBe(4);
  expect(matchedLetters('customer_key', 'ck')).toEqual([0, 1, 9, 10]);
});
