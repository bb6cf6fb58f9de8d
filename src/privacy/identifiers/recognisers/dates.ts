import { isDay } from '../calendar.ts';
import { NOBODY } from '../legal-hints.ts';
import { recogniserFrom } from '../recogniser.ts';

const MONTHS = 'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec';
const MONTH_DAY = String.raw`(?:0?[1-9]|1[0-2])`;
const DAY = String.raw`(?:0?[1-9]|[12]\d|3[01])`;
const YEAR = String.raw`(?:\d{4}|\d{2})`;
const TIME = String.raw`T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?`;

/**
 * Dates as they are commonly written, moments of ISO 8601 and months with a year or a day included.
 *
 * Which of two numbers is the month is not decided: a text passes if it can be read either way.
 */
export const date = recogniserFrom({
  kind: 'date',
  subject: 'thing',
  evidence: 'shape',
  legal: NOBODY,
  distinctive: true,
  shapes: [
    new RegExp(String.raw`\b\d{4}-\d{2}-\d{2}(?:${TIME})?(?!\w)`, 'gu'),
    /\b\d{4}[/.]\d{1,2}[/.]\d{1,2}\b/gu,
    /(?<!\d)\d{4}年\d{1,2}月(?:\d{1,2}日)?/gu,
    new RegExp(String.raw`\b(?:${DAY}/${MONTH_DAY}|${MONTH_DAY}/${DAY})/${YEAR}\b`, 'gu'),
    new RegExp(String.raw`\b(?:${DAY}-${MONTH_DAY}|${MONTH_DAY}-${DAY})-${YEAR}\b`, 'gu'),
    new RegExp(String.raw`\b${DAY}\.${MONTH_DAY}\.${YEAR}\b`, 'gu'),
    new RegExp(String.raw`\b${DAY}-(?:${MONTHS})(?:-${YEAR})?\b`, 'gi'),
    new RegExp(String.raw`\b(?:${MONTHS})-${YEAR}\b`, 'gi'),
    new RegExp(String.raw`\b${MONTH_DAY}/(?:\d{4}|${DAY})\b`, 'gu'),
  ],
  check: (candidate) => {
    const [, year, month, day] = /^(\d{4})\D(\d{1,2})\D(\d{1,2})/u.exec(candidate) ?? [];
    return year === undefined || isDay(Number(year), Number(month), Number(day));
  },
});
