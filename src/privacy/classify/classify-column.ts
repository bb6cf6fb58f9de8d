import type {
  ClassificationEvidence,
  ColumnClassification,
  DisclosureRole,
  LegalClass,
} from '../../contract/classification.ts';
import type { Recogniser } from '../identifiers/recogniser.ts';
import type { ColumnEvidence } from './column-evidence.ts';
import { headerMatches, type HeaderMatch } from './header-match.ts';
import { headerWords } from './header-words.ts';
import { NATIONAL_IDS, PERSONAL_KINDS, THING_KINDS } from './kinds.ts';
import { isMasked } from './masking.ts';
import { recognise, type Recognised } from './recognised.ts';
import { fitOf, TOLD_BY_VALUES, type ValueFit } from './value-fit.ts';
import { profileValues, type ValueProfile } from './value-profile.ts';

/** A reading of a column, and how likely it is. */
interface Reading {
  readonly kind: string;
  readonly recognised: Recognised | null;
  /** Log-odds that the column is of the kind. */
  readonly odds: number;
  readonly header: HeaderMatch | null;
  readonly fit: ValueFit | null;
}

/** Log-odds of a kind before anything is known of the column. */
const PRIOR = -3;
/** Log-odds of a kind whose very name the column has. */
const NAMED = 6;
/** Other names speak the less, the less of the name the term is. */
const NAME_POWER = 1.6;
/** A header word that is in the recogniser's own name, as in `nhs_no`. */
const OWN_NAME = 2;

/** Header kind that speaks for what a recogniser knows. */
function headerKind({ kind, subject }: Recogniser): string {
  if (kind in PERSONAL_KINDS) return kind;
  const name = headerWords(kind).words;
  const has = (...words: string[]): boolean => words.some((word) => name.includes(word));
  if (has('mobile', 'phone')) return 'phone';
  if (has('iban', 'bank', 'aba', 'swift', 'routing', 'account')) return 'bankAccount';
  if (has('card', 'credit')) return 'paymentCard';
  if (subject === 'vehicle') return 'vehicle';
  if (has('ip', 'ipv')) return 'ipAddress';
  if (subject === 'device') return 'deviceId';
  if (subject === 'organisation') return 'company';
  if (has('date', 'time')) return 'timestamp';
  if (has('url')) return 'url';
  if (has('postcode')) return 'postcode';
  return subject === 'thing' ? 'rowId' : NATIONAL_IDS;
}

function headerOdds(match: HeaderMatch | undefined): number {
  return match === undefined ? 0 : NAMED * match.score ** NAME_POWER;
}

function ownName(kind: string, words: readonly string[]): number {
  return headerWords(kind).words.some((word) => word.length >= 3 && words.includes(word)) ? OWN_NAME : 0;
}

function readings(
  evidence: ColumnEvidence,
  profile: ValueProfile,
  recognisers: readonly Recogniser[],
): readonly Reading[] {
  const matches = evidence.named ? headerMatches(evidence.column) : [];
  const byKind = new Map(matches.map((match) => [match.kind, match]));
  const words = evidence.named ? headerWords(evidence.column).words : [];
  const recognised = recognise(recognisers, evidence.values, profile).map((each): Reading => {
    const header = byKind.get(headerKind(each.recogniser));
    const odds = PRIOR + each.weight + headerOdds(header) + ownName(each.recogniser.kind, words);
    return { kind: each.recogniser.kind, recognised: each, odds, header: header ?? null, fit: null };
  });
  const kinds = new Set([...byKind.keys(), ...(profile.tested === 0 ? [] : TOLD_BY_VALUES)]);
  const known = [...kinds].map((kind): Reading => {
    const header = byKind.get(kind);
    const fit = fitOf(kind, profile, evidence);
    // A recogniser that ought to know the values, and does not, speaks against the name.
    const odds = PRIOR + headerOdds(header) + fit.weight - unrecognised(kind, profile);
    return { kind, recognised: null, odds, header: header ?? null, fit };
  });
  return [...recognised, ...known].toSorted((a, b) => b.odds - a.odds);
}

/** Kinds whose values have a shape of their own. */
function unrecognised(kind: string, { tested, shares }: ValueProfile): number {
  if (tested === 0) return 0;
  if (kind === 'email' || kind === 'ipAddress') return 3;
  if (kind === 'phone' || kind === 'paymentCard' || kind === 'bankAccount')
    return shares.digits < 0.6 ? 5 : 0.5;
  return kind === 'nationalId' && shares.digits < 0.6 ? 4 : 0;
}

function evidenceOf(reading: Reading): ClassificationEvidence[] {
  const found: ClassificationEvidence[] = [];
  const { recognised, header, fit } = reading;
  if (recognised !== null) {
    const { recogniser, passed, tested } = recognised;
    found.push({ kind: recogniser.evidence, what: recogniser.kind, share: passed / tested });
  }
  if (header !== null) found.push({ kind: 'header', what: header.term, share: header.score });
  if (fit !== null && fit.rule !== null && fit.weight > 0) {
    found.push({ kind: 'values', what: fit.rule, share: fit.share });
  }
  return found;
}

function ruleOf(reading: Reading): {
  role: DisclosureRole;
  legal: readonly LegalClass[];
  identifier: string | null;
} {
  const { kind, recognised } = reading;
  const subject = recognised?.recogniser.subject ?? null;
  const general = recognised === null ? kind : headerKind(recognised.recogniser);
  const personal = subject === 'organisation' ? undefined : PERSONAL_KINDS[general];
  if (personal === undefined) {
    return { role: 'insensitive', legal: [], identifier: subject === 'organisation' ? kind : null };
  }
  const legal = [...new Set([...personal.legal, ...(recognised?.recogniser.legal ?? [])])];
  return { role: personal.role, legal, identifier: kind };
}

function rounded(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}

/** Share of the weight of all readings, and of none of them, that the best has. */
function confidenceOf(readings: readonly Reading[], chosen: Reading | null): number {
  const weights = readings.map(({ odds }) => Math.exp(odds));
  const all = 1 + weights.reduce((sum, each) => sum + each, 0);
  const own =
    chosen === null
      ? 1 + readings.reduce((sum, { kind }, place) => (isThing(kind) ? sum + (weights[place] ?? 0) : sum), 0)
      : Math.exp(chosen.odds);
  return own / all;
}

function isThing(kind: string): boolean {
  return (THING_KINDS as readonly string[]).includes(kind);
}

/**
 * Classifies a column by what its name and its distinct values show together. Every kind starts at long odds; the
 * name, the looks of the values and the likelihood ratio of recognisers are added to them, as in a naive Bayes
 * classifier with weights set by hand. A kind is suggested when its odds are even or better, and the best.
 *
 * @param recognisers kinds known by their looks; none where only names are to be read
 */
export function classifyColumn(
  evidence: ColumnEvidence,
  recognisers: readonly Recogniser[],
): ColumnClassification {
  const { column, records, filled, distinct, separation } = evidence;
  const profile = profileValues(evidence.values, distinct);
  const all = readings(evidence, profile, recognisers);
  const best = all[0];
  const chosen = best !== undefined && best.odds >= 0 ? best : null;
  const { role, legal, identifier } =
    chosen === null ? { role: 'insensitive' as const, legal: [], identifier: null } : ruleOf(chosen);
  const distinction = records === 0 ? 0 : distinct / records;
  const told = chosen === null ? [] : evidenceOf(chosen);
  const measured: ClassificationEvidence[] =
    records === 0
      ? []
      : [
          { kind: 'distinction', what: 'distinction', share: rounded(distinction) },
          { kind: 'separation', what: 'separation', share: rounded(separation) },
        ];
  const found = { column, identifier, legal, role, confidence: rounded(confidenceOf(all, chosen)) };
  return {
    ...found,
    evidence: [...told, ...measured],
    distinct,
    nullShare: records === 0 ? 0 : 1 - filled / records,
    distinction,
    separation,
    status: 'suggested',
    reason: null,
    masked: isMasked(found),
  };
}
