import type { Recogniser } from './recogniser.ts';
import { email } from './recognisers/online.ts';

export type { IdentifierEvidence, IdentifierSubject, Recogniser, Span, Verdict } from './recogniser.ts';

/**
 * Every kind of identifier that is known by its looks, the most telling first. Reached by a dynamic import only: the
 * telephone plans weigh more than all the rest.
 */
export const RECOGNISERS: readonly Recogniser[] = [email];

const BY_KIND = new Map(RECOGNISERS.map((recogniser) => [recogniser.kind, recogniser]));

/** The recogniser of a kind; undefined for kinds that are not known by their looks. */
export function recogniser(kind: string): Recogniser | undefined {
  return BY_KIND.get(kind);
}
