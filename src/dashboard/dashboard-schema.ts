import * as v from 'valibot';
import type { AppError } from '../contract/error.ts';
import {
  day,
  documentId,
  fieldsFault,
  finite,
  line,
  list,
  required,
  type Fields,
} from '../document/field-schema.ts';
import type { Dashboard } from './dashboard.ts';
import { dimensions, measure } from './tile-schema.ts';

/** Most pages of a dashboard, and tiles of a page. */
export const MAX_PAGES = 50;
export const MAX_TILES = 100;

const days = v.pipe(
  v.strictObject({ from: day, to: day }),
  v.check(({ from, to }) => from <= to, 'the last day must not be before the first'),
);

const dimension = required;
const clause = v.variant(
  'op',
  [
    v.strictObject({
      dimension,
      op: v.literal('in'),
      values: v.pipe(
        list(line),
        v.check((values) => values.length > 0, 'one value at least is expected'),
      ),
    }),
    v.strictObject({ dimension, op: v.literal('between'), low: line, high: line }),
  ],
  'a condition with "in" or "between" is expected',
);

const selection = v.pipe(
  list(clause),
  v.check(
    (clauses) => new Set(clauses.map((each) => each.dimension)).size === clauses.length,
    'one condition a dimension is expected',
  ),
);

const share = finite;
const when = v.variant(
  'kind',
  [
    v.strictObject({ kind: v.literal('below'), value: finite }),
    v.strictObject({ kind: v.literal('above'), value: finite }),
    v.strictObject({ kind: v.literal('fall'), share }),
    v.strictObject({ kind: v.literal('rise'), share }),
    v.strictObject({
      kind: v.literal('unusual'),
      score: v.pipe(
        finite,
        v.check((score) => score > 0, 'a number above 0 is expected'),
      ),
    }),
  ],
  'a rule below, above, fall, rise or unusual is expected',
);

const alerts = v.pipe(
  list(v.strictObject({ id: documentId, measure, when })),
  v.check((rules) => new Set(rules.map(({ id }) => id)).size === rules.length, 'each id once is expected'),
);

/** Fields of a dashboard besides its pages, in the order they are written. */
export const DASHBOARD_FIELDS = {
  title: line,
  grain: v.picklist(['week', 'month', 'quarter'], 'week, month or quarter is expected'),
  days: v.nullable(days),
  filters: dimensions,
  selection,
  alerts,
} as const satisfies Fields & Record<keyof Omit<Dashboard, 'pages'>, v.GenericSchema>;

/** What fields are where a file leaves them out. */
export const DASHBOARD_DEFAULTS: Readonly<Record<string, unknown>> = {
  title: '',
  grain: 'month',
  days: null,
  filters: [],
  selection: [],
  alerts: [],
};

/** Checks fields of a dashboard; null where nothing is wrong. */
export function settingsFault(fields: Partial<Omit<Dashboard, 'pages'>>): AppError | null {
  return fieldsFault(DASHBOARD_FIELDS, fields);
}
