import { canonicalJson } from './canonical-json.ts';
import type { SnapshotDecision } from './content.ts';
import { textDigest } from './digest.ts';

/** A decision that names the one before it by its hash, so that none can be taken out or changed unseen. */
export interface ChainedDecision extends SnapshotDecision {
  /** Hash of the decision before; of the first, 64 zeros. */
  readonly previous: string;
  /** SHA-256 of the canonical JSON of everything else in this entry, hex. */
  readonly hash: string;
}

/** What stands before the first decision. */
const START = '0'.repeat(64);

/** What a snapshot keeps of a decision, and nothing else. */
export function unchained(decision: SnapshotDecision): SnapshotDecision {
  const { id, at, subject, format, outcome, threshold, rows, suppressedRows, reasons } = decision;
  return { id, at, subject, format, outcome, threshold, rows, suppressedRows, reasons };
}

function hashOf(decision: SnapshotDecision, previous: string): Promise<string> {
  return textDigest(canonicalJson({ ...unchained(decision), previous }));
}

/** Puts decisions into a chain, in their order. */
export async function chained(decisions: readonly SnapshotDecision[]): Promise<readonly ChainedDecision[]> {
  const chain: ChainedDecision[] = [];
  let previous = START;
  for (const decision of decisions) {
    const hash = await hashOf(decision, previous);
    chain.push({ ...unchained(decision), previous, hash });
    previous = hash;
  }
  return chain;
}

/** Hash of the last entry, which stands for all of them. */
export function headOf(chain: readonly ChainedDecision[]): string {
  return chain.at(-1)?.hash ?? START;
}

/**
 * Finds where a chain is broken.
 *
 * @returns place of the first entry that does not follow from the one before; null when all do
 */
export async function brokenAt(chain: readonly ChainedDecision[]): Promise<number | null> {
  let previous = START;
  for (const [place, entry] of chain.entries()) {
    if (entry.previous !== previous || entry.hash !== (await hashOf(entry, previous))) return place;
    previous = entry.hash;
  }
  return null;
}
