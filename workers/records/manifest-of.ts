import { version } from '../../package.json';
import type { Policy } from '../../src/contract/privacy.ts';
import type { RecordsReleaseRequest } from '../../src/contract/records.ts';
import { loadMessages } from '../../src/i18n/messages.ts';
import { POLICY_FIELDS, policySentence } from '../../src/i18n/policy-words.ts';
import { createTranslate } from '../../src/i18n/translate.ts';
import { CANONICAL_RULES } from '../../src/privacy/classify/canonical-rule.ts';
import type { RecordsManifest } from '../export/manifest.ts';
import type { RecodedRecords } from './recode-records.ts';
import type { Leaving } from './release-records.ts';
import type { TakenRecords } from './taken-records.ts';

/** What a table leaves under. */
interface LeavingTerms extends Pick<RecordsReleaseRequest, 'purpose' | 'locale'> {
  readonly policy: Policy;
  /** Of the records it was made from, as hex. */
  readonly fingerprint: string;
}

async function policyInWords({ policy, locale }: LeavingTerms): Promise<Readonly<Record<string, string>>> {
  const t = createTranslate(locale, await loadMessages(locale));
  return Object.fromEntries(
    POLICY_FIELDS.map((field) => [field, policySentence(field, policy, { locale, t })]),
  );
}

/** Says what a de-identified table is, how it was made, and what it left under. */
export async function manifestOf(
  taken: TakenRecords,
  { recode, columns, loss, nodes }: RecodedRecords,
  table: Leaving,
  terms: LeavingTerms,
): Promise<RecordsManifest> {
  const { request } = recode;
  const [only] = nodes.length === 1 ? nodes : [];
  const { name: source, records, synthetic } = taken;
  return {
    cloister: 'de-identified table',
    version: 1,
    program: version,
    at: new Date().toISOString(),
    purpose: terms.purpose,
    source: { name: source, records, synthetic, fingerprint: terms.fingerprint },
    columns: columns.map(({ name, fate, classification: { role, legal } }) => {
      const level = only?.[request.quasiIdentifiers.indexOf(name)] ?? null;
      const levelName = level === null ? null : (request.hierarchies[name]?.levels[level] ?? null);
      return { name, role, legal, fate, level, levelName };
    }),
    method: request.method,
    metric: request.metric,
    aggregate: request.aggregate,
    models: request.models,
    suppressionLimit: request.suppressionLimit,
    result: {
      records: table.records,
      classes: table.classes,
      k: table.smallestClass,
      suppressed: table.suppressed,
      leftOut: table.leftOut,
      loss,
    },
    policy: terms.policy,
    policyInWords: await policyInWords(terms),
    pseudonyms: columns.some(({ fate }) => fate === 'pseudonymised')
      ? { algorithm: 'HMAC-SHA-256, 128 bits, key of the purpose', canonicalForm: CANONICAL_RULES }
      : null,
  };
}
