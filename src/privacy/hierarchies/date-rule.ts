import type { HierarchyRecipe } from '../../contract/records.ts';
import type { Generaliser } from './generaliser.ts';

type Step = Extract<HierarchyRecipe, { kind: 'date' }>['steps'][number];

interface Month {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
}

const YEAR_FIRST = /^(\d{4})[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?)?(?:月)?(?:[T ].*)?$/u;
const COMPACT = /^((?:19|20)\d{2})(\d{2})(\d{2})$/u;
const YEAR_LAST = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:[T ].*)?$/u;

const MONTHS = 12;
const DAYS = 31;

function within(year: number, month: number, day: number): Month | null {
  return month >= 1 && month <= MONTHS && day >= 1 && day <= DAYS ? { year, month } : null;
}

function yearFirst(text: string): Month | null {
  const match = YEAR_FIRST.exec(text) ?? COMPACT.exec(text);
  if (match === null) return null;
  const [, year, month, day] = match;
  return within(Number(year), Number(month), Number(day ?? 1));
}

/**
 * Whether dates that end with the year begin with the month: so when a second part is above 12 and no first part
 * is. Where nothing tells, they begin with the day.
 */
function monthFirst(values: readonly string[]): boolean {
  let [day, month] = [false, false];
  for (const value of values) {
    const match = YEAR_LAST.exec(value);
    if (Number(match?.[1]) > MONTHS) day = true;
    if (Number(match?.[2]) > MONTHS) month = true;
  }
  return month && !day;
}

/**
 * Makes a reader of dates as they stand in files: year first (`2024-05-03`, `2024/5/3`, `20240503`, `2024年5月3日`,
 * `2024-05`, with or without a time), or year last (`3.5.2024`), where the values tell which part is the month.
 */
export function monthReader(values: readonly string[]): (text: string) => Month | null {
  const american = monthFirst(values);
  return (text) => {
    const match = YEAR_LAST.exec(text);
    if (match === null) return yearFirst(text);
    const [first, second, year] = match.slice(1).map(Number);
    const [day = 0, month = 0] = american ? [second, first] : [first, second];
    return within(year ?? 0, month, day);
  };
}

const MONTHS_PER_QUARTER = 3;
const YEARS_PER_DECADE = 10;

const LABEL: Readonly<Record<Step, (month: Month) => string>> = {
  month: ({ year, month }) => `${year}-${String(month).padStart(2, '0')}`,
  quarter: ({ year, month }) => `${year}-Q${Math.ceil(month / MONTHS_PER_QUARTER)}`,
  year: ({ year }) => String(year),
  decade: ({ year }) => {
    const from = Math.floor(year / YEARS_PER_DECADE) * YEARS_PER_DECADE;
    return `${from}–${from + YEARS_PER_DECADE - 1}`;
  },
};

/** Dates become months, quarters, years, decades. */
export function dateRule(steps: readonly Step[], values: readonly string[]): Generaliser {
  const read = monthReader(values);
  return {
    between: steps.map((kind) => ({ kind })),
    generalise: (value) => {
      const month = read(value);
      return month === null ? null : steps.map((step) => LABEL[step](month));
    },
  };
}
