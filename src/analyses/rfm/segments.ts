import type { ColourToken, Label } from '../../charts/chart-spec.ts';
import type { MessageKey } from '../../i18n/messages.ts';
import type { OwnMap, RfmParams } from './params.ts';

interface SegmentLook {
  readonly label: MessageKey;
  readonly colour: ColourToken;
}

/** Published names of segments, as they stand in the data, and how they look. */
export const SEGMENTS: Readonly<Record<string, SegmentLook>> = {
  Champions: { label: 'rfm.segment.champions', colour: 'champions' },
  'Loyal Customers': { label: 'rfm.segment.loyal', colour: 'loyal' },
  'Potential Loyalists': { label: 'rfm.segment.potential', colour: 'potential' },
  'Potential Loyalist': { label: 'rfm.segment.potential', colour: 'potential' },
  'New Customers': { label: 'rfm.segment.new', colour: 'new' },
  Promising: { label: 'rfm.segment.promising', colour: 'promising' },
  'Need Attention': { label: 'rfm.segment.attention', colour: 'attention' },
  'About To Sleep': { label: 'rfm.segment.sleep', colour: 'sleep' },
  "Can't Lose": { label: 'rfm.segment.cantlose', colour: 'cantlose' },
  "Can't Lose Them": { label: 'rfm.segment.cantlose', colour: 'cantlose' },
  'At Risk': { label: 'rfm.segment.risk', colour: 'risk' },
  Hibernating: { label: 'rfm.segment.hibernating', colour: 'hibernating' },
  Lost: { label: 'rfm.segment.lost', colour: 'hibernating' },
  Others: { label: 'rfm.segment.others', colour: 'other' },
};

/** Name of a segment to show: a message for published names, the text itself for own ones. */
export function segmentLabel(name: string): Label {
  const known = SEGMENTS[name];
  return known === undefined ? { text: name } : { key: known.label };
}

/** Colour of a segment, the same on every screen. */
export function segmentColour(name: string): ColourToken {
  return SEGMENTS[name]?.colour ?? 'other';
}

/** The 10-cell map of recency and frequency, `GRID10[r - 1][f - 1]`: it covers all 25 cells once. */
export const GRID10: OwnMap = [
  ['Hibernating', 'Hibernating', 'At Risk', 'At Risk', "Can't Lose"],
  ['Hibernating', 'Hibernating', 'At Risk', 'At Risk', "Can't Lose"],
  ['About To Sleep', 'About To Sleep', 'Need Attention', 'Loyal Customers', 'Loyal Customers'],
  ['Promising', 'Potential Loyalists', 'Potential Loyalists', 'Loyal Customers', 'Loyal Customers'],
  ['New Customers', 'Potential Loyalists', 'Potential Loyalists', 'Champions', 'Champions'],
];

/** Segments of the 10-cell map, best first. */
export const GRID10_SEGMENTS: readonly string[] = [
  'Champions',
  'Loyal Customers',
  'Potential Loyalists',
  'New Customers',
  'Promising',
  'Need Attention',
  'About To Sleep',
  "Can't Lose",
  'At Risk',
  'Hibernating',
];

type Range = readonly [from: number, to: number];
interface RangeRule {
  readonly segment: string;
  readonly r: Range;
  readonly f: Range;
  readonly m: Range;
}

/**
 * The map of ranges that the documentation of the CRAN package `rfm` 0.2 gives. Ranges overlap: the first
 * that fits wins, and `Others` is what none fits.
 */
export const CRAN_RULES: readonly RangeRule[] = [
  { segment: 'Champions', r: [4, 5], f: [4, 5], m: [4, 5] },
  { segment: 'Loyal Customers', r: [2, 5], f: [3, 5], m: [3, 5] },
  { segment: 'Potential Loyalist', r: [3, 5], f: [1, 3], m: [1, 3] },
  { segment: 'New Customers', r: [4, 5], f: [1, 1], m: [1, 1] },
  { segment: 'Promising', r: [3, 4], f: [1, 1], m: [1, 1] },
  { segment: 'Need Attention', r: [2, 3], f: [2, 3], m: [2, 3] },
  { segment: 'About To Sleep', r: [2, 3], f: [1, 2], m: [1, 2] },
  { segment: 'At Risk', r: [1, 2], f: [2, 5], m: [2, 5] },
  { segment: "Can't Lose Them", r: [1, 1], f: [4, 5], m: [4, 5] },
  { segment: 'Lost', r: [1, 2], f: [1, 2], m: [1, 2] },
];
const CRAN_OTHERS = 'Others';

function within(score: number, [from, to]: Range): boolean {
  return score >= from && score <= to;
}

/** Whether a map looks at the monetary score too. */
export function usesMonetary(map: RfmParams['map']): boolean {
  return map === 'cran';
}

/** Segments of a map in the order they are listed. */
export function segmentNames(map: RfmParams['map']): readonly string[] {
  if (map === 'grid10') return GRID10_SEGMENTS;
  if (map === 'cran') return [...CRAN_RULES.map((rule) => rule.segment), CRAN_OTHERS];
  const used = new Set(map.toReversed().flatMap((names) => names.toReversed()));
  const known = GRID10_SEGMENTS.filter((name) => used.has(name));
  return [...known, ...[...used].filter((name) => !known.includes(name))];
}

/**
 * Segment of a customer with these scores.
 *
 * @param scores on the scale 1 to 5; `m` is only looked at by `cran`
 */
export function segmentOf(map: RfmParams['map'], scores: { r: number; f: number; m: number }): string {
  const { r, f, m } = scores;
  if (map === 'cran') {
    const rule = CRAN_RULES.find((each) => within(r, each.r) && within(f, each.f) && within(m, each.m));
    return rule?.segment ?? CRAN_OTHERS;
  }
  const grid = map === 'grid10' ? GRID10 : map;
  const name = grid[r - 1]?.[f - 1];
  if (name === undefined) throw new RangeError(`no cell for recency ${r}, frequency ${f}`);
  return name;
}

/**
 * Puts a score of any number of bins on the scale 1 to 5 that maps are defined on:
 * `1 + round((score - 1) * 4 / (bins - 1))`. Of 3 bins the scores become 1, 3, 5; of 4 bins 1, 2, 4, 5.
 */
export function onFive(score: number, bins: number): number {
  return bins === 1 ? 1 : 1 + Math.round(((score - 1) * 4) / (bins - 1));
}
