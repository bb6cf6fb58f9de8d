import { describe, expect, it } from 'vitest';
import { toAppError } from '../../src/contract/error.ts';
import type { InputValue } from '../../src/contract/notebook.ts';
import { engineFailure } from '../../src/query/engine-failure.ts';
import { guard } from '../../src/query/guard.ts';
import { inspectSql } from '../../src/query/inspect-sql.ts';
import { nearestName } from '../../src/query/nearest-name.ts';
import { withInputs } from '../../src/query/parameters.ts';

const INPUTS: Readonly<Record<string, InputValue>> = {
  day: { type: 'date', value: '2024-01-31' },
  n: { type: 'number', value: -2.5 },
  who: { type: 'text', value: "O'Neil -- $n" },
  segments: { type: 'texts', values: ['a', "b'c"] },
  客户: { type: 'number', value: 7 },
};

function filled(text: string): string {
  return withInputs(guard(text), INPUTS).text;
}

describe('withInputs', () => {
  it.each([
    ['SELECT $day', "SELECT  DATE '2024-01-31' "],
    ['SELECT 1-$n', 'SELECT 1- (-2.5) '],
    ['SELECT $who', "SELECT  'O''Neil -- $n' "],
    ['SELECT x IN $segments', "SELECT x IN  CAST(['a', 'b''c'] AS VARCHAR[]) "],
    ['SELECT $客户', 'SELECT  7 '],
    [`SELECT '$n', "$n", $$ $n $$`, `SELECT '$n', "$n", $$ $n $$`],
    ['SELECT a$n', 'SELECT a$n'],
  ])('makes of %j', (text, expected) => {
    expect(filled(text)).toBe(expected);
  });

  it('names the place of an input that is not there', () => {
    for (const name of ['nosuch', 'toString', '1']) {
      const text = `SELECT 1,\n  $${name}`;
      let error;
      try {
        filled(text);
      } catch (thrown) {
        error = toAppError(thrown);
      }
      expect(error).toEqual({ code: 'sql.unknownInput', params: { name, from: 12, to: text.length } });
    }
  });

  it('remembers where everything comes from', () => {
    const text = "SELECT $who, 'x', amuont";
    const { places } = withInputs(guard(text), INPUTS);
    const originOf = (piece: string): string => {
      const { from, to } = places.originAt(places.text.indexOf(piece));
      return text.slice(from, to);
    };
    expect(['Neil', "'x'", 'amuont', 'uont'].map(originOf)).toEqual(['$who', "'x'", 'amuont', 'amuont']);
    expect(places.originAt(10_000)).toEqual({ from: 18, to: 24 });
  });
});

describe('inspectSql', () => {
  it('lists relations and parameters as written, each once', () => {
    const text = `WITH x AS (FROM rfm.segments) SELECT $a, '$b', $a FROM x JOIN "My table" USING (c), rfm.segments -- $c`;
    expect(inspectSql(text)).toEqual({ reads: ['rfm.segments', 'My table'], parameters: ['a'] });
  });
});

describe('nearestName', () => {
  it('is the one with fewest letters changed', () => {
    expect(nearestName('ordrs', ['customers', 'Orders', 'rfm.segments'])).toBe('Orders');
    expect(nearestName('x', [])).toBe('');
  });
});

describe('engineFailure', () => {
  it('gives the whole text where DuckDB marks nothing it knows', () => {
    const written = ' SELECT 1 UNION SELECT 1, 2';
    const { places } = withInputs(guard(written), {});
    const message =
      'Binder Error: Set operations can only apply to expressions with the same number of result columns';
    expect(engineFailure(message, { written, places, relations: [], columns: [] })).toEqual({
      code: 'sql.invalid',
      params: {
        detail: 'Set operations can only apply to expressions with the same number of result columns',
        from: 1,
        to: written.length,
      },
    });
  });
});
