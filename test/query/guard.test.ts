import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AppError, toAppError } from '../../src/contract/error.ts';
import { guard } from '../../src/query/guard.ts';
import '../fixtures/property-seed.ts';
import { ALLOWED, REFUSED } from './guarded-sql.ts';

function refusal(text: string): AppError | null {
  try {
    guard(text);
    return null;
  } catch (thrown) {
    return toAppError(thrown);
  }
}

describe('guard', () => {
  it.each(REFUSED)('refuses %j as %s', (text, code, marked) => {
    const error = refusal(text);
    expect(error?.code).toBe(code);
    if (marked === null) return;
    const { from, to } = error?.params as { from: number; to: number };
    expect(text.slice(from, to)).toBe(marked);
  });

  it.each(ALLOWED)('lets %j through', (text) => {
    expect(refusal(text)).toBeNull();
  });

  it('gives the text again, blanks for comments, without closing semicolons', () => {
    const text = guard("SELECT 1 -- it's\n, /* ; */ ';'\u3000; ;").map((token) => token.text);
    expect(text.join('')).toBe("SELECT 1        \n,         ';'  ");
  });

  it('keeps ends of lines out of what follows a text with escapes, which would go on in it', () => {
    const text = guard("SELECT E'a' -- x\n 'b\\' , 1").map((token) => token.text);
    expect(text.join('')).toBe("SELECT E'a'       'b\\' , 1");
  });

  it('never lets a semicolon, a comment or an odd bracket through outside of quotes', () => {
    const pieces = fc.constantFrom(
      ...`SELECT|(|)|'|"|;|--|/*|*/|\n| |$$|$a$|E'|\\|1|,|[|]|orders|FROM`.split('|'),
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 14 }), (parts) => {
        const text = `SELECT ${parts.join('')}`;
        if (refusal(text) !== null) return;
        const through = guard(text);
        const outside = through
          .filter(({ kind }) => kind !== 'string' && kind !== 'quoted')
          .map((t) => t.text);
        expect(outside.join('')).not.toMatch(/;|--|\/\*/u);
        const depth = outside.join('').replaceAll(/[^()]/gu, '');
        let flat = depth;
        while (flat.includes('()')) flat = flat.replaceAll('()', '');
        expect(flat).toBe('');
      }),
      { numRuns: 2000 },
    );
  });
});
