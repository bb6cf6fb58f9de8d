import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tokens } from '../../src/query/lexer.ts';
import '../fixtures/property-seed.ts';

/** Tokens besides spaces, as `kind text`; `!` after those that nothing closes. */
function cut(sql: string): string[] {
  return tokens(sql)
    .filter(({ kind }) => kind !== 'space')
    .map(({ kind, text, closed }) => `${kind} ${text}${closed ? '' : ' !'}`);
}

const CASES: readonly (readonly [string, readonly string[]])[] = [
  [`a, "b ""c"`, ['word a', 'symbol ,', 'quoted "b ""c"']],
  [`'it''s' = $day`, [`string 'it''s'`, 'symbol =', 'parameter $day']],
  [`1_000 1.5e-3 .5 0x1F 2.`, ['number 1_000', 'number 1.5e-3', 'number .5', 'number 0x1F', 'number 2.']],
  [`1 -- $no 'x\n2`, ['number 1', `comment -- $no 'x`, 'number 2']],
  [`1 /* a /* b */ ' */ 2`, ['number 1', `comment /* a /* b */ ' */`, 'number 2']],
  [`a*/*c*/b`, ['word a', 'symbol *', 'comment /*c*/', 'word b']],
  [`E'a\\'b' 'c\\' d`, [`string E'a\\'b'`, `string 'c\\'`, 'word d']],
  [`$$ $x ' $$ $t$ $$ $t$`, [`string $$ $x ' $$`, 'string $t$ $$ $t$']],
  [`a$b$c $b`, ['word a$b$c', 'parameter $b']],
  [`客户 = $金额`, ['word 客户', 'symbol =', 'parameter $金额']],
  [`a，b；（c）`, ['word a', 'symbol ，', 'word b', 'symbol ；', 'symbol （', 'word c', 'symbol ）']],
  [`a\u3000b\u00a0c`, ['word a', 'word b', 'word c']],
  [`'open`, [`string 'open !`]],
  [`"open`, [`quoted "open !`]],
  [`1 /* open /* a */`, ['number 1', 'comment /* open /* a */ !']],
  [`$t$ open $$`, ['string $t$ open $$ !']],
  [`E'open\\'`, [`string E'open\\' !`]],
];

describe('tokens', () => {
  it.each(CASES)('cuts %j', (sql, expected) => {
    expect(cut(sql)).toEqual(expected);
  });

  it('gives the text again when put together, whatever it is', () => {
    const pieces = fc.constantFrom(
      `'`,
      `"`,
      '$',
      '$a',
      '--',
      '/*',
      '*/',
      '\\',
      'E',
      'é',
      '（',
      '\n',
      '1.',
      '😀',
    );
    const text = fc
      .array(fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 3 })))
      .map((all) => all.join(''));
    fc.assert(
      fc.property(text, (sql) => {
        const all = tokens(sql);
        expect(all.map((token) => token.text).join('')).toBe(sql);
        expect(all.map(({ from, to }) => sql.slice(from, to))).toEqual(all.map(({ text }) => text));
        expect(all.slice(1).map(({ from }) => from)).toEqual(all.slice(0, -1).map(({ to }) => to));
        expect(all.every(({ text }) => text !== '')).toBe(true);
      }),
    );
  });

  it('cuts a text of a megabyte', () => {
    const long = `'${"it''s ".repeat(200_000)}' ${'/*'.repeat(1000)}`;
    expect(tokens(long)).toHaveLength(3);
  });
});
