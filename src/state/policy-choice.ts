import type { Policy } from '../contract/privacy.ts';
import { parsePolicy, tighten } from '../privacy/policy.ts';

/**
 * What a user has set besides the host's policy: only the settings that differ from it, so that a host that changes
 * another one later is followed.
 */
export type PolicyChoice = Partial<Omit<Policy, 'rows'>> & { readonly rows?: Partial<Policy['rows']> };

const FIELDS = [
  'threshold',
  'formats',
  'dominance',
  'estimation',
  'groupDisclosure',
  'protection',
  'rounding',
  'differencing',
  'unverified',
  'noise',
] as const satisfies readonly (keyof Policy)[];
const ROW_FIELDS = ['deidentified', 'lists'] as const satisfies readonly (keyof Policy['rows'])[];

/** The least a policy can say, for reading settings that do not make a whole one. */
const LOOSEST = { version: 2, threshold: 2, formats: ['csv', 'svg', 'png', 'parquet', 'xlsx', 'print'] };

function pick<T extends object>(
  from: T,
  keys: readonly (keyof T)[],
  of: (key: keyof T) => boolean,
): Partial<T> {
  const picked: Partial<T> = {};
  for (const key of keys) if (of(key)) picked[key] = from[key];
  return picked;
}

const differs = (one: unknown, other: unknown): boolean => JSON.stringify(one) !== JSON.stringify(other);

/** The settings in which a policy differs from the host's; null when there are none. */
export function policyChoice(host: Policy, policy: Policy): PolicyChoice | null {
  const rows = pick(policy.rows, ROW_FIELDS, (key) => differs(policy.rows[key], host.rows[key]));
  const choice: PolicyChoice = {
    ...pick(policy, FIELDS, (key) => differs(policy[key], host[key])),
    ...(Object.keys(rows).length === 0 ? {} : { rows }),
  };
  return Object.keys(choice).length === 0 ? null : choice;
}

/**
 * Reads a choice as it was kept in the browser.
 *
 * @returns the choice, or null where nothing was kept or it cannot be read
 */
export function readPolicyChoice(kept: unknown): PolicyChoice | null {
  if (typeof kept !== 'object' || kept === null || Object.keys(kept).length === 0) return null;
  const parsed = parsePolicy({ ...LOOSEST, ...kept });
  if (!parsed.ok) return null;
  const rows = 'rows' in kept && typeof kept.rows === 'object' && kept.rows !== null ? kept.rows : null;
  return {
    ...pick(parsed.value, FIELDS, (key) => Object.hasOwn(kept, key)),
    ...(rows === null
      ? {}
      : { rows: pick(parsed.value.rows, ROW_FIELDS, (key) => Object.hasOwn(rows, key)) }),
  };
}

/**
 * Puts a choice on the host's policy again, setting by setting: the host may have been changed meanwhile, and a setting
 * that is looser than the host's now is left at the host's.
 */
export function applyPolicyChoice(host: Policy, choice: PolicyChoice): Policy {
  const { rows = {}, formats, ...others } = choice;
  const steps: Partial<Policy>[] = [
    ...(formats === undefined ? [] : [{ formats: host.formats.filter((each) => formats.includes(each)) }]),
    ...FIELDS.flatMap((field): Partial<Policy>[] =>
      field !== 'formats' && Object.hasOwn(others, field) ? [{ [field]: others[field] }] : [],
    ),
  ];
  let policy = host;
  for (const step of steps) {
    const tightened = tighten(host, { ...policy, ...step });
    if (tightened.ok) policy = tightened.value;
  }
  for (const field of ROW_FIELDS) {
    if (!Object.hasOwn(rows, field)) continue;
    const tightened = tighten(host, { ...policy, rows: { ...policy.rows, [field]: rows[field] } });
    if (tightened.ok) policy = tightened.value;
  }
  return policy;
}
