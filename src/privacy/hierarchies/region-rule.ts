import type { Generaliser } from './generaliser.ts';
import { PROVINCES, REGIONS } from './chinese-provinces.ts';

const COUNTY_CODE = /^\d{6}(?:\d{6})?$/u;
const PREFECTURE_DIGITS = 4;
const PROVINCE_DIGITS = 2;

/** Province a code or a name begins with, by its two digits; null when there is none. */
export function provinceOf(value: string): string | null {
  if (COUNTY_CODE.test(value)) {
    const digits = value.slice(0, PROVINCE_DIGITS);
    return digits in PROVINCES ? digits : null;
  }
  const found = Object.entries(PROVINCES).find(
    ([, { chinese, english }]) => value.startsWith(chinese) || value.toLowerCase() === english.toLowerCase(),
  );
  return found?.[0] ?? null;
}

function named(names: { readonly chinese: string; readonly english: string } | undefined): string {
  return names === undefined ? '' : `${names.chinese} ${names.english}`;
}

/**
 * Chinese administrative codes (GB/T 2260, six digits; the twelve of the statistical code too) become the code of the
 * prefecture, the province, and the region that the first digit stands for. A name that begins with that of a
 * province becomes the province on both lower levels.
 */
export function regionRule(): Generaliser {
  return {
    between: [{ kind: 'prefecture' }, { kind: 'province' }, { kind: 'region' }],
    generalise: (value) => {
      const digits = provinceOf(value);
      if (digits === null) return null;
      const province = named(PROVINCES[digits]);
      const prefecture = COUNTY_CODE.test(value) ? `${value.slice(0, PREFECTURE_DIGITS)}00` : province;
      return [prefecture, province, named(REGIONS[digits.charAt(0)])];
    },
  };
}
