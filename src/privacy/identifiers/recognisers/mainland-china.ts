import { isBirthDay } from '../calendar.ts';
import { mod11Minus2Check, passesMod11Minus2 } from '../checksums/iso-7064.ts';
import { modulo } from '../checksums/weighted-sum.ts';
import { IDENTITY_DOCUMENT, NOBODY } from '../legal-hints.ts';
import { recogniserFrom } from '../recogniser.ts';

/**
 * First two digits of every administrative code of GB/T 2260: provinces, municipalities and autonomous regions, with
 * 71 Taiwan, 81 Hong Kong, 82 Macao, 83 (residents of Taiwan), 91 (abroad). Codes below the province change from year
 * to year and old ones stay on the cards, so they are not held against a number.
 */
const PROVINCES = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83 91'.split(
    ' ',
  ),
);

/**
 * Resident identity numbers: 18 digits with a check character, or the 15 of before 1999 without one. Both need a code
 * of a province and a day of birth that existed.
 *
 * SOURCE: GB 11643-1999 (18 digits), GB 11643-1989 (15 digits), GB/T 2260.
 */
export const cnResidentId = recogniserFrom({
  kind: 'cnResidentId',
  region: 'CN',
  subject: 'person',
  legal: IDENTITY_DOCUMENT,
  // The fifteen digits have no check character: a province (0.36 to 0.38) and six digits that are a day (0.037).
  falsePositiveRate: 0.014,
  distinctive: true,
  shapes: [
    /(?<![\dA-Za-z])[1-9]\d{16}[\dXx](?![\dA-Za-z])/gu,
    /(?<![\dA-Za-z.-])[1-9]\d{14}(?![\dA-Za-z])/gu,
  ],
  check: isResidentId,
});

function isResidentId(candidate: string): boolean {
  const full = candidate.length === 15 ? upgradeResidentId15(candidate) : candidate.toUpperCase();
  return PROVINCES.has(full.slice(0, 2)) && isBirthDay(full.slice(6, 14)) && passesMod11Minus2(full);
}

/**
 * The 18-digit form of a 15-digit resident identity number: `19` before the two digits of the year, a check character
 * at the end.
 *
 * SOURCE: GB 11643-1999.
 *
 * @param old - Fifteen digits.
 * @throws RangeError when it is anything else.
 */
export function upgradeResidentId15(old: string): string {
  if (!/^\d{15}$/u.test(old)) throw new RangeError('The old form has fifteen digits.');
  const body = `${old.slice(0, 6)}19${old.slice(6)}`;
  return body + mod11Minus2Check(body);
}

const USCC_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/**
 * Unified social credit codes of organisations; sole traders have one too. The character before the last block is the
 * check of GB 11714, the last that of the whole.
 *
 * SOURCE: GB 32100-2015: weights 3^(i−1) mod 31 over 17 characters, check (31 − Σ mod 31) mod 31.
 */
export const cnUscc = recogniserFrom({
  kind: 'cnUscc',
  region: 'CN',
  subject: 'organisation',
  falsePositiveRate: 1 / 31,
  distinctive: true,
  shapes: [/(?<![\dA-Z])[1-9A-HJ-NPQRTUWXY][1-9]\d{6}[\dA-HJ-NPQRTUWXY]{10}(?![\dA-Z])/gi],
  check: passesUsccCheck,
});

function passesUsccCheck(candidate: string): boolean {
  const values = Array.from(candidate.toUpperCase(), (character) => USCC_ALPHABET.indexOf(character));
  let weight = 1;
  let sum = 0;
  for (const value of values.slice(0, 17)) {
    sum += weight * value;
    weight = (weight * 3) % 31;
  }
  return modulo(-sum, 31) === values[17];
}

/**
 * Mobile numbers of the mainland, with or without +86. Of the hundred prefixes 100 to 199 fifty-nine were
 * given out, so that one in fifteen numbers of eleven digits has one.
 *
 * SOURCE: numbering plan of the Ministry of Industry and Information Technology, network numbers 13 to 19.
 */
export const cnMobile = recogniserFrom({
  kind: 'cnMobile',
  region: 'CN',
  subject: 'person',
  evidence: 'prefix',
  falsePositiveRate: 59 / 900,
  shapes: [/(?<![\w+.-])(?:(?:\+|00)?86[ -]?)?\d{3}([ -]?)\d{4}\1\d{4}(?![\w-])(?!\.\d)/gu],
  check: (candidate) =>
    /^(?:86)?1(?:3\d|4[014-9]|5[0-35-9]|6[2567]|7[0-8]|8\d|9[0-35-9])\d{8}$/u.test(
      candidate.replace(/\D/gu, '').replace(/^00/u, ''),
    ),
});

/** Passports: E or G (ordinary), D, S, P (diplomatic, service, public), with a second letter since 2017. */
export const cnPassport = recogniserFrom({
  kind: 'cnPassport',
  region: 'CN',
  subject: 'person',
  legal: IDENTITY_DOCUMENT,
  shapes: [/\b(?:[EG]\d{8}|E[A-HJ-NP-Z]\d{7}|[DSP]E?\d{7}|[DSP]\d{8})\b/gi],
});

/** Permits to Hong Kong and Macao, to Taiwan (C, L, T), and those of their residents to the mainland (H, M). */
export const cnTravelPermit = recogniserFrom({
  kind: 'cnTravelPermit',
  region: 'CN',
  subject: 'person',
  legal: IDENTITY_DOCUMENT,
  shapes: [/\b(?:[CLTW]\d{8}|C[A-HJ-NP-Z]\d{7}|[HM]\d{8}(?:\d{2})?)\b/gi],
});

const PLATE_PROVINCES = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼';

/** Number plates: a province, a letter, five characters, or six for electric vehicles. SOURCE: GA 36-2018. */
export const cnLicensePlate = recogniserFrom({
  kind: 'cnLicensePlate',
  region: 'CN',
  subject: 'vehicle',
  distinctive: true,
  shapes: [
    new RegExp(
      `[${PLATE_PROVINCES}][A-HJ-NP-Z][·. ]?(?:[DF][A-HJ-NP-Z\\d]\\d{4}|\\d{5}[DF]|[A-HJ-NP-Z\\d]{4}[A-HJ-NP-Z\\d挂学警港澳])(?![A-Za-z\\d])`,
      'gu',
    ),
    /[使领]\d{6}(?!\d)|(?<!\d)\d{6}[使领]/gu,
  ],
});

/** Postcodes: six digits, the first two a province. Only a header can tell them from other numbers. */
export const cnPostcode = recogniserFrom({
  kind: 'cnPostcode',
  region: 'CN',
  subject: 'thing',
  legal: NOBODY,
  shapes: [/(?<![\w.-])(?:0[1-7]|1[0-6]|2[0-7]|3[0-6]|4[0-7]|5[1-8]|6[1-8]|7[1-9]|8[1-6])\d{4}(?![\w.-])/gu],
});
