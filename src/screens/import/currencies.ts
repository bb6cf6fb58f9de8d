/** A currency to choose. */
interface CurrencyChoice {
  readonly code: string;
  readonly name: string;
}

/** Currencies offered first; the rest follow by code. */
const FREQUENT = ['EUR', 'USD', 'GBP', 'CNY', 'JPY', 'CHF', 'INR', 'BRL', 'CAD', 'AUD'];

/**
 * Currencies to choose from, with their names.
 *
 * @param locale language of the names
 * @param chosen currency that must be among them, if any
 * @param all every currency there is, or only the frequent ones
 */
export function currencyChoices(locale: string, chosen: string | null, all: boolean): CurrencyChoice[] {
  const names = new Intl.DisplayNames(locale, { type: 'currency' });
  const more = all ? Intl.supportedValuesOf('currency') : chosen === null ? [] : [chosen];
  const rest = more.filter((code) => !FREQUENT.includes(code));
  return [...FREQUENT, ...rest].map((code) => ({ code, name: names.of(code) ?? code }));
}
