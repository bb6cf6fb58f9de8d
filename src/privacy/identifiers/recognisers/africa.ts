import { isShortDay } from '../calendar.ts';
import { passesLuhn } from '../checksums/luhn.ts';
import { passesVerhoeff } from '../checksums/verhoeff.ts';
import { IDENTITY_DOCUMENT } from '../legal-hints.ts';
import { recogniserFrom } from '../recogniser.ts';

/** Nigerian national numbers: eleven digits. SOURCE: National Identity Management Commission; Verhoeff. */
export const ngNin = recogniserFrom({
  kind: 'ngNin',
  region: 'NG',
  subject: 'person',
  legal: IDENTITY_DOCUMENT,
  falsePositiveRate: 0.1,
  shapes: [/\b\d{11}\b/gu],
  check: passesVerhoeff,
});

/** Nigerian number plates: three letters of the place, three digits, two letters. */
export const ngVehicleRegistration = recogniserFrom({
  kind: 'ngVehicleRegistration',
  region: 'NG',
  subject: 'vehicle',
  shapes: [/\b[A-Z]{3}[ -]?\d{3}[A-Z]{2}\b/gi],
});

/**
 * South African identity numbers: day of birth, serial number, citizenship (0 to 2), 8 or 9, check digit.
 *
 * SOURCE: Identification Act 68 of 1997; Department of Home Affairs; Luhn.
 */
export const zaIdNumber = recogniserFrom({
  kind: 'zaIdNumber',
  region: 'ZA',
  subject: 'person',
  legal: IDENTITY_DOCUMENT,
  falsePositiveRate: 0.0003,
  shapes: [/\b\d{13}\b/gu],
  check: (candidate) =>
    /^\d{10}[012][89]\d$/u.test(candidate) && isShortDay(candidate.slice(0, 6)) && passesLuhn(candidate),
});
