import * as v from 'valibot';
import { calendarDay } from '../calendar-day.ts';

/** How equal customers are scored; see the method page. */
export const TIE_POLICIES = ['ntile', 'cume_dist', 'rfm_r', 'qcut'] as const;
export type TiePolicy = (typeof TIE_POLICIES)[number];

/** Segment maps that have a name. */
export const MAP_NAMES = ['grid10', 'cran'] as const;

/** Most own cut points a dimension may have. */
const MAX_CUTS = 9;
const MAX_NAME_LENGTH = 60;

const cutPoints = v.pipe(
  v.array(v.pipe(v.number(), v.finite('a finite number is expected'))),
  v.minLength(1, 'one cut point at least is expected'),
  v.maxLength(MAX_CUTS, `${MAX_CUTS} cut points at most are expected`),
  v.check(
    (points) => points.every((point, index) => index === 0 || point > (points[index - 1] ?? point)),
    'cut points must increase',
  ),
  v.readonly(),
);

const segmentName = v.pipe(
  v.string('a segment name is expected'),
  v.trim(),
  v.nonEmpty('a segment name is expected'),
  v.maxLength(MAX_NAME_LENGTH, `a segment name has ${MAX_NAME_LENGTH} characters at most`),
  v.check((name) => !name.includes('\0'), 'a segment name has no control characters'),
);

const ownMap = v.pipe(
  v.array(
    v.pipe(
      v.array(segmentName),
      v.length(5, 'five segment names a row are expected, for frequency 1 to 5'),
      v.readonly(),
    ),
  ),
  v.length(5, 'five rows are expected, for recency 1 to 5'),
  v.readonly(),
);

/** The parameter `ties`. */
export const rfmTies = v.optional(v.picklist(TIE_POLICIES, `expected ${TIE_POLICIES.join(', ')}`), 'ntile');

/** The parameter `map`. */
export const rfmMap = v.optional(
  v.union(
    [v.picklist(MAP_NAMES), ownMap],
    'expected grid10, cran, or five rows (recency 1 to 5) of five segment names (frequency 1 to 5)',
  ),
  'grid10',
);

/**
 * Parameters of RFM. Their names and values are part of the command line and of saved documents.
 *
 * - `analysisDate`: day that recency is counted to, ISO; null is the day after the last order
 * - `bins`: 3, 4 or 5 scores by rank, or own cut points in natural units (days, orders, currency)
 * - `ties`: how equal customers are scored; own cut points leave no ties to settle
 * - `monetary`: `sum` of a customer's amounts, or `mean` per order
 * - `map`: a named map, or five rows (recency 1 to 5) of five segment names (frequency 1 to 5)
 */
export const rfmParams = v.strictObject({
  analysisDate: v.optional(v.nullable(calendarDay), null),
  bins: v.optional(
    v.union(
      [
        v.picklist([3, 4, 5]),
        v.pipe(
          v.strictObject({ recency: cutPoints, frequency: cutPoints, monetary: cutPoints }),
          v.readonly(),
        ),
      ],
      'expected 3, 4, 5 or increasing cut points as {"recency":[…],"frequency":[…],"monetary":[…]}',
    ),
    5,
  ),
  ties: rfmTies,
  monetary: v.optional(v.picklist(['sum', 'mean'], 'expected sum or mean'), 'sum'),
  map: rfmMap,
});

export type RfmParams = v.InferOutput<typeof rfmParams>;
/** Own cut points in natural units: days, orders, currency. */
export type CutPoints = Exclude<RfmParams['bins'], number>;
/** Own segment map: `map[r - 1][f - 1]`. */
export type OwnMap = Exclude<RfmParams['map'], string>;

/** What is scored. */
export const DIMENSIONS = ['recency', 'frequency', 'monetary'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** Number of scores of a dimension under these parameters. */
export function binCount(bins: number | CutPoints, dimension: Dimension): number {
  return typeof bins === 'number' ? bins : bins[dimension].length + 1;
}
