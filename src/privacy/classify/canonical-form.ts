import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { CanonicalRule } from './canonical-rule.ts';

function phone(text: string): string {
  const international = text.replace(/^00/u, '+');
  const chinese = /^1[3-9]\d{9}$/u.test(text.replaceAll(/\D/gu, ''));
  const parsed = parsePhoneNumberFromString(international, chinese ? 'CN' : undefined);
  return parsed?.number ?? text.replaceAll(/\D/gu, '');
}

/**
 * Brings a value to its canonical form, so that two spellings of one identifier get one pseudonym.
 *
 * @returns the form; empty for a value of blanks
 */
export function canonicalForm(value: string, rule: CanonicalRule): string {
  const text = value.normalize('NFKC').trim().replaceAll(/\s+/gu, ' ');
  switch (rule) {
    case 'email':
      return text.toLowerCase();
    case 'phone':
      return phone(text);
    case 'code':
      return text.toUpperCase().replaceAll(/[\s./-]/gu, '');
    case 'text':
      return text;
  }
}
