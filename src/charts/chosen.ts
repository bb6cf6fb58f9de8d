import type { ChartSpec } from './chart-spec.ts';
import type { ChartTheme } from './theme.ts';

/** Strength of a mark that is not chosen, as the last part of a colour `#rrggbbaa`. */
const PALE = '3d';

/** Whether a mark is chosen, by its place in drawing order; null while nothing is. */
export function isChosen({ chosen }: ChartSpec, mark: number): boolean | null {
  return chosen === undefined ? null : (chosen[mark] ?? false);
}

/** Whether a mark is drawn pale since others are chosen. */
export function isPale(spec: ChartSpec, mark: number): boolean {
  return isChosen(spec, mark) === false;
}

/** How many marks are chosen; null while nothing is. */
export function chosenCount({ chosen }: ChartSpec): number | null {
  return chosen === undefined ? null : chosen.filter(Boolean).length;
}

/** Fill and outline of a mark that is not chosen: pale within a line, so that colour alone does not tell. */
export function paleStyle(fill: string, theme: ChartTheme) {
  return { fill: `${fill}${PALE}`, stroke: theme.ink2, lineWidth: 0.75 };
}
