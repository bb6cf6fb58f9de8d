import type { CustomerProfile, CustomerProfileRequest, PrepareRequest } from '../../../contract/dashboard.ts';
import type { DashboardPort } from '../../../state/engine-port.ts';
import { Task } from '../../../state/task.svelte.ts';

type Terms = Partial<Pick<CustomerProfileRequest, 'reason' | 'withScores' | 'withValue'>>;

/**
 * The customer that is looked at. What is known at once comes first; scores of all customers follow, and the model of
 * value when it is asked for. Who they are stays masked until a reason is given, and is masked again for the next one.
 */
export class CustomerView {
  profile: CustomerProfile | null = $state.raw(null);
  revealed: boolean = $state(false);
  /** Customers revealed so far, so that their list follows. */
  reveals: number = $state(0);
  readonly basics = new Task<CustomerProfile>();
  readonly scores = new Task<CustomerProfile>();
  readonly value = new Task<CustomerProfile>();
  readonly #engine: Pick<DashboardPort, 'customer'>;
  readonly #prepare: PrepareRequest;
  #key: number | null = null;
  #isScored = false;

  constructor(engine: Pick<DashboardPort, 'customer'>, prepare: PrepareRequest) {
    this.#engine = engine;
    this.#prepare = prepare;
  }

  /** Looks at a customer. */
  async open(key: number): Promise<void> {
    this.#key = key;
    this.profile = null;
    this.revealed = false;
    await this.#ask(this.basics, {});
    if (this.#isScored || this.scores.running) return;
    this.#isScored = await this.#ask(this.scores, { withScores: true });
  }

  /** Looks again after a failure. */
  again(): void {
    if (this.#key !== null) void this.open(this.#key);
  }

  /** Scores all customers again after a failure. */
  async score(): Promise<void> {
    this.#isScored = await this.#ask(this.scores, { withScores: true });
  }

  /** Fits the model of value, which can take long. */
  async fit(): Promise<void> {
    await this.#ask(this.value, { withValue: true });
  }

  /** Shows who it is, which the log keeps with the reason. */
  async reveal(reason: string): Promise<void> {
    const key = this.#key;
    this.revealed = true;
    if (await this.#ask(this.basics, { reason })) this.reveals += 1;
    else if (key === this.#key) this.revealed = false;
  }

  /** Masks who it is again. */
  async mask(): Promise<void> {
    this.revealed = false;
    await this.#ask(this.basics, {});
  }

  /** Nobody is looked at any more. */
  close(): void {
    this.#key = null;
    this.profile = null;
    this.revealed = false;
  }

  /** Stops all that is under way. */
  stop(): void {
    for (const task of [this.basics, this.scores, this.value]) task.stop();
  }

  /** Asks about the customer; an answer that another customer, or another mask, has overtaken is asked for again. */
  async #ask(task: Task<CustomerProfile>, terms: Terms): Promise<boolean> {
    const [key, revealed] = [this.#key, this.revealed];
    if (key === null) return false;
    const found = await task.run((control) => this.#engine.customer(this.#request(key, terms), control));
    if (found === null) return false;
    if (key === this.#key && revealed === this.revealed) this.profile = found;
    else await this.#ask(this.basics, {});
    return true;
  }

  #request(key: number, terms: Terms): CustomerProfileRequest {
    const prepare = this.#prepare;
    const { datasetId } = prepare;
    const { revealed } = this;
    return { datasetId, prepare, key, revealed, reason: null, withValue: false, ...terms };
  }
}
