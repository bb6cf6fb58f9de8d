import { countrySpecs, electronicFormatIBAN, isValidIBAN } from 'ibantools';
import { passesLuhn } from '../checksums/luhn.ts';
import { isBitcoinAddress } from '../checksums/wallet-address.ts';
import { digitsOf, weightedSum } from '../checksums/weighted-sum.ts';
import { PAYMENT } from '../legal-hints.ts';
import { plainForm, recogniserFrom, type Recogniser, type Span } from '../recogniser.ts';

/** Who issues a card, by the first digits and the length of its number. The first that fits counts. */
const ISSUERS = [
  { issuer: 'unionPay', prefix: /^(?:62|81)/u, lengths: [16, 17, 18, 19] },
  { issuer: 'visa', prefix: /^4/u, lengths: [13, 16, 19] },
  { issuer: 'mastercard', prefix: /^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/u, lengths: [16] },
  { issuer: 'americanExpress', prefix: /^3[47]/u, lengths: [15] },
  { issuer: 'jcb', prefix: /^35(?:2[89]|[3-8])/u, lengths: [16, 17, 18, 19] },
  { issuer: 'discover', prefix: /^(?:6011|64[4-9]|65)/u, lengths: [16, 17, 18, 19] },
  { issuer: 'dinersClub', prefix: /^(?:36|38|39|30[0-5]|3095)/u, lengths: [14, 15, 16, 17, 18, 19] },
  {
    issuer: 'maestro',
    prefix: /^(?:5018|5020|5038|5893|6304|6759|676[1-3])/u,
    lengths: [12, 13, 14, 15, 16, 17, 18, 19],
  },
  { issuer: 'mir', prefix: /^220[0-4]/u, lengths: [16, 17, 18, 19] },
  { issuer: 'ruPay', prefix: /^(?:60|508)/u, lengths: [16] },
  { issuer: 'dankort', prefix: /^5019/u, lengths: [16] },
  { issuer: 'uatp', prefix: /^1/u, lengths: [15] },
] as const;

/** An organisation that issues payment cards. */
export type CardIssuer = (typeof ISSUERS)[number]['issuer'];

/**
 * Who issued a card of this number.
 *
 * SOURCE: ISO/IEC 7812-1 issuer identification numbers, ranges as published by the card schemes.
 *
 * @param digits - Digits of the number, without separators.
 * @returns null when no scheme has such numbers.
 */
export function cardIssuer(digits: string): CardIssuer | null {
  const found = ISSUERS.find(
    ({ prefix, lengths }) => prefix.test(digits) && lengths.some((length) => length === digits.length),
  );
  return found?.issuer ?? null;
}

/** Payment cards: 12 to 19 digits, the prefix and length of an issuer, and a Luhn digit. */
export const paymentCard = recogniserFrom({
  kind: 'paymentCard',
  subject: 'person',
  legal: PAYMENT,
  falsePositiveRate: 0.1,
  shapes: [
    /(?<![\w.-])\d{12,19}(?![\w-])(?!\.\d)/gu,
    /(?<![\w.-])\d{4}([ -])\d{4}\1\d{4}\1\d{4}(?:\1\d{3})?(?![\w-])(?!\.\d)/gu,
    /(?<![\w.-])\d{4}([ -])\d{6}\1\d{4,5}(?![\w-])(?!\.\d)/gu,
  ],
  check: (candidate) => {
    const digits = digitsOf(candidate);
    return cardIssuer(digits) !== null && passesLuhn(digits);
  },
});

/** How an IBAN begins: in capitals, or in small letters throughout. */
const IBAN_START = /(?<![A-Za-z\d])(?:[A-Z]{2}\d{2}(?=[A-Z\d -])|[a-z]{2}\d{2}(?=[a-z\d -]))/gu;

/** Bank accounts. Length, structure and both check sums are those of the country. SOURCE: ISO 13616-1, registry. */
export const iban: Recogniser = {
  kind: 'iban',
  region: null,
  subject: 'person',
  evidence: 'library',
  legal: PAYMENT,
  falsePositiveRate: 1 / 97,
  distinctive: true,
  test(value) {
    const text = plainForm(value);
    if (!/^(?:[A-Z]{2}\d{2}(?:[ -]?[A-Z\d]){11,30}|[a-z]{2}\d{2}(?:[ -]?[a-z\d]){11,30})$/u.test(text))
      return null;
    return isIban(text) ? 'valid' : 'shape';
  },
  find(text) {
    return [...text.matchAll(IBAN_START)].flatMap(({ 0: head, index }) => ibanAt(text, head, index) ?? []);
  },
};

/** The IBAN that begins at a place, as long as its country has it; null when there is none. */
function ibanAt(text: string, head: string, start: number): Span | null {
  const length = countrySpecs[head.slice(0, 2).toUpperCase()]?.chars;
  if (!length) return null;
  const letters = head.startsWith(head.slice(0, 2).toUpperCase()) ? 'A-Z' : 'a-z';
  const whole = new RegExp(
    `^[${letters}]{2}\\d{2}(?:[ -]?[${letters}\\d]){${length - 4}}(?![A-Za-z\\d])`,
    'u',
  );
  const found = whole.exec(text.slice(start))?.[0];
  return found !== undefined && isIban(found) ? { start, end: start + found.length } : null;
}

function isIban(text: string): boolean {
  return isValidIBAN(electronicFormatIBAN(text) ?? '');
}

/** American banks (not accounts). SOURCE: ABA routing transit number policy: weights 3, 7, 1, modulus 10. */
export const usRoutingNumber = recogniserFrom({
  kind: 'usRoutingNumber',
  region: 'US',
  subject: 'organisation',
  legal: PAYMENT,
  falsePositiveRate: 0.1,
  shapes: [/\b[0123678]\d{8}\b/gu, /\b[0123678]\d{3}-\d{4}-\d\b/gu],
  check: (candidate) => weightedSum(digitsOf(candidate), [3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 === 0,
});

/** Accounts at American banks: 8 to 17 digits, so only a header can tell them from other numbers. */
export const usBankAccount = recogniserFrom({
  kind: 'usBankAccount',
  region: 'US',
  subject: 'person',
  legal: PAYMENT,
  shapes: [/\b\d{8,17}\b/gu],
});

/** Bitcoin wallets: addresses that begin with 1 or 3 and those that begin with bc1. */
export const bitcoinAddress = recogniserFrom({
  kind: 'bitcoinAddress',
  subject: 'person',
  legal: PAYMENT,
  falsePositiveRate: 2 ** -30,
  distinctive: true,
  shapes: [
    /\b[13][1-9A-HJ-NP-Za-km-z]{25,34}\b/gu,
    /\b(?:bc1[02-9ac-hj-np-z]{11,87}|BC1[02-9AC-HJ-NP-Z]{11,87})\b/gu,
  ],
  check: isBitcoinAddress,
});
