import { column, texts, type ResultSet, type Value } from '../../contract/result-set.ts';

/** Figures of a segment, in the order of the table's columns. */
export const SEGMENT_FIGURES = [
  'customers',
  'customer_share',
  'revenue_share',
  'revenue',
  'average_order_value',
  'median_recency',
  'median_frequency',
  'median_monetary',
] as const;
export type SegmentFigure = (typeof SEGMENT_FIGURES)[number];

/** One row of the table of segments. */
export interface SegmentRow {
  readonly segment: string;
  /** Figures as the gate or the engine gave them; null when withheld or unknown. */
  readonly figures: Readonly<Record<SegmentFigure, number | null>>;
  /** True when the row would not leave. */
  readonly withheld: boolean;
}

const asNumber = (value: Value | undefined): number | null => (typeof value === 'number' ? value : null);

/**
 * Rows of the table of segments, in the order of the private result.
 *
 * @param segments the private `segments` table
 * @param released the same table as it would leave, when that is what is drawn
 */
export function segmentRows(segments: ResultSet, released: ResultSet | null): SegmentRow[] {
  const shown = released ?? segments;
  const places = new Map(texts(shown, 'segment').map((segment, index) => [segment, index]));
  const columns = SEGMENT_FIGURES.map((name) => column(shown, name));
  return texts(segments, 'segment').map((segment) => {
    const place = places.get(segment);
    const values = columns.map((each) => (place === undefined ? null : asNumber(each.values[place])));
    const figures = Object.fromEntries(SEGMENT_FIGURES.map((name, index) => [name, values[index] ?? null]));
    return {
      segment,
      figures: figures as Record<SegmentFigure, number | null>,
      withheld: figures['customers'] === null,
    };
  });
}
