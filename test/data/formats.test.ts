import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findFormat } from '../../src/data/column-format.ts';
import { currenciesIn, findCurrency } from '../../src/data/currency.ts';

describe('findFormat', () => {
  it.each([
    [['1', '2.5', '-3'], { kind: 'number', decimal: '.', group: null }],
    [['1,234.50', '12'], { kind: 'number', decimal: '.', group: ',' }],
    [['1.234,50', '12,0'], { kind: 'number', decimal: ',', group: '.' }],
    [['12,5', '7,25'], { kind: 'number', decimal: ',', group: null }],
    [['1 234,50', '12,0'], { kind: 'number', decimal: ',', group: ' ' }],
    [["1'234.50", '12.0'], { kind: 'number', decimal: '.', group: "'" }],
    [['1.234.567', '2.000'], { kind: 'number', decimal: ',', group: '.' }],
    [['$5.00', '($7.50)'], { kind: 'number', decimal: '.', group: null }],
    [['￥5.00元', '￥7.50'], { kind: 'number', decimal: '.', group: null }],
    [['00004', '00018'], { kind: 'text' }],
    [['C0001', 'C0002'], { kind: 'text' }],
    [['19970101', '19971231'], { kind: 'date', order: 'compact', time: false }],
    [['19970101', '19979999'], { kind: 'number', decimal: '.', group: null }],
    [['2024-01-31', '2024/2/1'], { kind: 'date', order: 'iso', time: false }],
    [['2024-01-31 10:00', '2024-02-01T11:00:00Z'], { kind: 'date', order: 'iso', time: true }],
    [['31/01/2024', '01/02/2024'], { kind: 'date', order: 'dmy', time: false }],
    [['01/31/2024', '02/01/2024'], { kind: 'date', order: 'mdy', time: false }],
    [['2024年1月31日', '2024年2月1日'], { kind: 'date', order: 'chinese', time: false }],
    [['31-Jan-2024', '01-Feb-2024'], { kind: 'date', order: 'dmy', time: false }],
  ])('%j is %j', (values, format) => {
    expect(findFormat('x', values).format).toEqual(format);
  });

  it('takes long numbers for times only where the name speaks of time', () => {
    expect(findFormat('created_at', ['1706659200']).format).toMatchObject({ order: 'epochSeconds' });
    expect(findFormat('phone', ['1706659200']).format.kind).toBe('number');
    expect(findFormat('下单时间', ['1706659200000']).format).toMatchObject({ order: 'epochMilliseconds' });
  });

  it('says when day and month cannot be told apart', () => {
    expect(findFormat('date', ['01/02/2024', '03/04/2024']).ambiguousDate).toBe(true);
    expect(findFormat('date', ['01/02/2024', '13/04/2024']).ambiguousDate).toBe(false);
    expect(findFormat('date', ['2024-01-02']).ambiguousDate).toBe(false);
  });

  it('gives the first value that proves which of day and month comes first', () => {
    const proofOf = (...values: string[]) => findFormat('date', values).dateProof;
    expect(proofOf('01/02/2024', '03/04/2024', '25/03/2024', '26/03/2024')).toBe('25/03/2024');
    expect(proofOf('01/02/2024', '03/25/2024 10:30')).toBe('03/25/2024 10:30');
    expect(proofOf('12/12/2024', '11/12/2024')).toBeNull();
    expect(proofOf('2024-01-25')).toBeNull();
    expect(proofOf('25-Mar-2024')).toBeNull();
  });

  it('finds the decimal mark of any amounts', () => {
    const amounts = fc.array(fc.integer({ min: 1, max: 99_999_999 }), { minLength: 3, maxLength: 20 });
    fc.assert(
      fc.property(amounts, fc.constantFrom('en-US', 'de-DE', 'fr-FR', 'de-CH'), (cents, locale) => {
        const format = new Intl.NumberFormat(locale, { minimumFractionDigits: 2 });
        const texts = cents.map((amount) => format.format(amount / 100));
        const decimal = locale === 'en-US' || locale === 'de-CH' ? '.' : ',';
        expect(findFormat('amount', texts)).toMatchObject({ format: { kind: 'number', decimal }, share: 1 });
      }),
    );
  });
});

describe('currenciesIn', () => {
  it.each([
    ['currency', ['USD', 'eur ', 'USD'], ['EUR', 'USD']],
    ['币种', ['CNY'], ['CNY']],
    ['amount', ['USD', 'EUR'], []],
    ['currency', ['USD', 'dollars'], []],
    ['currency', [], []],
  ])('of %s with %j are %j', (name, values, currencies) => {
    expect(currenciesIn(name, values)).toEqual(currencies);
  });
});

describe('findCurrency', () => {
  it.each([
    ['amount', ['$5'], 'USD'],
    ['dollar_value', ['5'], 'USD'],
    ['Amount (EUR)', ['5'], 'EUR'],
    ['revenue_gbp', ['5'], 'GBP'],
    ['金额(元)', ['5'], 'CNY'],
    ['实付金额', ['￥5'], 'CNY'],
    ['total', ['HK$5'], 'HKD'],
    ['total', ['5'], null],
  ])('%s with %j is %s', (name, values, currency) => {
    expect(findCurrency(name, values)).toBe(currency);
  });
});
