import { maskedValue } from '../../src/privacy/classify/masking.ts';

/** A customer's id as it is shown until it is revealed: letters in front, dots, and the last character. */
export function maskedId(id: string): string {
  return maskedValue(id, { role: 'subjectKey', legal: [] });
}
