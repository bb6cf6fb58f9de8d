import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** One measured figure. Smaller is better in all of them. */
export interface Figure {
  readonly name: string;
  /** Median of the repeats; null when it could not be measured, with the reason in `note`. */
  readonly value: number | null;
  readonly unit: 's' | 'ms' | 'bytes/order' | 'MB';
  /** Median of what it is compared with, in the same run; null when there is none. */
  readonly baseline: number | null;
  readonly ratio: number | null;
  /** What is to be reached: as a ratio where there is a baseline, else in the unit. Null = for information. */
  readonly goal: number | null;
  readonly note?: string;
}

/** The value that a share of all does not exceed, e.g. 0.95. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** The middle of some measurements, or null of none. */
export function median(values: readonly number[]): number | null {
  const sorted = values.filter((value) => Number.isFinite(value)).toSorted((a, b) => a - b);
  if (sorted.length === 0) return null;
  const upper = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? 0;
  return (upper + lower) / 2;
}

/**
 * Makes a figure of repeated measurements.
 *
 * @param values of the repeats
 * @param baselines of what it is compared with
 */
export function figure(
  name: string,
  unit: Figure['unit'],
  values: readonly number[],
  {
    baselines = [],
    goal = null,
    note,
  }: { baselines?: readonly number[]; goal?: number | null; note?: string } = {},
): Figure {
  const value = median(values);
  const baseline = median(baselines);
  const ratio = value === null || baseline === null || baseline === 0 ? null : value / baseline;
  return { name, value, unit, baseline, ratio, goal, ...(note === undefined ? {} : { note }) };
}

/** Whether a figure reaches its goal; null when it has none or could not be measured. */
function reached({ value, ratio, baseline, goal }: Figure): boolean | null {
  const judged = baseline === null ? value : ratio;
  return goal === null || judged === null ? null : judged <= goal;
}

function written(number: number | null, digits = 2): string {
  if (number === null) return '–';
  return number >= 100 ? number.toFixed(0) : number.toFixed(digits);
}

/** The figures as a table for a terminal. */
export function table(figures: readonly Figure[]): string {
  const rows = figures.map((each) => {
    const verdict = reached(each);
    return [
      each.name,
      `${written(each.value)} ${each.unit}`,
      written(each.baseline),
      written(each.ratio),
      each.goal === null ? '' : `≤ ${each.goal}`,
      verdict === null
        ? (each.note ?? '')
        : `${verdict ? 'reached' : 'missed'}${each.note === undefined ? '' : `; ${each.note}`}`,
    ];
  });
  const all = [['figure', 'value', 'baseline', 'ratio', 'goal', ''], ...rows];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all
    .map((row) =>
      row
        .map((cell, column) => {
          const width = widths[column] ?? 0;
          return column === 0 || column === 5 ? cell.padEnd(width) : cell.padStart(width);
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Writes the figures as JSON lines to `bench-results/`, under the time of the run. */
export async function keep(figures: readonly Figure[], at: Date): Promise<string> {
  await mkdir('bench-results', { recursive: true });
  const file = path.join('bench-results', `${at.toISOString().replaceAll(':', '-').slice(0, 19)}.jsonl`);
  await writeFile(file, figures.map((each) => JSON.stringify(each) + '\n').join(''));
  return file;
}
