import type { ColumnFormat } from '../contract/import.ts';

type NumberFormat = Extract<ColumnFormat, { kind: 'number' }>;
type Group = NumberFormat['group'];

/** A number format that the values of a column speak for. */
export interface NumberFinding {
  readonly format: NumberFormat;
  /** Share of the values it reads, 0 to 1. */
  readonly share: number;
}

/** Signs and letters of money that may stand around a number; also used in SQL, so in RE2's syntax too. */
const MONEY =
  '(?:(?:US|HK|NT|AU|CA|A|C|R)?[$]|[€£¥￥₹₽₩₺₫₪₴₱฿元圆块円]|人民币|zł|Kč|kr[.]?|Rs[.]?' +
  '|USD|EUR|GBP|CNY|RMB|JPY|HKD|TWD|KRW|INR|AUD|CAD|NZD|CHF|SEK|NOK|DKK|PLN|CZK|HUF|RUB|TRY|BRL|MXN|SGD|THB)';
const SPACES = ' \u00a0\u202f\u2009';

/**
 * Regular expression of a number in one format, with money, sign or brackets around it. Group 1 is the number
 * with its groups. It is the same in JavaScript and RE2.
 *
 * @param decimal the decimal mark
 */
export function numberPattern(decimal: '.' | ','): string {
  const mark = decimal === '.' ? '\\.' : ',';
  const group = decimal === '.' ? `[,'’${SPACES}]` : `[.'’${SPACES}]`;
  const whole = `[0-9]{1,3}(?:${group}[0-9]{2,4})*${group}[0-9]{3}|[0-9]+`;
  const body = `((?:${whole})(?:${mark}[0-9]*)?(?:[eE][-+]?[0-9]+)?|${mark}[0-9]+)`;
  const sign = '[-+−]?';
  return `\\s*\\(?\\s*${sign}\\s*${MONEY}?\\s*${sign}\\s*${body}\\s*(?:${MONEY}|%)?\\s*[-−]?\\s*\\)?\\s*`;
}

/** Where a matching text is negative: a sign or bracket before the digits, or a sign behind them. */
export const NEGATIVE = '^[^0-9]*[(−-]|[-−]\\s*$';

const withPoint = new RegExp(`^${numberPattern('.')}$`, 'u');
const withComma = new RegExp(`^${numberPattern(',')}$`, 'u');

/** What one value says about its marks: a decimal mark, a group mark, or nothing that decides. */
function markEvidence(body: string): { decimal: '.' | ',' | null; group: Group } {
  const spaced = new RegExp(`[${SPACES}]`, 'u').test(body) ? ' ' : /['’]/u.test(body) ? "'" : null;
  const marks = [...body].filter((mark) => mark === '.' || mark === ',');
  const [first] = marks;
  const last = marks.at(-1);
  if (first === undefined || last === undefined) return { decimal: null, group: spaced };
  const other = last === '.' ? ',' : '.';
  if (first !== last) return { decimal: last as '.' | ',', group: first as Group };
  if (marks.length > 1) return { decimal: other, group: last as Group };
  const digits = /[.,](\d*)/u.exec(body)?.[1]?.length ?? 0;
  const before = /^(\d*)/u.exec(body)?.[1] ?? '';
  const mayBeGroup = digits === 3 && before.length >= 1 && before.length <= 3 && before !== '0';
  return mayBeGroup ? { decimal: null, group: spaced } : { decimal: last as '.' | ',', group: spaced };
}

function bodyOf(value: string): string | null {
  return withPoint.exec(value)?.[1] ?? withComma.exec(value)?.[1] ?? null;
}

/**
 * Finds how the numbers of a column are written: decimal mark and group mark.
 *
 * @param values non-empty texts of the sample
 * @returns null where no value is a number
 */
export function findNumberFormat(values: readonly string[]): NumberFinding | null {
  const decimals = { '.': 0, ',': 0 };
  const groups = new Map<Group, number>();
  let undecidedCommas = 0;
  for (const value of values) {
    const body = bodyOf(value);
    if (body === null) continue;
    const { decimal, group } = markEvidence(body);
    if (decimal !== null) decimals[decimal] += 1;
    if (group !== null) groups.set(group, (groups.get(group) ?? 0) + 1);
    if (decimal === null && body.includes(',')) undecidedCommas += 1;
  }
  const decimal = decimals[','] > decimals['.'] ? ',' : '.';
  const pattern = decimal === '.' ? withPoint : withComma;
  const read = values.filter((value) => pattern.test(value)).length;
  if (read === 0) return null;
  const [group = null] = [...groups].sort((a, b) => b[1] - a[1])[0] ?? [];
  const settled = group ?? (decimal === '.' && undecidedCommas > 0 ? ',' : null);
  return { format: { kind: 'number', decimal, group: settled }, share: read / values.length };
}
