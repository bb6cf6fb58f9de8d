import type { AppError } from '../../../contract/error.ts';
import type { Policy } from '../../../contract/privacy.ts';
import { POLICY_FIELDS, type PolicyField } from '../../../i18n/policy-words.ts';

/** What is wrong with a setting, as a message with its values. */
export type PolicyProblem =
  | { readonly key: 'policy.problem.looser' }
  | { readonly key: 'policy.problem.whole' | 'policy.problem.least'; readonly values: { min: number } }
  | { readonly key: 'policy.problem.number'; readonly values: { min: number; max: number } };

const LEAST_PEOPLE = 2;
const MOST_LARGEST = 5;
/** Shares are per cent; the least that can be typed is a tenth. */
const LEAST_PERCENT = 0.1;
const LEAST_EPSILON = 0.01;

function whole(value: number, min: number): PolicyProblem | null {
  return Number.isSafeInteger(value) && value >= min
    ? null
    : { key: 'policy.problem.whole', values: { min } };
}

function between(value: number, min: number, max: number): PolicyProblem | null {
  return value >= min && value <= max ? null : { key: 'policy.problem.number', values: { min, max } };
}

function atLeast(value: number, min: number): PolicyProblem | null {
  return Number.isFinite(value) && value >= min ? null : { key: 'policy.problem.least', values: { min } };
}

/** Settings that are no settings: empty fields, fractions of people, shares over 100 %. */
export function policyProblems(policy: Policy): Readonly<Partial<Record<PolicyField, PolicyProblem>>> {
  const { threshold, dominance, estimation, protection, rounding, rows, noise } = policy;
  const found: readonly (readonly [PolicyField, PolicyProblem | null])[] = [
    ['threshold', whole(threshold, LEAST_PEOPLE)],
    ['dominance', dominance && (whole(dominance.n, 1) ?? between(dominance.n, 1, MOST_LARGEST))],
    ['dominance', dominance && between(dominance.k, LEAST_PERCENT, 100)],
    ['estimation', estimation && between(estimation.p, LEAST_PERCENT, 100)],
    ['estimation', estimation && between(estimation.q, LEAST_PERCENT, 100)],
    ['protection', whole(protection, 0)],
    ['rounding', rounding && whole(rounding.base, LEAST_PEOPLE)],
    ['deidentified', rows.deidentified && whole(rows.deidentified.k, LEAST_PEOPLE)],
    ['noise', noise && (atLeast(noise.epsilon, LEAST_EPSILON) ?? atLeast(noise.budget, noise.epsilon))],
  ];
  return Object.fromEntries(found.filter(([, problem]) => problem !== null));
}

/** The setting that a refusal of the host's policy is about. */
export function fieldOf(error: AppError): PolicyField {
  if (error.code === 'gate.kindNotAllowed') return 'formats';
  if (error.code !== 'policy.looserField' && error.code !== 'policy.invalid') return 'threshold';
  const path = error.code === 'policy.looserField' ? error.params.field : error.params.path;
  const parts = path.split('.');
  return POLICY_FIELDS.find((field) => parts.includes(field)) ?? 'threshold';
}
