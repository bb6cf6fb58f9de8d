import type { LegalClass } from '../../contract/classification.ts';
import { PERSONAL } from './legal-hints.ts';

/** A place in a text, in UTF-16 units; `end` is the first unit after it. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * What a recogniser says of one whole value. `valid`: it has the shape and passes every check there is for the kind
 * (where there is none, the shape is all). `shape`: it has the shape and fails the check.
 */
export type Verdict = 'valid' | 'shape';

/** Who or what an identifier names. */
export type IdentifierSubject = 'person' | 'organisation' | 'device' | 'vehicle' | 'thing';

/** What a verdict rests on beyond the shape. */
export type IdentifierEvidence = 'checksum' | 'prefix' | 'library' | 'shape';

/** Knows one kind of identifier by its looks. One cell proves nothing: see `falsePositiveRate`. */
export interface Recogniser {
  /** Name in camel case, e.g. `email`, `cnResidentId`. */
  readonly kind: string;
  /** ISO 3166-1 country that issues it; null: any. */
  readonly region: string | null;
  readonly subject: IdentifierSubject;
  readonly evidence: IdentifierEvidence;
  /** Legal classes that a column of these belongs to, when it is about people. */
  readonly legal: readonly LegalClass[];
  /**
   * Chance that a random value of the right shape is found `valid`: 0.1 for Luhn, 1/11 for modulus 11, 1/97 for
   * modulus 97, 1 where the shape is all there is.
   */
  readonly falsePositiveRate: number;
  /** Whether nothing else commonly has this shape (an e-mail has its own, nine digits have not). */
  readonly distinctive: boolean;
  /** Judges a whole value; blanks around it do not count. Null: not the shape. */
  test(value: string): Verdict | null;
  /** Where identifiers of this kind stand in a text, from the left, never overlapping. */
  find(text: string): Span[];
}

/** Shapes to look for, and how to check what has one. */
export interface RecogniserRule {
  readonly kind: string;
  readonly subject: IdentifierSubject;
  /** Left out: any country. */
  readonly region?: string;
  /** Left out: `checksum` where there is a check, otherwise `shape`. */
  readonly evidence?: IdentifierEvidence;
  /** Left out: personal, nothing more. */
  readonly legal?: readonly LegalClass[];
  /** Left out: 1, the shape is all there is. */
  readonly falsePositiveRate?: number;
  readonly distinctive?: boolean;
  /**
   * Shapes, with the flag `g`. With the flag `i` they go without `u`, which would let the Kelvin sign pass for a K.
   */
  readonly shapes: readonly RegExp[];
  /** Whether a text of one of the shapes passes; left out: all do. */
  readonly check?: (candidate: string) => boolean;
  /** Whether `find` also reports what fails the check, because valid numbers exist that do. */
  readonly findsUnchecked?: boolean;
}

/**
 * Makes a recogniser from shapes and a check.
 *
 * @param rule - Of findings that overlap the one that begins first stays, then the longest.
 * @throws RangeError when a shape lacks the flag `g`.
 */
export function recogniserFrom(rule: RecogniserRule): Recogniser {
  const { kind, subject, shapes, check = () => true, findsUnchecked = false } = rule;
  if (shapes.some((shape) => !shape.global)) throw new RangeError(`Shapes of ${kind} need the flag g.`);
  const whole = shapes.map((shape) => new RegExp(`^(?:${shape.source})$`, shape.flags.replace('g', '')));
  return {
    kind,
    subject,
    region: rule.region ?? null,
    evidence: rule.evidence ?? (rule.check === undefined ? 'shape' : 'checksum'),
    legal: rule.legal ?? PERSONAL,
    falsePositiveRate: rule.falsePositiveRate ?? 1,
    distinctive: rule.distinctive ?? false,
    test(value) {
      const text = plainForm(value);
      if (!whole.some((shape) => shape.test(text))) return null;
      return check(text) ? 'valid' : 'shape';
    },
    find(text) {
      const found = shapes.flatMap((shape) => [...text.matchAll(shape)]);
      const passing = found.filter(([candidate]) => findsUnchecked || check(candidate));
      return withoutOverlaps(
        passing.map(({ 0: candidate, index }) => ({ start: index, end: index + candidate.length })),
      );
    },
  };
}

/** A value without blanks around it, full-width digits, letters and brackets turned into plain ones. */
export function plainForm(value: string): string {
  return (/[^ -~]/u.test(value) ? value.normalize('NFKC') : value).trim();
}

/** Spans from the left; of those that overlap the first, then the longest, stays. */
export function withoutOverlaps(spans: readonly Span[]): Span[] {
  const kept: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = kept.at(-1);
    if (last === undefined || span.start >= last.end) kept.push(span);
  }
  return kept;
}
