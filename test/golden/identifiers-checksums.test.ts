import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { passesLuhn } from '../../src/privacy/identifiers/checksums/luhn.ts';
import { recogniser } from '../../src/privacy/identifiers/index.ts';
import { upgradeResidentId15 } from '../../src/privacy/identifiers/recognisers/mainland-china.ts';
import { sharedFolder } from '../analyses/orders-in-engine.ts';

interface Check {
  readonly vectors: readonly (readonly [string, boolean])[];
  readonly upgrade15?: readonly (readonly [string, string])[];
}

const shared = sharedFolder();

/** How each check of the file is made by us. */
const JUDGES: Readonly<Record<string, (text: string) => boolean>> = {
  CN_RESIDENT_ID: isValid('cnResidentId'),
  CN_USCC: isValid('cnUscc'),
  HK_ID: isValid('hkId'),
  TW_ID: isValid('twId'),
  LUHN: passesLuhn,
  IBAN: isValid('iban'),
  UK_NHS: isValid('ukNhs'),
  US_SSN: isValid('usSsn'),
  IMEI: isValid('imei'),
  VIN: isValid('vin'),
};

function isValid(kind: string): (text: string) => boolean {
  return (text) => recogniser(kind)?.test(text) === 'valid';
}

describe.skipIf(shared === null)('check digits (skipped where ../shared is not there)', () => {
  const file = path.join(shared ?? '', 'golden', 'checksum-vectors.json');
  const { checks } =
    shared === null
      ? { checks: {} }
      : (JSON.parse(readFileSync(file, 'utf8')) as { checks: Record<string, Check> });

  test('every check of the file is made', () => {
    expect(Object.keys(checks).toSorted()).toEqual(Object.keys(JUDGES).toSorted());
  });

  for (const [name, { vectors }] of Object.entries(checks)) {
    test.each(vectors)(`${name} %s is %s`, (text, valid) => {
      expect(JUDGES[name]?.(text)).toBe(valid);
    });
  }

  test('resident numbers of fifteen digits in their present form', () => {
    const upgrades = checks['CN_RESIDENT_ID']?.upgrade15 ?? [];
    expect(upgrades.length).toBeGreaterThan(0);
    for (const [old, present] of upgrades) expect(upgradeResidentId15(old)).toBe(present);
  });

  test('cards need an issuer as well, so that not every number that passes Luhn is one', () => {
    const cards = (checks['LUHN']?.vectors ?? []).filter(([, valid]) => valid).map(([text]) => text);
    const taken = cards.filter((text) => isValid('paymentCard')(text));
    expect(cards.filter((text) => !taken.includes(text))).toEqual(['1748503543012']);
  });
});
