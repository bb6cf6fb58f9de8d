import type { CureSwitches, Finding, ValueCure } from '../../contract/doctor.ts';
import { asPrivate } from '../../contract/privacy.ts';
import { caseVariants } from './case-variants.ts';
import { mixedDateOrders } from './mixed-dates.ts';
import { nullWords } from './null-words.ts';
import { numbersAsText } from './numbers-as-text.ts';
import type { ColumnFinding, SampledColumn } from './sampled-column.ts';
import { strayBlanks } from './stray-blanks.ts';
import { curedText } from './value-cure.ts';

/** Words and values that are named. */
const NAMED = 6;
/** Rows and columns of an example. */
const SHOWN = 3;
const COLUMNS_SHOWN = 3;

/** What is looked for in the values of a column, in the order in which cures are applied. */
const DOCTORS = [strayBlanks, nullWords, numbersAsText, caseVariants, mixedDateOrders];

/** A text of the sample as a finding's cure leaves it. */
function treated({ cure, replaced }: ColumnFinding, text: string | null): string | null {
  if (text === null || cure === null) return text;
  return replaced === undefined ? curedText(cure, text) : (replaced.get(text) ?? text);
}

function columnFindings(column: SampledColumn, switches: CureSwitches): readonly ColumnFinding[] {
  const findings: ColumnFinding[] = [];
  let texts = column.texts;
  for (const find of DOCTORS) {
    const found = find({ ...column, texts });
    if (found === null) continue;
    findings.push(found);
    if (found.cure === null || switches[found.code] === false) continue;
    texts = texts.map((text) => treated(found, text));
  }
  return findings;
}

/** A value before and after a cure. */
type Change = readonly [before: string | null, after: string | null];

/** The first values of a column that its cure changes: others are read aright as they stand. */
function changesOf(finding: ColumnFinding): readonly Change[] {
  const changes: Change[] = [];
  for (const place of finding.places) {
    const before = finding.column.texts[place] ?? null;
    const after = treated(finding, before);
    if (after !== before) changes.push([before, after]);
    if (changes.length === SHOWN) break;
  }
  return changes;
}

/** A few values of each column before and after; those of one line are of different rows. */
function exampleOf(findings: readonly ColumnFinding[]): Finding['example'] {
  const shown = findings
    .map((finding) => ({ name: finding.column.name, changes: changesOf(finding) }))
    .filter(({ changes }) => changes.length > 0)
    .slice(0, COLUMNS_SHOWN);
  if (shown.length === 0) return null;
  const count = Math.min(...shown.map(({ changes }) => changes.length));
  const side = (of: 0 | 1): readonly (readonly (string | null)[])[] =>
    Array.from({ length: count }, (_, row) => shown.map(({ changes }) => changes[row]?.[of] ?? null));
  return asPrivate({ columns: shown.map(({ name }) => name), before: side(0), after: side(1) });
}

/** One finding of what several columns have in common. */
function together(code: Finding['code'], all: readonly ColumnFinding[], switches: CureSwitches): Finding[] {
  const own = all.filter((finding) => finding.code === code);
  if (own.length === 0) return [];
  return [
    {
      code,
      columns: own.map(({ column }) => column.name),
      rows: own.reduce((sum, { places }) => sum + places.length, 0),
      detail: [...new Set(own.flatMap(({ named }) => named))].slice(0, NAMED).join(', '),
      cured: own.some(({ cure }) => cure !== null) ? (switches[code] ?? true) : null,
      example: exampleOf(own),
    },
  ];
}

/** What is wrong with the values of a sample, and how they would be cured. */
export interface ValueFindings {
  readonly findings: readonly Finding[];
  /** All cures, on or off, in the order in which they are applied. */
  readonly cures: readonly ValueCure[];
}

/**
 * Looks through the values of a sample, column by column.
 *
 * @param switches cures the user has switched; what an earlier cure has put right is not found again by a later one
 */
export function findInValues(columns: readonly SampledColumn[], switches: CureSwitches): ValueFindings {
  const all = columns.flatMap((column) => columnFindings(column, switches));
  const codes = ['strayBlanks', 'nullWords', 'numbersAsText', 'caseVariants', 'mixedDateOrders'] as const;
  return {
    findings: codes.flatMap((code) => together(code, all, switches)),
    cures: codes.flatMap((code) =>
      all.flatMap((each) => (each.code === code && each.cure !== null ? [each.cure] : [])),
    ),
  };
}

/** The cures that are on. */
export function curesOn(
  cures: readonly ValueCure[],
  findings: readonly Finding[],
  switches: CureSwitches,
): readonly ValueCure[] {
  const found = new Map(findings.map(({ code, cured }) => [code, cured]));
  return cures.filter(({ code }) => switches[code] ?? found.get(code) ?? true);
}
