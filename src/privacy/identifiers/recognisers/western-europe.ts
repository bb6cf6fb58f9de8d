import { isShortDay } from '../calendar.ts';
import { digitsOf, lettersAndDigitsOf, weightedSum } from '../checksums/weighted-sum.ts';
import { IDENTITY_DOCUMENT } from '../legal-hints.ts';
import { recogniserFrom } from '../recogniser.ts';

const PERSON = { subject: 'person', legal: IDENTITY_DOCUMENT } as const;

/**
 * French social security numbers: sex, year, month, place, serial number, two check digits. Corsica is 2A and 2B.
 *
 * SOURCE: INSEE, NIR: 97 − n mod 97, with 19 for 2A and 18 for 2B.
 */
export const frNir = recogniserFrom({
  ...PERSON,
  kind: 'frNir',
  region: 'FR',
  falsePositiveRate: 1 / 97,
  distinctive: true,
  shapes: [/(?<!\w)[1-478] ?\d{2} ?(?:0[1-9]|1[0-2]|[2-9]\d) ?(?:\d{2}|2[AB]) ?\d{3} ?\d{3} ?\d{2}(?!\w)/gi],
  check: (candidate) => {
    const digits = lettersAndDigitsOf(candidate).replace('2A', '19').replace('2B', '18');
    return Number(digits.slice(13)) === 97 - (Number(digits.slice(0, 13)) % 97);
  },
});

/** Dutch citizens. SOURCE: Logisch Ontwerp BSN: weights 9 to 2 and −1, modulus 11. */
export const nlBsn = recogniserFrom({
  ...PERSON,
  kind: 'nlBsn',
  region: 'NL',
  falsePositiveRate: 1 / 11,
  shapes: [/\b\d{9}\b/gu, /\b\d{4}\.\d{2}\.\d{3}\b/gu],
  check: (candidate) => {
    const digits = digitsOf(candidate);
    return weightedSum(digits, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0 && Number(digits) > 0;
  },
});

/**
 * Belgian national numbers: day of birth, serial number, 97 − n mod 97 (with a 2 in front for those born since 2000).
 *
 * SOURCE: Arrêté royal du 3 avril 1984, Registre national.
 */
export const beNationalNumber = recogniserFrom({
  ...PERSON,
  kind: 'beNationalNumber',
  region: 'BE',
  falsePositiveRate: 0.001,
  shapes: [/\b\d{11}\b/gu, /(?<![\w.-])\d{2}\.\d{2}\.\d{2}[- ]\d{3}[-. ]\d{2}(?!\w)/gu],
  check: (candidate) => {
    const digits = digitsOf(candidate);
    const [body, check] = [digits.slice(0, 9), Number(digits.slice(9))];
    const fits = [body, `2${body}`].some((number) => 97 - (Number(number) % 97) === check);
    return fits && isShortDay(digits.slice(0, 6));
  },
});

/** Swiss insured persons: 756 and ten digits. SOURCE: AHVV Art. 133; EAN-13. */
export const chAhv = recogniserFrom({
  ...PERSON,
  kind: 'chAhv',
  region: 'CH',
  falsePositiveRate: 0.1,
  distinctive: true,
  shapes: [/(?<![\w.-])756([. ]?)\d{4}\1\d{4}\1\d{2}(?![\w-])/gu],
  check: (candidate) => weightedSum(digitsOf(candidate), [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]) % 10 === 0,
});

/**
 * Austrian insured persons: serial number, check digit, day of birth.
 *
 * SOURCE: Dachverband der Sozialversicherungsträger: weights 3, 7, 9, 5, 8, 4, 2, 1, 6, modulus 11.
 */
export const atSocialSecurity = recogniserFrom({
  ...PERSON,
  kind: 'atSocialSecurity',
  region: 'AT',
  falsePositiveRate: 0.004,
  shapes: [/(?<![\w.-])[1-9]\d{3} ?\d{6}(?![\w.-])/gu],
  check: (candidate) => {
    const digits = digitsOf(candidate);
    const born = digits.slice(8, 10) + digits.slice(6, 8) + digits.slice(4, 6);
    const sum = weightedSum(digits, [3, 7, 9, 0, 5, 8, 4, 2, 1, 6]);
    return sum % 11 === Number(digits[3]) && isShortDay(born);
  },
});

/** Portuguese taxpayers. SOURCE: Autoridade Tributária: weights 9 to 2, check 11 − Σ mod 11 (10 and 11 are 0). */
export const ptNif = recogniserFrom({
  ...PERSON,
  kind: 'ptNif',
  region: 'PT',
  falsePositiveRate: 1 / 11,
  shapes: [/(?<![\w.-])[1235689]\d{2}( ?)\d{3}\1\d{3}(?![\w.-])/gu],
  check: (candidate) => {
    const digits = digitsOf(candidate);
    const rest = weightedSum(digits, [9, 8, 7, 6, 5, 4, 3, 2]) % 11;
    return Number(digits[8]) === (rest < 2 ? 0 : 11 - rest);
  },
});

const IRISH_LETTERS = 'WABCDEFGHIJKLMNOPQRSTUV';

/** Irish personal public service numbers. SOURCE: Department of Social Protection: weights 8 to 2, 9, modulus 23. */
export const iePps = recogniserFrom({
  ...PERSON,
  kind: 'iePps',
  region: 'IE',
  falsePositiveRate: 1 / 23,
  shapes: [/\b\d{7}[A-W][A-IW]?\b/gi],
  check: (candidate) => {
    const plain = candidate.toUpperCase();
    const second = plain.length === 9 ? IRISH_LETTERS.indexOf(plain.charAt(8)) : 0;
    return IRISH_LETTERS[(weightedSum(plain, [8, 7, 6, 5, 4, 3, 2]) + 9 * second) % 23] === plain[7];
  },
});
