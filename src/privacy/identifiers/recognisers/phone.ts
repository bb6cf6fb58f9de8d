import { findPhoneNumbersInText, parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/min';
import { PERSONAL } from '../legal-hints.ts';
import { plainForm, recogniserFrom, withoutOverlaps, type Recogniser } from '../recogniser.ts';

/** Countries whose numbers are known when they are written without a country code. */
const REGIONS = [
  'CN',
  'HK',
  'TW',
  'MO',
  'US',
  'GB',
  'DE',
  'FR',
  'ES',
  'IT',
  'JP',
  'KR',
  'IN',
  'IL',
  'BR',
] as const satisfies readonly CountryCode[];

/**
 * Telephone numbers with their country code (`+86 …`, `0086 …`), of that country's plan. A third of all digits that
 * follow a plus sign are.
 *
 * SOURCE: ITU-T E.164; numbering plans of libphonenumber (metadata "min").
 */
export const phone: Recogniser = {
  ...recogniserFrom({
    kind: 'phone',
    subject: 'person',
    evidence: 'library',
    falsePositiveRate: 0.35,
    distinctive: true,
    shapes: [/(?<![\w+])(?:\+|00)[1-9](?:[\s().-]{0,2}\d){6,13}(?!\w)/gu],
    check: (candidate) => isPhone(candidate.replace(/^00/u, '+')),
  }),
  find(text) {
    const found = REGIONS.flatMap((region) => findPhoneNumbersInText(text, region));
    return withoutOverlaps(
      found
        .filter(({ startsAt, endsAt }) => isWrittenAsPhone(text.slice(startsAt, endsAt)))
        .map(({ startsAt, endsAt }) => ({ start: startsAt, end: endsAt })),
    );
  },
};

/**
 * Telephone numbers without a country code, of the plan of some country and set out as telephone numbers are. Nearly
 * every row of digits is one somewhere, so that only a header can tell.
 *
 * SOURCE: numbering plans of libphonenumber (metadata "min").
 */
export const nationalPhone: Recogniser = {
  kind: 'nationalPhone',
  region: null,
  subject: 'person',
  evidence: 'library',
  legal: PERSONAL,
  falsePositiveRate: 1,
  distinctive: false,
  test(value) {
    const text = plainForm(value);
    if (!/^\(?\d[\d\s().-]{5,20}$/u.test(text)) return null;
    return isWrittenAsPhone(text) && REGIONS.some((region) => isPhone(text, region)) ? 'valid' : 'shape';
  },
  find: (text) => phone.find(text),
};

function isPhone(text: string, region?: CountryCode): boolean {
  return parsePhoneNumberFromString(text, region)?.isValid() ?? false;
}

/** Whether digits are set out as a telephone number, not as a plain number, a decimal or a date. */
function isWrittenAsPhone(text: string): boolean {
  if (/^(?:\+|1\d{10}$|0\d+$|\(\d)/u.test(text)) return true;
  if (/^(?:\d+\.\d+|\d{4}([-/.])\d{1,2}\1\d{1,2}.*|\d{1,2}([-/.])\d{1,2}\2\d{2,4})$/u.test(text))
    return false;
  return /\d[\s().-]+\d/u.test(text);
}
