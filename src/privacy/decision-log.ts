import type { ConsentNote } from '../contract/consent.ts';
import type { Decision } from '../contract/privacy.ts';

function noted(consent: ConsentNote | null): ConsentNote | null {
  if (consent === null) return null;
  const { purpose, without, customers } = consent;
  const { given, withdrawn, refused, unclear, missing } = customers;
  const counts = Object.freeze({ given, withdrawn, refused, unclear, missing });
  return Object.freeze({ purpose, without, customers: counts });
}

/** Copies the fields of the contract and no others, so that nothing else can slip into the log. */
function entry(decision: Decision): Decision {
  const { id, at, subject, format, outcome, threshold, rows, suppressedRows, reasons, digest } = decision;
  const { kind, purpose, unverified, fingerprint, attached, consent } = decision;
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
    ...(consent === undefined ? {} : { consent: noted(consent) }),
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
