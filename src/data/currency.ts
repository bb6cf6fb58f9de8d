/** Signs and words of money with the currency they stand for, most particular first. */
const CURRENCIES: readonly (readonly [RegExp, string])[] = [
  [/HK\$/u, 'HKD'],
  [/NT\$/u, 'TWD'],
  [/(?:^|[^A-Z])A\$|AU\$/u, 'AUD'],
  [/(?:^|[^A-Z])C\$|CA\$/u, 'CAD'],
  [/R\$/u, 'BRL'],
  [/\$|\bdollars?\b|美元/iu, 'USD'],
  [/€|\beuros?\b|欧元/iu, 'EUR'],
  [/£|\bpounds?\b|英镑/iu, 'GBP'],
  [/円|日元/u, 'JPY'],
  [/[¥￥元圆]|人民币|\brmb\b|\byuan\b/iu, 'CNY'],
  [/₹|\brupees?\b/iu, 'INR'],
  [/₩/u, 'KRW'],
  [/₽/u, 'RUB'],
  [/₺/u, 'TRY'],
  [/zł/u, 'PLN'],
  [/Kč/u, 'CZK'],
  [/₫/u, 'VND'],
  [/₪/u, 'ILS'],
  [/₱/u, 'PHP'],
  [/฿/u, 'THB'],
];

/** ISO codes that are looked for as words. */
const CODES = new Set(
  'USD EUR GBP CNY JPY HKD TWD KRW INR AUD CAD NZD CHF SEK NOK DKK PLN CZK HUF RUB TRY BRL MXN SGD THB VND MYR IDR PHP ILS ZAR AED SAR'.split(
    ' ',
  ),
);

/** Names of columns that say in which currency each row is. */
export const CURRENCY_NAME = /curr|币种|货币|幣別|通貨|währung/iu;

/**
 * The currencies that a column names row by row, by their ISO 4217 codes in the order of the alphabet; none where its name
 * does not speak of currencies or a value is no code.
 */
export function currenciesIn(name: string, values: readonly string[]): readonly string[] {
  if (!CURRENCY_NAME.test(name)) return [];
  const codes = [...new Set(values.map((value) => value.trim().toUpperCase()))];
  return codes.every((code) => /^[A-Z]{3}$/u.test(code)) ? codes.toSorted() : [];
}

function codeIn(text: string): string | null {
  const words = text.toUpperCase().split(/[^A-Z]+/u);
  return words.find((word) => CODES.has(word)) ?? null;
}

/**
 * Finds the currency that a column's name or values speak of.
 *
 * @param name the column's name
 * @param values some of its texts
 * @returns an ISO 4217 code, or null where nothing speaks of one. A plain ¥ is read as yuan.
 */
export function findCurrency(name: string, values: readonly string[]): string | null {
  const spaced = name.replaceAll('_', ' ');
  const texts = [spaced, ...values];
  for (const text of texts) {
    const code = codeIn(text) ?? CURRENCIES.find(([sign]) => sign.test(text))?.[1];
    if (code !== undefined) return code;
  }
  return null;
}
