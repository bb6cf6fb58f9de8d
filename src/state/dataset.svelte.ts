import type { AppError } from '../contract/error.ts';
import type { DatasetId } from '../contract/ids.ts';
import type { CleaningReceipt, CleaningRule, Mapping, RuleSwitches } from '../contract/import.ts';
import type { CustomerMerge } from '../contract/merge.ts';
import type { EnginePort, RunControl } from './engine-port.ts';
import type { ImportSession } from './import-session.svelte.ts';
import { treatedFiles, type TreatedFile } from './receipt-cures.ts';

/** The orders in the engine, their receipt, and the switches of the cleaning rules. */
export class Dataset {
  readonly mapping: Mapping | null;
  /** True for the synthetic sample orders. */
  readonly synthetic: boolean;
  /** When it was loaded, ms since 1970 UTC. */
  readonly loadedAt = Date.now();
  /** The files they came from, in the order in which they were loaded. */
  readonly sessions: readonly ImportSession[];
  /** What was cured in these. */
  readonly treated: readonly TreatedFile[];
  receipt: CleaningReceipt;
  /** The rule whose switch is being worked on. */
  busyRule: CleaningRule | null = $state(null);
  error: AppError | null = $state.raw(null);
  readonly #engine: EnginePort;
  readonly #onSwitched: (rules: Partial<RuleSwitches>) => void;

  /** @param onSwitched told of the rules that were switched, once they are */
  constructor(
    engine: EnginePort,
    receipt: CleaningReceipt,
    mapping: Mapping | null,
    sessions: readonly ImportSession[] = [],
    onSwitched: (rules: Partial<RuleSwitches>) => void = () => undefined,
  ) {
    this.#engine = engine;
    this.#onSwitched = onSwitched;
    this.receipt = $state.raw(receipt);
    this.mapping = mapping;
    this.synthetic = mapping === null;
    this.sessions = sessions;
    this.treated = treatedFiles(sessions);
  }

  get id(): DatasetId {
    return this.receipt.datasetId;
  }

  get rules(): RuleSwitches {
    const switches = this.receipt.rules.map(({ rule, on }) => [rule, on] as const);
    return Object.fromEntries(switches) as unknown as RuleSwitches;
  }

  /** Switches a cleaning rule; the receipt follows. One switch is worked on at a time. */
  async setRule(rule: CleaningRule, on: boolean): Promise<void> {
    if (this.busyRule !== null) return;
    this.busyRule = rule;
    this.error = null;
    const result = await this.#engine.setRules(this.id, { ...this.rules, [rule]: on });
    this.busyRule = null;
    if (result.ok) this.#switched(result.value);
    else if (result.error.code !== 'engine.cancelled') this.error = result.error;
  }

  /**
   * Merges customers by rules, or takes a merge back (null); the receipt follows, and with it all that is shown.
   *
   * @returns whether it went; an error stands here, unless it was stopped
   */
  async merge(merge: CustomerMerge | null, control?: RunControl): Promise<boolean> {
    this.error = null;
    const result = await this.#engine.merging.merge(this.id, merge, control);
    if (result.ok) this.receipt = result.value;
    else if (result.error.code !== 'engine.cancelled') this.error = result.error;
    return result.ok;
  }

  /** Switches all cleaning rules at once, where any of them is another. */
  async setRules(rules: RuleSwitches): Promise<void> {
    const same = this.receipt.rules.every(({ rule, on }) => rules[rule] === on);
    if (same || this.busyRule !== null) return;
    const result = await this.#engine.setRules(this.id, rules);
    if (result.ok) this.#switched(result.value);
    else this.error = result.error;
  }

  #switched(receipt: CleaningReceipt): void {
    const before = this.rules;
    this.receipt = receipt;
    const switched = receipt.rules.filter(({ rule, on }) => before[rule] !== on);
    this.#onSwitched(Object.fromEntries(switched.map(({ rule, on }) => [rule, on])));
  }
}
