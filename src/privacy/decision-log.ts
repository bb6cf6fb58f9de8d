import type { Decision } from '../contract/privacy.ts';

/** Copies the fields of the contract and no others, so that nothing else can slip into the log. */
function entry(decision: Decision): Decision {
  const { id, at, subject, format, outcome, threshold, rows, suppressedRows, reasons, digest } = decision;
  const { kind, purpose, unverified, fingerprint, attached } = decision;
  return Object.freeze({
    id,
    at,
    subject,
    format,
    outcome,
    threshold,
    rows,
    suppressedRows,
    reasons: Object.freeze([...reasons]),
    kind,
    purpose,
    unverified,
    fingerprint,
    digest,
    ...(attached === undefined ? {} : { attached: Object.freeze([...attached]) }),
  });
}

/**
 * The gate's decisions in the order they were taken. It only grows, and holds names and counts, never values
 * of the data.
 */
export class DecisionLog implements Iterable<Decision> {
  readonly #entries: Decision[] = [];
  readonly #listener: (decision: Decision) => void;

  /** @param listener told of every decision once it stands in the log */
  constructor(listener: (decision: Decision) => void = () => undefined) {
    this.#listener = listener;
  }

  /**
   * Adds a decision.
   *
   * @throws RangeError when a decision of the same id stands in the log already
   */
  append(decision: Decision): void {
    if (this.#entries.some((each) => each.id === decision.id)) {
      throw new RangeError(`decision ${decision.id} stands in the log already`);
    }
    const added = entry(decision);
    this.#entries.push(added);
    this.#listener(added);
  }

  /** Every decision so far, oldest first. */
  entries(): readonly Decision[] {
    return [...this.#entries];
  }

  [Symbol.iterator](): Iterator<Decision> {
    return this.#entries.values();
  }
}

/** A log as JSON lines: one decision a line, oldest first, each line ended. */
export function toJsonLines(log: Iterable<Decision>): string {
  return [...log].map((decision) => `${JSON.stringify(entry(decision))}\n`).join('');
}
