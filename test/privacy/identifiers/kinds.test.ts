import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import '../../fixtures/property-seed.ts';
import {
  passesMod11And10,
  passesMod11Minus2,
  remainderBy97,
} from '../../../src/privacy/identifiers/checksums/iso-7064.ts';
import { passesLuhn } from '../../../src/privacy/identifiers/checksums/luhn.ts';
import { passesVerhoeff } from '../../../src/privacy/identifiers/checksums/verhoeff.ts';
import { RECOGNISERS, recogniser } from '../../../src/privacy/identifiers/index.ts';
import { upgradeResidentId15 } from '../../../src/privacy/identifiers/recognisers/mainland-china.ts';
import { cardIssuer } from '../../../src/privacy/identifiers/recognisers/payment.ts';

/** One row each: kind, a value, what is thought of it. */
const JUDGED = [
  ['cnResidentId', '11010519491231002x', 'valid'],
  ['cnResidentId', '１１０１０５１９４９１２３１００２Ｘ', 'valid'],
  ['cnResidentId', '110105491231002', 'valid'],
  ['cnResidentId', '110105491331002', 'shape'],
  ['cnResidentId', '99010519491231002X', 'shape'],
  ['cnResidentId', '1101051949123100', null],
  ['cnMobile', '13812345678', 'valid'],
  ['cnMobile', '+86 138 1234 5678', 'valid'],
  ['cnMobile', '008613812345678', 'valid'],
  ['cnMobile', '12012345678', 'shape'],
  ['cnMobile', '1748503543012', null],
  ['cnPassport', 'E12345678', 'valid'],
  ['cnPassport', 'EA1234567', 'valid'],
  ['cnTravelPermit', 'H1234567800', 'valid'],
  ['cnLicensePlate', '京A12345', 'valid'],
  ['cnLicensePlate', '沪AD12345', 'valid'],
  ['cnLicensePlate', '粤Z1234港', 'valid'],
  ['cnLicensePlate', '京I12345', null],
  ['hkId', 'A123456（3）', 'valid'],
  ['hkId', 'A1234563', 'valid'],
  ['moId', '1234567(8)', 'valid'],
  ['moId', '2234567(8)', null],
  ['twId', 'a123456789', 'valid'],
  ['twBusinessNumber', '04595257', 'valid'],
  ['inGstin', '27AAPFU0939F1ZV', 'valid'],
  ['frNir', '2 55 08 14 168 025 38', 'valid'],
  ['frNir', '255081416802539', 'shape'],
  ['nlBsn', '111222333', 'valid'],
  ['nlBsn', '111222334', 'shape'],
  ['beNationalNumber', '85.07.30-033 28', 'valid'],
  ['beNationalNumber', '85073003329', 'shape'],
  ['chAhv', '756.9217.0769.85', 'valid'],
  ['chAhv', '7569217076984', 'shape'],
  ['atSocialSecurity', '1237 010180', 'valid'],
  ['ptNif', '123 456 789', 'valid'],
  ['iePps', '1234567T', 'valid'],
  ['iePps', '1234567FA', 'valid'],
  ['noNationalNumber', '15108695088', 'valid'],
  ['noNationalNumber', '15108695077', 'shape'],
  ['dkCpr', '211062-5629', 'valid'],
  ['dkCpr', '321062-5629', 'shape'],
  ['czBirthNumber', '710319/2745', 'valid'],
  ['brCpf', '390.533.447-05', 'valid'],
  ['brCpf', '111.111.111-11', 'shape'],
  ['brCnpj', '11.222.333/0001-81', 'valid'],
  ['mxCurp', 'BOXW310820HNERXN09', 'valid'],
  ['clRut', '76.086.428-5', 'valid'],
  ['jpMyNumber', '1234 5678 9018', 'valid'],
  ['phone', '+86 10 1234 5678', 'valid'],
  ['phone', '+853 6612 3456', 'valid'],
  ['phone', '+999 123 456 789', 'shape'],
  ['phone', '4155550132', null],
  ['nationalPhone', '010-12345678', 'valid'],
  ['nationalPhone', '(415) 555-0132', 'valid'],
  ['nationalPhone', '2024-01-15', 'shape'],
  ['nationalPhone', '12345678', 'shape'],
  ['iban', 'de89 3704 0044 0532 0130 00', 'valid'],
  ['iban', 'DE89370400440532013001', 'shape'],
  ['email', 'First.Last+tag@mail.example.co.uk', 'valid'],
  ['email', '張三@例子.公司', 'valid'],
  ['email', 'nobody@localhost', null],
  ['date', '2024年3月5日', 'valid'],
  ['date', '2024-02-30', 'shape'],
  ['imei', '490154203237518', 'valid'],
  ['vin', '1m8gdm9axkp042788', 'valid'],
] as const;

test.each(JUDGED)('%s: %s is %s', (kind, value, verdict) => {
  expect(recogniser(kind)?.test(value)).toBe(verdict);
});

test('a kind that is not known by its looks has no recogniser', () => {
  expect(recogniser('personName')).toBeUndefined();
});

test('what stands in a longer number is not found', () => {
  for (const kind of ['cnResidentId', 'cnMobile', 'paymentCard', 'imei']) {
    expect(
      recogniser(kind)?.find('9911010519491231002X 9913812345678 994111111111111111009999 99490154203237518'),
    ).toEqual([]);
  }
});

test('several are found in a sentence, each where it stands', () => {
  const text = '联系人 13812345678，身份证11010519491231002X，邮箱 li@example.cn';
  const found = ['cnMobile', 'cnResidentId', 'email'].map((kind) =>
    recogniser(kind)
      ?.find(text)
      .map(({ start, end }) => text.slice(start, end)),
  );
  expect(found).toEqual([['13812345678'], ['11010519491231002X'], ['li@example.cn']]);
});

test('cards and who issued them', () => {
  const issuers = [
    ['4111111111111111', 'visa'],
    ['5555555555554444', 'mastercard'],
    ['2223003122003222', 'mastercard'],
    ['2720990000000007', 'mastercard'],
    ['2721000000000004', null],
    ['371449635398431', 'americanExpress'],
    ['6228480402564890018', 'unionPay'],
    ['8171999900000000021', 'unionPay'],
    ['3530111333300000', 'jcb'],
    ['6011000990139424', 'discover'],
    ['30569309025904', 'dinersClub'],
    ['1748503543012', null],
  ] as const;
  for (const [digits, issuer] of issuers) expect([digits, cardIssuer(digits)]).toEqual([digits, issuer]);
});

test('old resident numbers are fifteen digits', () => {
  expect(() => upgradeResidentId15('11010549123100')).toThrow(RangeError);
});

test('identity documents, patients and accounts carry their legal classes', () => {
  const legal = Object.fromEntries(RECOGNISERS.map((one) => [one.kind, one.legal]));
  expect(legal['cnResidentId']).toContain('piplSensitive');
  expect(legal['usSsn']).toContain('ccpaSensitive');
  expect(legal['ukNhs']).toContain('gdprSpecial');
  expect(legal['paymentCard']).toContain('payment');
  expect(legal['url']).toEqual([]);
});

describe('check digits notice', () => {
  const body = fc.stringMatching(/^\d{9}$/u);
  const families = {
    Luhn: passesLuhn,
    Verhoeff: passesVerhoeff,
    'mod 11,10': passesMod11And10,
    'mod 11-2': passesMod11Minus2,
  };

  test.each(Object.entries(families))(
    '%s: exactly one check digit fits, and any other digit breaks it',
    (_, passes) => {
      fc.assert(
        fc.property(body, fc.nat(8), fc.integer({ min: 1, max: 9 }), (digits, place, shift) => {
          const fitting = Array.from('0123456789X').filter((check) => passes(digits + check));
          expect(fitting).toHaveLength(1);
          const wrong = (Number(digits[place]) + shift) % 10;
          expect(
            passes(digits.slice(0, place) + String(wrong) + digits.slice(place + 1) + (fitting[0] ?? '')),
          ).toBe(false);
        }),
        { numRuns: 100 },
      );
    },
  );

  test('Verhoeff: swapped neighbours too', () => {
    fc.assert(
      fc.property(body, fc.nat(7), (digits, place) => {
        const [left = '', right = ''] = [digits[place], digits[place + 1]];
        fc.pre(left !== right);
        const check = Array.from('0123456789').find((digit) => passesVerhoeff(digits + digit)) ?? '';
        const swapped = digits.slice(0, place) + right + left + digits.slice(place + 2);
        expect(passesVerhoeff(swapped + check)).toBe(false);
      }),
      { numRuns: 100 },
    );
  });

  test('the remainder by 97 is that of whole numbers', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 30n }), (number) => {
        expect(BigInt(remainderBy97(String(number)))).toBe(number % 97n);
      }),
      { numRuns: 100 },
    );
  });
});
