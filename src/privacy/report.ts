import { appError } from '../contract/error.ts';
import type { Policy } from '../contract/privacy.ts';
import type { OtherVerdict } from './gate.ts';

/**
 * One cell of a report: words, settings, names of columns and counts of files as text; how many people or records
 * stand behind something as `people`, which the gate looks at.
 */
export type ReportCell =
  | string
  | { readonly people: number; readonly who?: CountedPeople }
  /** A count of people that is withheld. */
  | { readonly withheld: true };

/**
 * Whom a count of a report is of, for the register of releases: records in classes of so many records, the second number
 * exclusive and null where there is no end; or what they are called, where no more is known.
 */
export type CountedPeople =
  { readonly sizes: readonly [from: number, to: number | null] } | { readonly called: string };

/** One table of a report. */
export interface ReportTable {
  /** Its heading; empty for a report of one table. */
  readonly title: string;
  readonly columns: readonly { readonly title: string; readonly numeric: boolean }[];
  readonly rows: readonly (readonly ReportCell[])[];
  /**
   * Whether the rows are parts of a whole that is known, such as classes of all records: a single small one could
   * then be told from the others.
   */
  readonly parts: boolean;
}

/** A report on its way to the gate, in the reader's language. */
export interface ReportPage {
  readonly title: string;
  /** When and under which policy it was made. */
  readonly note: string;
  /** People or records the whole of it is about; null where it is about none. */
  readonly people: number | null;
  readonly tables: readonly ReportTable[];
}

/** A report as it may leave, and what the gate has to say of it. */
export interface ReportDecision {
  readonly page: ReportPage;
  readonly verdict: OtherVerdict;
}

/** Whether a cell counts people. */
export const isCount = (cell: ReportCell): cell is Extract<ReportCell, { readonly people: number }> =>
  typeof cell === 'object' && 'people' in cell;

/**
 * Rows whose counts in a column are too small, or would give a small one away: in a table of parts the smallest rows
 * follow until two are withheld that together hold the threshold, so that the whole less the others tells neither.
 */
function smallRows(table: ReportTable, place: number, threshold: number): ReadonlySet<number> {
  const counts = table.rows
    .flatMap((cells, row) => {
      const cell = cells[place];
      return cell !== undefined && isCount(cell) && cell.people > 0 ? [{ row, people: cell.people }] : [];
    })
    .sort((a, b) => a.people - b.people || a.row - b.row);
  const withheld = new Set<number>();
  let held = 0;
  for (const { row, people } of counts) {
    const exposed = table.parts && withheld.size > 0 && (withheld.size < 2 || held < threshold);
    if (people >= threshold && !exposed) break;
    withheld.add(row);
    held += people;
  }
  return withheld;
}

/**
 * Decides on a report: counts of people below the threshold are withheld like anywhere, and in a table of parts as
 * many more as it takes that none is told by the others. Under a rule of rounding the counts that leave are multiples
 * of its base; under a rule of noise no count leaves with a report, since it would leave exactly. A report about fewer
 * people than the threshold is refused.
 *
 * @param page the report with all its counts
 * @param policy the policy in force
 * @returns the report as it may leave, its counts as text, and the verdict; `suppressedRows` counts withheld figures
 */
export function decideReport(page: ReportPage, policy: Policy): ReportDecision {
  const { threshold, rounding, noise } = policy;
  if (page.people !== null && page.people < threshold) {
    const error = appError('gate.allSuppressed', { table: page.title, threshold });
    return { page: { ...page, tables: [] }, verdict: { outcome: 'refused', reason: 'allSuppressed', error } };
  }
  const base = rounding?.base ?? 1;
  let withheld = 0;
  const tables = page.tables.map((table): ReportTable => {
    const small = table.columns.map((_, place) => smallRows(table, place, threshold));
    const rows = table.rows.map((cells, row) =>
      cells.map((cell, place): ReportCell => {
        if (!isCount(cell)) return cell;
        if (noise !== null || small[place]?.has(row) === true) {
          withheld += 1;
          return { withheld: true };
        }
        return { ...cell, people: Math.round(cell.people / base) * base };
      }),
    );
    return { ...table, rows };
  });
  return {
    page: { ...page, tables },
    verdict: {
      outcome: 'released',
      suppressedRows: withheld,
      reasons: withheld === 0 ? [] : ['belowThreshold'],
    },
  };
}
