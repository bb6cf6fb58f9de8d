import { digitsOf, lettersAndDigitsOf, modulo, weightedSum } from '../checksums/weighted-sum.ts';
import { IDENTITY_DOCUMENT } from '../legal-hints.ts';
import { recogniserFrom } from '../recogniser.ts';

/** Brazilian taxpayers, persons: two check digits. SOURCE: Receita Federal, CPF: weights 10 and 11 downwards, modulus 11. */
export const brCpf = recogniserFrom({
  kind: 'brCpf',
  region: 'BR',
  subject: 'person',
  legal: IDENTITY_DOCUMENT,
  falsePositiveRate: 0.012,
  shapes: [/(?<![\w.-])\d{11}(?![\w.-])/gu, /(?<![\w.-])\d{3}\.\d{3}\.\d{3}-\d{2}(?!\w)/gu],
  check: (candidate) => {
    const weights = [11, 10, 9, 8, 7, 6, 5, 4, 3, 2];
    return hasBrazilianChecks(digitsOf(candidate), weights);
  },
});

/** Brazilian taxpayers, organisations. SOURCE: Receita Federal, CNPJ: weights 2 to 9 from the right, modulus 11. */
export const brCnpj = recogniserFrom({
  kind: 'brCnpj',
  region: 'BR',
  subject: 'organisation',
  falsePositiveRate: 0.012,
  shapes: [/(?<![\w.-])\d{14}(?![\w.-])/gu, /(?<![\w.-])\d{2}\.\d{3}\.\d{3}\/\d{4}-\d{2}(?!\w)/gu],
  check: (candidate) => {
    const weights = [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2];
    return hasBrazilianChecks(digitsOf(candidate), weights);
  },
});

/** Whether the last two digits are the checks, the second of which covers the first. */
function hasBrazilianChecks(digits: string, weights: readonly number[]): boolean {
  if (/^(\d)\1+$/u.test(digits)) return false;
  return [weights.slice(1), weights].every((used) => {
    const rest = weightedSum(digits, used) % 11;
    return Number(digits[used.length]) === (rest < 2 ? 0 : 11 - rest);
  });
}

const CURP_ALPHABET = '0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ';

/**
 * Mexican population register: letters of the name, day of birth, sex, state, consonants, check digit.
 *
 * SOURCE: RENAPO, Instructivo normativo para la asignación de la CURP: weights 18 to 2, modulus 10.
 */
export const mxCurp = recogniserFrom({
  kind: 'mxCurp',
  region: 'MX',
  subject: 'person',
  legal: IDENTITY_DOCUMENT,
  falsePositiveRate: 0.1,
  distinctive: true,
  shapes: [
    /(?<![\wñ])[A-ZÑ][AEIOUX][A-ZÑ]{2}\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[HMX][A-Z]{2}[B-DF-HJ-NP-TV-ZÑ]{3}[\dA-Z]\d(?!\w)/gi,
  ],
  check: (candidate) => {
    const values = Array.from(candidate.toUpperCase(), (character) => CURP_ALPHABET.indexOf(character));
    const sum = values.slice(0, 17).reduce((total, value, place) => total + value * (18 - place), 0);
    return modulo(-sum, 10) === values[17];
  },
});

/** Chilean numbers of persons and organisations. SOURCE: Registro Civil, RUT: weights 2 to 7 from the right, modulus 11. */
export const clRut = recogniserFrom({
  kind: 'clRut',
  region: 'CL',
  subject: 'person',
  legal: IDENTITY_DOCUMENT,
  falsePositiveRate: 1 / 11,
  shapes: [/(?<![\w.-])\d{7,8}-[\dK](?!\w)/gi, /(?<![\w.-])\d{1,2}\.\d{3}\.\d{3}-[\dK](?!\w)/gi],
  check: (candidate) => {
    const plain = lettersAndDigitsOf(candidate).padStart(9, '0');
    const check = modulo(-weightedSum(plain, [3, 2, 7, 6, 5, 4, 3, 2]), 11);
    return plain.at(-1) === (check === 10 ? 'K' : String(check));
  },
});
