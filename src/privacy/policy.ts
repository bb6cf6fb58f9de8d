import * as v from 'valibot';
import { appError } from '../contract/error.ts';
import type { ExportFormat, Policy } from '../contract/privacy.ts';
import { fail, ok, type Result } from '../contract/result.ts';

const FORMATS = ['csv', 'svg', 'png'] as const satisfies readonly ExportFormat[];

/** A threshold of 1 would let figures on a single customer out, so 2 is the least a policy may ask for. */
const LEAST_THRESHOLD = 2;

/** Unknown fields are refused: a misspelt restriction must not be passed over. */
const PolicyFile = v.strictObject({
  version: v.literal(1),
  threshold: v.pipe(v.number(), v.safeInteger(), v.minValue(LEAST_THRESHOLD)),
  formats: v.array(v.picklist(FORMATS)),
});

/**
 * Reads the policy the host has set.
 *
 * @param file content of `policy.json`, decoded: `{version: 1, threshold, formats}`
 * @returns the policy, or `policy.invalid` with the place and the reason
 */
export function parsePolicy(file: unknown): Result<Policy> {
  const parsed = v.safeParse(PolicyFile, file);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    const path = v.getDotPath(issue) ?? 'policy.json';
    return fail(appError('policy.invalid', { path, detail: issue.message }));
  }
  const { threshold, formats } = parsed.output;
  return ok({ threshold, formats: FORMATS.filter((format) => formats.includes(format)) });
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
    threshold: user.threshold,
    formats: host.formats.filter((format) => user.formats.includes(format)),
  });
}
