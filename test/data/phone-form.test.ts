import { getCountries } from 'libphonenumber-js/min';
import { expect, it } from 'vitest';
import { PHONE_COUNTRIES } from '../../src/data/phone-countries.ts';
import { phoneForm } from '../../src/data/phone-form.ts';

it('countries to choose from are those whose numbering plans are known', () => {
  expect([...PHONE_COUNTRIES]).toEqual(getCountries().toSorted());
});

it('numbers are compared in E.164, of the country that is chosen where they name none', () => {
  expect(phoneForm('(020) 7946 0958', 'GB')).toBe('+442079460958');
  expect(phoneForm(' 0044 20 7946 0958', 'DE')).toBe('+442079460958');
  expect(phoneForm('＋86 138 0013 8000', null)).toBe('+8613800138000');
  expect(phoneForm('+1 212 555 0123 ext. 7', null)).toBe('+12125550123;ext=7');
  expect(phoneForm('020 7946 0958', null)).toBeNull();
  expect(phoneForm('12', 'GB')).toBeNull();
  expect(phoneForm('13800138000', 'XX')).toBeNull();
});
