/** What a column is in the eyes of the law; a column may be several. */
export const LEGAL_CLASSES = [
  /** GDPR Art. 4(1), PIPL Art. 4: about a person, none of the classes below. */
  'personal',
  /** GDPR Art. 9: health, genetics, biometrics, ethnic origin, beliefs, union membership, sex life. */
  'gdprSpecial',
  /** GDPR Art. 10: criminal convictions and offences. */
  'gdprCriminal',
  /** GDPR Art. 8, PIPL Art. 28 and 31, CCPA 1798.120: about children. */
  'children',
  /** CCPA 1798.140(ae): sensitive personal information. */
  'ccpaSensitive',
  /** PIPL Art. 28 and GB/T 35273 Annex B: 敏感个人信息. */
  'piplSensitive',
  'payment',
  'biometric',
  'preciseLocation',
  'credentials',
  /** Free text, which may hold anything. */
  'freeText',
] as const;
export type LegalClass = (typeof LEGAL_CLASSES)[number];

/** What a column does for whoever tries to find a person. */
export const DISCLOSURE_ROLES = [
  'directIdentifier',
  'quasiIdentifier',
  'sensitive',
  'insensitive',
  'subjectKey',
  'consentFlag',
] as const;
export type DisclosureRole = (typeof DISCLOSURE_ROLES)[number];

/** One thing that speaks for a classification, with its figure. */
export interface ClassificationEvidence {
  readonly kind:
    | 'checksum'
    | 'prefix'
    | 'shape'
    | 'library'
    | 'header'
    | 'values'
    | 'distinction'
    | 'separation'
    | 'length';
  /** What was found: a recogniser, a header word, a rule. Never a value of the data. */
  readonly what: string;
  /** Share of distinct values, or the measure itself, 0 to 1; null where there is none. */
  readonly share: number | null;
}

/** What is thought of one column. */
export interface ColumnClassification {
  readonly column: string;
  /** Recogniser that the values satisfy, e.g. `email`, `cnResidentId`; null for none. */
  readonly identifier: string | null;
  readonly legal: readonly LegalClass[];
  readonly role: DisclosureRole;
  /** 0 to 1. */
  readonly confidence: number;
  readonly evidence: readonly ClassificationEvidence[];
  /** Distinct values and share of empty ones. */
  readonly distinct: number;
  readonly nullShare: number;
  /** Distinct values per record: 1 when every record has its own. */
  readonly distinction: number;
  /** Share of pairs of records that the column tells apart. */
  readonly separation: number;
  readonly status: 'suggested' | 'confirmed' | 'overridden';
  /** Reason given for an override. */
  readonly reason: string | null;
  /** Whether previews show its values only once they are revealed. */
  readonly masked: boolean;
}

/** A person's word on a column. */
export interface ClassificationOverride {
  readonly column: string;
  readonly identifier: string | null;
  readonly legal: readonly LegalClass[];
  readonly role: DisclosureRole;
  readonly reason: string | null;
}

/** What is thought of all columns of a table. */
export interface Classification {
  /** Records the figures rest on. */
  readonly records: number;
  /** Whether those are all records. */
  readonly complete: boolean;
  readonly columns: readonly ColumnClassification[];
}
