import {
  DIMENSIONS,
  type CutPoints,
  type Dimension,
  type OwnMap,
  type TiePolicy,
} from '../../analyses/rfm/params.ts';
import { GRID10, GRID10_SEGMENTS, onFive } from '../../analyses/rfm/segments.ts';

/** Equal bins on offer. */
export const EQUAL_BINS = [3, 4, 5] as const;

/** Segment maps on offer. */
export const MAPS = ['grid10', 'cran', 'own'] as const;

/** Most cut points of a dimension. */
const MOST_CUTS = 9;

/** Segments an own map can be painted with, best first. */
export const PAINTS = GRID10_SEGMENTS;

/** What stands in the parameters panel; texts stay as typed, so that a mistake can be corrected. */
export interface RfmForm {
  /** ISO date, or empty for the day after the last order. */
  readonly analysisDate: string;
  readonly bins: (typeof EQUAL_BINS)[number] | 'own';
  /** Cut points per dimension, as typed. */
  readonly cuts: Readonly<Record<Dimension, string>>;
  readonly ties: TiePolicy;
  readonly monetary: 'sum' | 'mean';
  readonly map: (typeof MAPS)[number];
  /** The own map, on the scale 1 to 5: `painted[r - 1][f - 1]`. */
  readonly painted: OwnMap;
}

/** What is wrong with a field of the form. */
export type FormProblem = 'date' | Dimension;

/** Scores of recency and of frequency that a result has; the heat map has as many rows and columns. */
export interface Scale {
  readonly recency: number;
  readonly frequency: number;
  readonly monetary: number;
}

/** The form as it is before anything has been changed. An own map starts from the 10-cell one. */
export const DEFAULT_FORM: RfmForm = {
  analysisDate: '',
  bins: 5,
  cuts: { recency: '30 90 180 365', frequency: '2 3 5 10', monetary: '50 100 200 500' },
  ties: 'ntile',
  monetary: 'sum',
  map: 'grid10',
  painted: GRID10,
};

/**
 * Reads cut points as typed.
 *
 * @param text numbers separated by blanks or semicolons
 * @returns one to nine rising numbers, or null
 */
export function readCuts(text: string): number[] | null {
  const cuts = text
    .split(/[\s;]+/u)
    .filter((part) => part !== '')
    .map(Number);
  const rising = cuts.every((cut, index) => Number.isFinite(cut) && cut > (cuts[index - 1] ?? -Infinity));
  return rising && cuts.length >= 1 && cuts.length <= MOST_CUTS ? cuts : null;
}

/** Own cut points of the form, or null when one of them cannot be read. */
function ownCuts(form: RfmForm): CutPoints | null {
  const [recency, frequency, monetary] = DIMENSIONS.map((dimension) => readCuts(form.cuts[dimension]));
  if (!recency || !frequency || !monetary) return null;
  return { recency, frequency, monetary };
}

/** Scores per dimension under the form; cut points give one more than there are of them. */
export function scaleOf(form: RfmForm): Scale {
  const scores = (dimension: Dimension): number =>
    form.bins === 'own' ? (readCuts(form.cuts[dimension])?.length ?? 4) + 1 : form.bins;
  return { recency: scores('recency'), frequency: scores('frequency'), monetary: scores('monetary') };
}

/**
 * What is wrong with the form.
 *
 * @param lastDay ISO date of the last order, or null when there is none
 */
export function formProblems(form: RfmForm, lastDay: string | null): FormProblem[] {
  const found: FormProblem[] = [];
  const badDate = form.analysisDate !== '' && Number.isNaN(Date.parse(form.analysisDate));
  const early = form.analysisDate !== '' && lastDay !== null && form.analysisDate < lastDay;
  if (badDate || early) found.push('date');
  if (form.bins !== 'own') return found;
  return [...found, ...DIMENSIONS.filter((dimension) => readCuts(form.cuts[dimension]) === null)];
}

/** Parameters of the analysis as the form has them. Only for a form without problems. */
export function toParams(form: RfmForm): Readonly<Record<string, unknown>> {
  return {
    analysisDate: form.analysisDate === '' ? null : form.analysisDate,
    bins: form.bins === 'own' ? ownCuts(form) : form.bins,
    ties: form.ties,
    monetary: form.monetary,
    map: form.map === 'own' ? form.painted : form.map,
  };
}

/** Place of a cell on the map, which is defined on the scale 1 to 5. */
function onMap(scale: Scale, r: number, f: number): readonly [r: number, f: number] {
  return [onFive(r, scale.recency), onFive(f, scale.frequency)];
}

/** Segment that the own map gives a cell of the heat map. */
export function paintOf(form: RfmForm, scale: Scale, r: number, f: number): string | null {
  const [row, column] = onMap(scale, r, f);
  return form.painted[row - 1]?.[column - 1] ?? null;
}

/** The own map with one cell of the heat map painted. */
export function paintCell(
  painted: OwnMap,
  scale: Scale,
  cell: { r: number; f: number },
  segment: string,
): OwnMap {
  const [row, column] = onMap(scale, cell.r, cell.f);
  return painted.map((names, index) =>
    index === row - 1 ? names.map((name, place) => (place === column - 1 ? segment : name)) : names,
  );
}
