import { passesLuhn } from '../checksums/luhn.ts';
import { digitsOf } from '../checksums/weighted-sum.ts';
import { recogniserFrom } from '../recogniser.ts';

/** Mobile devices: fifteen digits with a Luhn digit. SOURCE: 3GPP TS 23.003, annex B. */
export const imei = recogniserFrom({
  kind: 'imei',
  subject: 'device',
  falsePositiveRate: 0.1,
  shapes: [/(?<![\w-])\d{2}([ -]?)\d{6}\1\d{6}\1\d(?![\w-])/gu],
  check: (candidate) => passesLuhn(digitsOf(candidate)) && !/^0+$/u.test(digitsOf(candidate)),
});

const VIN_WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
const VIN_VALUES: Readonly<Record<string, string>> = {
  1: 'AJ',
  2: 'BKS',
  3: 'CLT',
  4: 'DMU',
  5: 'ENV',
  6: 'FW',
  7: 'GPX',
  8: 'HY',
  9: 'RZ',
};

/**
 * Vehicles: seventeen characters without I, O and Q, the ninth a check character. Vehicles made for Europe need not
 * have one; they come out as `shape`.
 *
 * SOURCE: ISO 3779; 49 CFR 565.15.
 */
export const vin = recogniserFrom({
  kind: 'vin',
  subject: 'vehicle',
  falsePositiveRate: 1 / 11,
  shapes: [/(?<!\w)[A-HJ-NPR-Z\d]{17}(?!\w)/gi],
  check: passesVinCheck,
});

function passesVinCheck(candidate: string): boolean {
  const characters = Array.from(candidate.toUpperCase());
  const sum = characters.reduce((total, character, place) => {
    return total + vinValue(character) * (VIN_WEIGHTS[place] ?? 0);
  }, 0);
  return characters[8] === (sum % 11 === 10 ? 'X' : String(sum % 11));
}

function vinValue(character: string): number {
  if (/\d/u.test(character)) return Number(character);
  return Number(Object.keys(VIN_VALUES).find((value) => VIN_VALUES[value]?.includes(character)));
}
