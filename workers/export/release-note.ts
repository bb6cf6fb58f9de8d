import { version } from '../../package.json';
import { type ConsentNote, withoutConsent } from '../../src/contract/consent.ts';
import type { LoadPart } from '../../src/contract/import.ts';
import { say } from '../../src/charts/labels.ts';
import { POLICY_FIELDS, policySentence } from '../../src/i18n/policy-words.ts';
import type { ReleasedTable } from '../../src/privacy/gate.ts';
import type { ConsentManifest, TableManifest } from './manifest.ts';
import { mergeManifest, mergeSentence } from './merge-note.ts';
import type { TableLook } from './printed-table.ts';

/** A line of a note: what it is on, and what it says. */
type NoteLine = readonly [string, string];

/** What leaves of the consent a list was held against: the purpose, and how many have not agreed, unless they are few. */
function consentManifest({ purpose, without, customers }: ConsentNote, threshold: number): ConsentManifest {
  const count = withoutConsent(customers);
  return { purpose, without, withoutConsent: count === 0 || count >= threshold ? count : null };
}

function consentLines(
  { consent, threshold }: ReleasedTable,
  { translate: t }: TableLook,
): readonly NoteLine[] {
  if (consent === undefined) return [];
  if (consent === null) return [[t('gate.about.consent'), t('gate.about.consent.none')]];
  const { purpose, without, withoutConsent: count } = consentManifest(consent, threshold);
  const customers =
    count === null ? t('gate.about.consent.few', { threshold }) : t('gate.about.consent.count', { count });
  const words = { purpose: purpose === '' ? t('consent.purpose.none') : purpose, customers };
  return [
    [
      t('gate.about.consent'),
      without === 'marked' ? t('gate.about.consent.marked', words) : t('gate.about.consent.leftOut', words),
    ],
  ];
}

/** What has been done to the figures of a table before they left. */
function treatment(
  { suppressedRows, roundedTo, isNoisy, policy: { noise }, unverified }: ReleasedTable,
  { translate: t, synthetic = false }: TableLook,
): readonly NoteLine[] {
  return [
    [t('gate.about.withheld'), t('gate.about.withheldRows', { count: suppressedRows })],
    ...(roundedTo === null
      ? []
      : [[t('policy.field.rounding'), t('gate.note.rounded', { base: roundedTo })] as const]),
    ...(isNoisy && noise !== null
      ? [[t('policy.field.noise'), t('gate.about.noise', { epsilon: noise.epsilon })] as const]
      : []),
    ...(unverified ? [[t('policy.field.unverified'), t('gate.note.unverified')] as const] : []),
    ...(synthetic ? [[t('gate.about.data'), t('gate.note.synthetic')] as const] : []),
  ];
}

function mergeLines({ merged, threshold }: ReleasedTable, { translate: t }: TableLook): readonly NoteLine[] {
  if (merged === undefined || merged === null) return [];
  return [[t('gate.about.merged'), mergeSentence(mergeManifest(merged, threshold), threshold, t)]];
}

/** What leaves of the part of the orders that was loaded: what was asked for, and not how many rows lie outside. */
function partOf({ part }: ReleasedTable): LoadPart | null {
  if (part === undefined || part === null) return null;
  const { from, to, sample } = part;
  return { from, to, sample };
}

function partLines(released: ReleasedTable, { translate: t }: TableLook): readonly NoteLine[] {
  const part = partOf(released);
  if (part === null) return [];
  const { from, to, sample } = part;
  const range = from === null ? (to === null ? null : 'to') : to === null ? 'from' : 'both';
  const sentences = [
    ...(range === null ? [] : [t(`gate.about.part.${range}`, { from: from ?? '', to: to ?? '' })]),
    ...(sample === null ? [] : [t('gate.about.part.sample', sample)]),
    t('gate.about.part.apart'),
  ];
  return [[t('gate.about.part'), sentences.join(' ')]];
}

/**
 * Says of a released table what it is, what has been done to its figures, and which policy it left under, line by line
 * in the reader's language. It knows the table as released only, so it tells nothing of what was withheld but how many
 * rows.
 */
export function releaseNote(released: ReleasedTable, look: TableLook): readonly NoteLine[] {
  const { policy, at, fingerprint } = released;
  const { locale, translate: t, filters = [] } = look;
  return [
    [t('gate.about.table'), say(look.shape.title, look)],
    [t('gate.about.made'), t('gate.about.madeBy', { at, version })],
    ...(fingerprint === null ? [] : [[t('gate.about.fingerprint'), fingerprint] as const]),
    ...filters.map((each) => [t('gate.about.filters'), each] as const),
    ...treatment(released, look),
    ...partLines(released, look),
    ...mergeLines(released, look),
    ...consentLines(released, look),
    ...POLICY_FIELDS.map((field): NoteLine => [
      t('gate.about.policy', { field: t(`policy.field.${field}`) }),
      policySentence(field, policy, { locale, t }),
    ]),
  ];
}

/** The same as a manifest, for a file that has no place for a note. */
export function tableManifest(released: ReleasedTable, look: TableLook): TableManifest {
  const { policy, at, fingerprint, threshold, suppressedRows, roundedTo, isNoisy, unverified } = released;
  const { consent, merged = null } = released;
  return {
    cloister: 'released table',
    version: 1,
    program: version,
    at,
    fingerprint,
    synthetic: look.synthetic ?? false,
    threshold,
    suppressedRows,
    roundedTo,
    epsilon: isNoisy ? (policy.noise?.epsilon ?? null) : null,
    unverified,
    ...(consent === undefined
      ? {}
      : { consent: consent === null ? null : consentManifest(consent, threshold) }),
    merged: merged === null ? null : mergeManifest(merged, threshold),
    part: partOf(released),
    policy,
    about: releaseNote(released, look),
  };
}
