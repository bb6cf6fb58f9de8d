import type { ValueCure } from '../../contract/doctor.ts';
import type { ColumnFormat } from '../../contract/import.ts';

/**
 * Patterns of the cures of values, in the common ground of JavaScript and RE2, so that the sample and the whole file are
 * cured alike.
 */

/** Marks without a width that copying from pages and documents leaves in texts. */
export const INVISIBLE = '[\u00ad\u200b\u200e\u200f\u2060\ufeff]';
/** Blanks that are not the blank of the keyboard. */
export const ODD_BLANK = '[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]';
/** Digits and marks of numbers as East Asian keyboards write them, and what they stand for. */
export const WIDE_DIGITS = '０１２３４５６７８９．，－＋％';
export const PLAIN_DIGITS = '0123456789.,-+%';
/** An apostrophe by which spreadsheets keep a number as text. */
export const APOSTROPHE = "^\\s*'\\s*";

const DAY = '(1[3-9]|2[0-9]|3[01])';
const MONTH = '(0?[1-9]|1[0-2])';
const MARK = '(\\s*[-/.]\\s*)';
const YEAR = '(\\s*[-/.]\\s*(?:18|19|20|21)[0-9]{2}(?:[^0-9].*)?)';
/** Dates of which the value alone proves the order: a number over 12 is no month. */
export const PROOF: Readonly<Record<'dmy' | 'mdy', string>> = {
  dmy: `^\\s*${DAY}${MARK}${MONTH}${YEAR}$`,
  mdy: `^\\s*${MONTH}${MARK}${DAY}${YEAR}$`,
};
/** Puts the second number of such a date first. */
export const TURNED = { sql: '\\3\\2\\1\\4', js: '$3$2$1$4' } as const;

/** The order that is not the given one. */
export function otherOrder(order: 'dmy' | 'mdy'): 'dmy' | 'mdy' {
  return order === 'dmy' ? 'mdy' : 'dmy';
}

const invisible = new RegExp(INVISIBLE, 'gu');
const oddBlank = new RegExp(ODD_BLANK, 'gu');
const apostrophe = new RegExp(APOSTROPHE, 'u');
const proofs = { dmy: new RegExp(PROOF.dmy, 'u'), mdy: new RegExp(PROOF.mdy, 'u') };

/** Which order a date proves by itself; null where it leaves it open or is no such date. */
export function provenOrder(text: string): 'dmy' | 'mdy' | null {
  return proofs.dmy.test(text) ? 'dmy' : proofs.mdy.test(text) ? 'mdy' : null;
}

/** A text as a cure leaves it by itself; null where it becomes empty. Which spelling is kept is seen from all rows alone. */
export function curedText(cure: ValueCure, text: string): string | null {
  switch (cure.code) {
    case 'strayBlanks': {
      const bare = text
        .replaceAll(invisible, '')
        .replaceAll(oddBlank, ' ')
        .replaceAll(/^[ \t]+|[ \t]+$/gu, '');
      return bare === '' ? null : bare;
    }
    case 'nullWords':
      return cure.words.includes(text.trim().toLowerCase()) ? null : text;
    case 'numbersAsText':
      return Array.from(text, (letter) => PLAIN_DIGITS[WIDE_DIGITS.indexOf(letter)] ?? letter)
        .join('')
        .replace(apostrophe, '');
    case 'caseVariants':
      return text;
    case 'mixedDateOrders':
      return text.replace(proofs[otherOrder(cure.order)], TURNED.js);
  }
}

/** A text as cures of its column leave it, one after the other. */
export function curedBy(cures: readonly ValueCure[], text: string | null): string | null {
  return cures.reduce<string | null>((left, cure) => (left === null ? null : curedText(cure, left)), text);
}

/** The format of a number without its decimal comma and marks of thousands: what is read where they are not cured. */
export const PLAIN_NUMBER: ColumnFormat = { kind: 'number', decimal: '.', group: null };
