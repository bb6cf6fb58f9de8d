/** Currencies offered first; the rest follow by code. */
const FREQUENT = ['EUR', 'USD', 'GBP', 'CNY', 'JPY', 'CHF', 'INR', 'BRL', 'CAD', 'AUD'];

/**
 * Currencies to choose from, with their names.
 *
 * @param locale language of the names
 */
export function currencyChoices(locale: string): { readonly code: string; readonly name: string }[] {
  const names = new Intl.DisplayNames(locale, { type: 'currency' });
  const rest = Intl.supportedValuesOf('currency').filter((code) => !FREQUENT.includes(code));
  return [...FREQUENT, ...rest].map((code) => ({ code, name: names.of(code) ?? code }));
}
