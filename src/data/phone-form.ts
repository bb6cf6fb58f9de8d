import { parsePhoneNumberFromString, isSupportedCountry } from 'libphonenumber-js/min';

/**
 * A phone number in E.164, with the extension behind it where there is one: those behind one switchboard are several
 * people. Signs of full width are read as plain ones, `00` as a plus sign.
 *
 * SOURCE: ITU-T E.164; numbering plans of libphonenumber (metadata "min").
 *
 * @param country ISO 3166 code for numbers without a country code; null: these are none
 * @returns null for what is no valid number
 */
export function phoneForm(value: string, country: string | null): string | null {
  const text = value.normalize('NFKC').trim().replace(/^00/u, '+');
  const home = country !== null && isSupportedCountry(country) ? country : undefined;
  const parsed = parsePhoneNumberFromString(text, home);
  if (parsed?.isValid() !== true) return null;
  return parsed.ext === undefined ? parsed.number : `${parsed.number};ext=${parsed.ext}`;
}
