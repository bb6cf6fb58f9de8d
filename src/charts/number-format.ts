import type { Language } from './look.ts';

const known = new Map<string, Intl.NumberFormat>();

/** A way to write numbers; made once, since making one costs far more than using it. */
export function numberFormat(
  locale: Language['locale'],
  options: Intl.NumberFormatOptions,
): Intl.NumberFormat {
  const name = `${locale} ${JSON.stringify(options)}`;
  const format = known.get(name) ?? new Intl.NumberFormat(locale, options);
  known.set(name, format);
  return format;
}
