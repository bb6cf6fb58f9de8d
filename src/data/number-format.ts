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
interface MarkEvidence {
  readonly decimal: '.' | ',' | null;
  readonly group: Group;
}

/** A single mark decides nothing where three digits follow it: 1,234 may be either. */
function singleMark(body: string, mark: '.' | ',', group: Group): MarkEvidence {
  return /^[1-9]\d{0,2}[.,]\d{3}$/u.test(body) ? { decimal: null, group } : { decimal: mark, group };
}

function markEvidence(body: string): MarkEvidence {
  const spaced = new RegExp(`[${SPACES}]`, 'u').test(body) ? ' ' : /['’]/u.test(body) ? "'" : null;
  const marks = (body.match(/[.,]/gu) ?? []) as ('.' | ',')[];
  const first = marks[0];
  const last = marks.at(-1);
  if (first === undefined || last === undefined) return { decimal: null, group: spaced };
  if (first !== last) return { decimal: last, group: first };
  if (marks.length > 1) return { decimal: last === '.' ? ',' : '.', group: last };
  return singleMark(body, last, spaced);
}

function bodyOf(value: string): string | null {
  return withPoint.exec(value)?.[1] ?? withComma.exec(value)?.[1] ?? null;
}

/** The group mark seen most, or null where none is. */
function usualGroup(evidence: readonly MarkEvidence[]): Group {
  const seen = new Map<Group, number>();
  for (const { group } of evidence) if (group !== null) seen.set(group, (seen.get(group) ?? 0) + 1);
  return [...seen].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}

/**
 * Finds how the numbers of a column are written: decimal mark and group mark.
 *
 * @param values non-empty texts of the sample
 * @returns null where no value is a number
 */
export function findNumberFormat(values: readonly string[]): NumberFinding | null {
  const bodies = values.map(bodyOf).filter((body) => body !== null);
  const evidence = bodies.map(markEvidence);
  const commas = evidence.filter(({ decimal }) => decimal === ',').length;
  const points = evidence.filter(({ decimal }) => decimal === '.').length;
  const decimal = commas > points ? ',' : '.';
  const pattern = decimal === '.' ? withPoint : withComma;
  const read = values.filter((value) => pattern.test(value)).length;
  if (read === 0) return null;
  const undecided = bodies.some((body, index) => body.includes(',') && evidence[index]?.decimal === null);
  const group = usualGroup(evidence) ?? (decimal === '.' && undecided ? ',' : null);
  return { format: { kind: 'number', decimal, group }, share: read / values.length };
}
