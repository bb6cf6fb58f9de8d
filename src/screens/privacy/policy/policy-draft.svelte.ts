import type { PolicyEffect } from '../../../contract/engine-api.ts';
import type { AppError } from '../../../contract/error.ts';
import type { Policy } from '../../../contract/privacy.ts';
import type { PolicyField } from '../../../i18n/policy-words.ts';
import { tighten } from '../../../privacy/policy.ts';
import type { EnginePort } from '../../../state/engine-port.ts';
import { fieldOf, policyProblems, type PolicyProblem } from './policy-problems.ts';

/** How long another change may still come before the gate is asked what it does, ms. */
const SETTLE_MS = 300;

/** What the settings would change, as far as it is known. */
export type Effects =
  | { readonly kind: 'none' }
  | { readonly kind: 'working' }
  | { readonly kind: 'known'; readonly effects: readonly PolicyEffect[] }
  | { readonly kind: 'failed'; readonly error: AppError };

/** A policy as it is being edited: not in force before it is applied. */
export class PolicyDraft {
  readonly host: Policy;
  policy: Policy;
  effects: Effects = $state.raw({ kind: 'none' });
  readonly #engine: Pick<EnginePort, 'policyEffects' | 'policy'>;
  #asked = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;

  /** What is wrong with the settings, by setting; empty when the host's policy allows them. */
  readonly problems: Readonly<Partial<Record<PolicyField, PolicyProblem>>> = $derived.by(() => {
    const problems = policyProblems(this.policy);
    if (Object.keys(problems).length > 0) return problems;
    const result = tighten(this.host, this.policy);
    return result.ok ? {} : { [fieldOf(result.error)]: { key: 'policy.problem.looser' } };
  });

  readonly changed: boolean = $derived.by(
    () => JSON.stringify(this.policy) !== JSON.stringify(this.#engine.policy),
  );

  constructor(engine: Pick<EnginePort, 'policyEffects' | 'policy'>, host: Policy, inForce: Policy) {
    this.#engine = engine;
    this.host = host;
    this.policy = $state.raw(inForce);
  }

  get valid(): boolean {
    return Object.keys(this.problems).length === 0;
  }

  /** Changes some settings; what that would do is asked of the gate. */
  set(change: Partial<Policy>): void {
    this.policy = { ...this.policy, ...change };
    this.ask();
  }

  /** Asks what the settings would do to the results that stand; the newest question is answered. */
  ask(settleMs: number = SETTLE_MS): void {
    this.#asked += 1;
    const asked = this.#asked;
    if (this.#timer !== null) clearTimeout(this.#timer);
    if (!this.valid) {
      this.effects = { kind: 'none' };
      return;
    }
    this.#timer = setTimeout(() => {
      void this.#askGate(asked);
    }, settleMs);
  }

  /** Stops asking; for when the screen is left. */
  stop(): void {
    this.#asked += 1;
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  async #askGate(asked: number): Promise<void> {
    this.effects = { kind: 'working' };
    const result = await this.#engine.policyEffects(this.policy);
    if (asked !== this.#asked) return;
    this.effects = result.ok
      ? { kind: 'known', effects: result.value }
      : { kind: 'failed', error: result.error };
  }
}
