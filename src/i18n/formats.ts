import type { Locale } from './messages.ts';

const MISSING = '–';

/** Writes numbers, money, dates and sizes the way a language does. Dates are in UTC, like the data. */
export interface Formats {
  /** An integer or a number with up to `digits` decimals. */
  number(value: number | null, digits?: number): string;
  /** A share between 0 and 1 as per cent with one decimal. */
  share(value: number | null): string;
  /** An amount; without a currency, a plain number with two decimals. */
  money(value: number | null, currency: string | null): string;
  /** A date, from milliseconds since 1970 UTC. */
  date(ms: number | null): string;
  /** A date with its time of day, from milliseconds since 1970 UTC. */
  moment(ms: number | null): string;
  /** A time of day with seconds, in the user's own time zone. */
  clock(iso: string): string;
  /** A size in bytes as kB, MB or GB (powers of ten). */
  bytes(value: number): string;
  /** A length of time in seconds, with two decimals under ten. */
  seconds(ms: number): string;
}

/**
 * Makes the formats of a language.
 *
 * @param locale decides digits, separators, order of dates and names of units
 */
export function createFormats(locale: Locale): Formats {
  const numberOf = (options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options);
  const share = numberOf({ style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const plainMoney = numberOf({ minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const moneyFormats = new Map<string, Intl.NumberFormat>();
  // Making a format costs far more than using it, and a list writes hundreds of numbers a frame.
  const plainFormats = new Map<number, Intl.NumberFormat>();
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
  const moment = new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    timeStyle: 'medium',
    timeZone: 'UTC',
  });
  const clock = new Intl.DateTimeFormat(locale, { timeStyle: 'medium' });
  const unit = (name: string, digits: number) =>
    numberOf({ style: 'unit', unit: name, maximumFractionDigits: digits });
  // The short name is singular in English, whatever the number.
  const bytes = numberOf({ style: 'unit', unit: 'byte', unitDisplay: 'long' });

  const narrowSeconds = { style: 'unit', unit: 'second', unitDisplay: 'narrow' } as const;
  const fewSeconds = numberOf({ ...narrowSeconds, maximumFractionDigits: 2 });
  const seconds = numberOf({ ...narrowSeconds, maximumFractionDigits: 0 });

  const plain = (digits: number) => {
    const known = plainFormats.get(digits);
    if (known !== undefined) return known;
    const made = numberOf({ maximumFractionDigits: digits });
    plainFormats.set(digits, made);
    return made;
  };

  const money = (currency: string) => {
    const known = moneyFormats.get(currency);
    if (known !== undefined) return known;
    const made = numberOf({ style: 'currency', currency, currencyDisplay: 'narrowSymbol' });
    moneyFormats.set(currency, made);
    return made;
  };

  return {
    number: (value, digits = 0) =>
      value === null || Number.isNaN(value) ? MISSING : plain(digits).format(value),
    share: (value) => (value === null || Number.isNaN(value) ? MISSING : share.format(value)),
    money: (value, currency) => {
      if (value === null || Number.isNaN(value)) return MISSING;
      return currency === null ? plainMoney.format(value) : money(currency).format(value);
    },
    date: (ms) => (ms === null ? MISSING : date.format(ms)),
    moment: (ms) => (ms === null ? MISSING : moment.format(ms)),
    clock: (iso) => clock.format(new Date(iso)),
    bytes: (value) => {
      if (value >= 1e9) return unit('gigabyte', 2).format(value / 1e9);
      if (value >= 1e6) return unit('megabyte', value < 1e7 ? 1 : 0).format(value / 1e6);
      if (value >= 1e3) return unit('kilobyte', 0).format(value / 1e3);
      return bytes.format(value);
    },
    seconds: (ms) => (ms < 10_000 ? fewSeconds : seconds).format(ms / 1000),
  };
}
