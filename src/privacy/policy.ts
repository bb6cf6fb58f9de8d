import * as v from 'valibot';
import { appError } from '../contract/error.ts';
import type { ExportFormat, Policy } from '../contract/privacy.ts';
import { fail, ok, type Result } from '../contract/result.ts';

const FORMATS = [
  'csv',
  'svg',
  'png',
  'parquet',
  'xlsx',
  'print',
  'clipboard',
  'document',
  'script',
  'snapshot',
] as const satisfies readonly ExportFormat[];

/** A threshold of 1 would let figures on a single customer out, so 2 is the least a policy may ask for. */
const LEAST_THRESHOLD = 2;

const percent = v.pipe(v.number(), v.gtValue(0), v.maxValue(100));
const people = v.pipe(v.number(), v.safeInteger(), v.minValue(LEAST_THRESHOLD));
const positive = v.pipe(v.number(), v.finite(), v.gtValue(0));

/** Unknown fields are refused: a misspelt restriction must not be passed over. What is left out is not asked for. */
const PolicyFile = v.strictObject({
  version: v.literal(2),
  threshold: people,
  formats: v.array(v.picklist(FORMATS)),
  dominance: v.optional(
    v.nullable(
      v.strictObject({ n: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(5)), k: percent }),
    ),
    null,
  ),
  estimation: v.optional(v.nullable(v.strictObject({ p: percent, q: percent })), null),
  groupDisclosure: v.optional(v.boolean(), true),
  protection: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(0)), 0),
  rounding: v.optional(
    v.nullable(v.strictObject({ base: v.pipe(v.number(), v.safeInteger(), v.minValue(2)) })),
    null,
  ),
  differencing: v.optional(v.boolean(), true),
  rows: v.optional(
    v.strictObject({
      deidentified: v.optional(v.nullable(v.strictObject({ k: people })), null),
      lists: v.optional(
        v.nullable(
          v.strictObject({
            pseudonymised: v.boolean(),
            withoutConsent: v.exactOptional(v.picklist(['leftOut', 'marked'])),
          }),
        ),
        null,
      ),
    }),
    { deidentified: null, lists: null },
  ),
  unverified: v.optional(v.boolean(), false),
  noise: v.optional(v.nullable(v.strictObject({ epsilon: positive, budget: positive })), null),
});

/**
 * Reads the policy the host has set.
 *
 * @param file content of `policy.json`, decoded; its fields are those of {@link Policy} and `version: 2`
 * @returns the policy, or `policy.invalid` with the place and the reason
 */
export function parsePolicy(file: unknown): Result<Policy> {
  const parsed = v.safeParse(PolicyFile, file);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    const path = v.getDotPath(issue) ?? 'policy.json';
    return fail(appError('policy.invalid', { path, detail: issue.message }));
  }
  const { threshold, formats, dominance, estimation, groupDisclosure, protection } = parsed.output;
  const { rounding, differencing, rows, unverified, noise } = parsed.output;
  return ok({
    threshold,
    formats: FORMATS.filter((format) => formats.includes(format)),
    dominance,
    estimation,
    groupDisclosure,
    protection,
    rounding,
    differencing,
    rows,
    unverified,
    noise,
  });
}

/** Whether a setting withholds at least as much as another. */
type AtLeastAsTight<T> = (host: T, user: T) => boolean;

/** A rule that the host does not ask for may be set; one that it does may not be dropped. */
function ruleOr<T>(tight: AtLeastAsTight<T>): AtLeastAsTight<T | null> {
  return (host, user) => host === null || (user !== null && tight(host, user));
}

/** A way out that the host leaves shut stays shut; an open one may be shut or narrowed. */
function openingOr<T>(tight: AtLeastAsTight<T>): AtLeastAsTight<T | null> {
  return (host, user) => user === null || (host !== null && tight(host, user));
}

/** A demand, once made, stays. */
const demand: AtLeastAsTight<boolean> = (host, user) => user || !host;

// More contributions that need only reach a lower share are withheld more often.
const dominance = ruleOr<NonNullable<Policy['dominance']>>(
  (host, user) => user.n >= host.n && user.k <= host.k,
);
// The remainder is compared with p/q of the largest contribution.
const estimation = ruleOr<NonNullable<Policy['estimation']>>(
  (host, user) => user.p / user.q >= host.p / host.q,
);
const rounding = ruleOr<NonNullable<Policy['rounding']>>((host, user) => user.base >= host.base);
// Less ε is more noise; less budget is fewer releases.
const noise = ruleOr<NonNullable<Policy['noise']>>(
  (host, user) => user.epsilon <= host.epsilon && user.budget <= host.budget,
);
const deidentified = openingOr<NonNullable<Policy['rows']['deidentified']>>((host, user) => user.k >= host.k);
const lists = openingOr<NonNullable<Policy['rows']['lists']>>(
  (host, user) =>
    (user.pseudonymised || !host.pseudonymised) &&
    (user.withoutConsent !== 'marked' || host.withoutConsent === 'marked'),
);

/** The first field in which a policy is looser than the host's, e.g. `rows.lists`; null when there is none. */
function looserField(host: Policy, user: Policy): string | null {
  const fields: Readonly<Record<string, boolean>> = {
    dominance: dominance(host.dominance, user.dominance),
    estimation: estimation(host.estimation, user.estimation),
    groupDisclosure: demand(host.groupDisclosure, user.groupDisclosure),
    protection: user.protection >= host.protection,
    rounding: rounding(host.rounding, user.rounding),
    differencing: demand(host.differencing, user.differencing),
    unverified: host.unverified || !user.unverified,
    noise: noise(host.noise, user.noise),
    'rows.deidentified': deidentified(host.rows.deidentified, user.rows.deidentified),
    'rows.lists': lists(host.rows.lists, user.rows.lists),
  };
  return Object.keys(fields).find((field) => fields[field] === false) ?? null;
}

/**
 * Puts what a user asks for in place of the host's policy, when it is at least as tight in every field:
 *
 * - `threshold`: not lower; `formats`: none that the host does not allow;
 * - `dominance` (n,k): n not smaller and k not larger; `estimation` (p,q): p/q not smaller;
 * - `groupDisclosure`, `differencing`: stay on where the host has them on; `unverified`: stays off where it is off;
 * - `protection`: not narrower; `rounding`: to a base that is not smaller;
 * - `rows.deidentified`: off, or k not smaller; `rows.lists`: off, or under pseudonyms where the host says so, and
 *   without customers who have not agreed where it does not let them be marked;
 * - `noise`: ε and budget not larger.
 *
 * A rule the host does not ask for may be added.
 *
 * @param host the policy the host has set
 * @param user the policy the user asks for
 * @returns the policy to put in force; `policy.looser` for a lower threshold, `gate.kindNotAllowed` for a format the
 *   host does not allow, `policy.looserField` naming any other looser field, `policy.invalid` for what is no policy
 */
export function tighten(host: Policy, user: Policy): Result<Policy> {
  const parsed = parsePolicy({ version: 2, ...user });
  if (!parsed.ok) return parsed;
  if (user.threshold < host.threshold) {
    return fail(appError('policy.looser', { asked: user.threshold, floor: host.threshold }));
  }
  const added = user.formats.find((format) => !host.formats.includes(format));
  if (added !== undefined) return fail(appError('gate.kindNotAllowed', { format: added }));
  const field = looserField(host, user);
  return field === null ? parsed : fail(appError('policy.looserField', { field }));
}
