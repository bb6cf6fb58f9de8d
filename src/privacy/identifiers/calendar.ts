/**
 * Whether a day exists (Gregorian calendar).
 *
 * @param year - In full, e.g. 1949.
 * @param month - 1 to 12.
 * @param day - 1 to 31.
 */
export function isDay(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return day <= (days[month - 1] ?? 0);
}

/**
 * Whether six digits YYMMDD are a day in the 1900s or the 2000s.
 *
 * @param digits - Six digits.
 */
export function isShortDay(digits: string): boolean {
  const [year, month, day] = [digits.slice(0, 2), digits.slice(2, 4), digits.slice(4, 6)].map(Number);
  if (year === undefined || month === undefined || day === undefined) return false;
  return isDay(1900 + year, month, day) || isDay(2000 + year, month, day);
}

/**
 * Whether eight digits YYYYMMDD are a day on which someone alive or recorded today was born.
 *
 * @param digits - Eight digits.
 */
export function isBirthDay(digits: string): boolean {
  const [year, month, day] = [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6, 8)].map(Number);
  if (year === undefined || month === undefined || day === undefined) return false;
  return year >= 1850 && year < 2100 && isDay(year, month, day);
}
