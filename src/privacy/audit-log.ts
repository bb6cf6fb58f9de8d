import { newId, type AuditId } from '../contract/ids.ts';
import type { AuditEvent } from '../contract/privacy.ts';

/**
 * What compliance wants to know of besides releases, in the order it happened: values shown, classifications
 * changed, policies set. It only grows, and holds names and reasons, never values of the data.
 */
export class AuditLog implements Iterable<AuditEvent> {
  readonly #events: AuditEvent[] = [];
  readonly #listener: (event: AuditEvent) => void;

  /** @param listener told of every event once it stands in the log */
  constructor(listener: (event: AuditEvent) => void = () => undefined) {
    this.#listener = listener;
  }

  /** Adds an event, now. */
  note(kind: AuditEvent['kind'], subject: string, reason: string | null = null): void {
    const event = Object.freeze({
      id: newId<AuditId>(),
      at: new Date().toISOString(),
      kind,
      subject,
      reason,
    });
    this.#events.push(event);
    this.#listener(event);
  }

  [Symbol.iterator](): Iterator<AuditEvent> {
    return this.#events.values();
  }
}
