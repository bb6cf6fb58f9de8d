import * as v from 'valibot';
import { appError } from '../contract/error.ts';
import type { ExportFormat, Policy } from '../contract/privacy.ts';
import { fail, ok, type Result } from '../contract/result.ts';

const FORMATS = ['csv', 'svg', 'png', 'parquet', 'xlsx', 'print'] as const satisfies readonly ExportFormat[];

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
      lists: v.optional(v.nullable(v.strictObject({ pseudonymised: v.boolean() })), null),
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
  const { version: _version, formats, ...rest } = parsed.output;
  return ok({ ...rest, formats: FORMATS.filter((format) => formats.includes(format)) });
}

/**
 * Puts what a user asks for on top of the host's policy: a user may raise the threshold and drop formats.
 *
 * @param host the policy the host has set
 * @param user the policy the user asks for
 * @returns the policy to put in force; `policy.looser` for a lower threshold, `gate.kindNotAllowed` for a
 *   format the host does not allow, `policy.invalid` for a threshold that is not a whole number
 */
export function tighten(host: Policy, user: Policy): Result<Policy> {
  if (!Number.isSafeInteger(user.threshold)) {
    return fail(appError('policy.invalid', { path: 'threshold', detail: String(user.threshold) }));
  }
  if (user.threshold < host.threshold) {
    return fail(appError('policy.looser', { asked: user.threshold, floor: host.threshold }));
  }
  const added = user.formats.find((format) => !host.formats.includes(format));
  if (added !== undefined) return fail(appError('gate.kindNotAllowed', { format: added }));
  return ok({
    ...host,
    threshold: user.threshold,
    formats: host.formats.filter((format) => user.formats.includes(format)),
  });
}
