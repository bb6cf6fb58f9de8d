import type { ConsentWish } from '../../src/contract/consent.ts';
import type { DisclosureRole, LegalClass } from '../../src/contract/classification.ts';
import type { DeidentifyRequest, PrivacyModel } from '../../src/contract/records.ts';
import type { ResultSet } from '../../src/contract/result-set.ts';
import type { Attachment, Policy } from '../../src/contract/privacy.ts';
import type { LoadPart } from '../../src/contract/import.ts';
import type { MergeManifest } from './merge-note.ts';

/** What a de-identified table is and how it came about: figures, names of columns and settings, never values. */
export interface RecordsManifest {
  readonly cloister: 'de-identified table';
  readonly version: 1;
  /** Version of the program that made it. */
  readonly program: string;
  /** When the table left, as ISO 8601 in UTC. */
  readonly at: string;
  readonly purpose: string;
  readonly source: {
    readonly name: string;
    readonly records: number;
    readonly synthetic: boolean;
    /** Of the records it was made from, as hex; their order does not matter. */
    readonly fingerprint: string;
  };
  readonly columns: readonly {
    readonly name: string;
    readonly role: DisclosureRole;
    readonly legal: readonly LegalClass[];
    readonly fate: 'generalised' | 'kept' | 'pseudonymised';
    /** Level of the hierarchy it stands at, and what it is called; null where records differ or there is none. */
    readonly level: number | null;
    readonly levelName: string | null;
  }[];
  readonly method: DeidentifyRequest['method'];
  readonly metric: DeidentifyRequest['metric'];
  readonly aggregate: DeidentifyRequest['aggregate'];
  readonly models: readonly PrivacyModel[];
  readonly suppressionLimit: number;
  readonly result: {
    readonly records: number;
    readonly classes: number;
    /** Records of the smallest class of equal quasi-identifiers, counted from the table that left. */
    readonly k: number;
    /** Records that left with `*` for every quasi-identifier. */
    readonly suppressed: number;
    /** Suppressed records that did not leave, because they were fewer than k. */
    readonly leftOut: number;
    readonly loss: number;
  };
  /** The policy in force. */
  readonly policy: Policy;
  /** What it asked for, setting by setting, in the words of the policy screen. */
  readonly policyInWords: Readonly<Record<string, string>>;
  /** How pseudonyms were made; null where there are none. */
  readonly pseudonyms: { readonly algorithm: string; readonly canonicalForm: string } | null;
}

/** A de-identified table on its way out. */
export interface RecordsTable {
  /** Texts; an empty value is null. */
  readonly table: ResultSet;
  readonly manifest: RecordsManifest;
  /** Name of the file without its ending. */
  readonly name: string;
}

/** What a list was held against, and how many customers have not agreed. */
export interface ConsentManifest extends ConsentWish {
  /** Null where they are fewer than the threshold, but not none. */
  readonly withoutConsent: number | null;
}

/** What a table of figures on groups is and what it left under: settings and counts of rows, never figures. */
export interface TableManifest {
  readonly cloister: 'released table';
  readonly version: 1;
  /** Version of the program that made it. */
  readonly program: string;
  /** When the table left, as ISO 8601 in UTC. */
  readonly at: string;
  /** Data set it was taken from, as hex; null where there was none. */
  readonly fingerprint: string | null;
  readonly synthetic: boolean;
  readonly threshold: number;
  /** Rows whose figures are withheld. */
  readonly suppressedRows: number;
  /** Counts are multiples of it; null when they are exact. */
  readonly roundedTo: number | null;
  /** ε of the noise on counts; null where there is none. */
  readonly epsilon: number | null;
  /** Whether nobody has checked how many customers stand behind the figures. */
  readonly unverified: boolean;
  /** Of a list: the consent it was held against; null where no consents were loaded; absent: no list. */
  readonly consent?: ConsentManifest | null;
  /** How customers were merged; null: every id is a customer. */
  readonly merged: MergeManifest | null;
  /** The part of the orders that figures are of: releases of other parts cannot be compared with it; null: all orders. */
  readonly part: LoadPart | null;
  /** The policy in force. */
  readonly policy: Policy;
  /** The same for people, in the reader's language: what each line is on, and what it says. */
  readonly about: readonly (readonly [string, string])[];
}

/** The manifest of a file as a file of its own, which names the bytes it is about. */
export async function manifestFile(
  manifest: RecordsManifest | TableManifest,
  file: { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> },
): Promise<Attachment> {
  const digest = await crypto.subtle.digest('SHA-256', file.bytes);
  const sha256 = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
  const content = { ...manifest, file: { name: file.name, sha256 } };
  return {
    name: `${file.name}.manifest.json`,
    mime: 'application/json',
    bytes: new TextEncoder().encode(`${JSON.stringify(content, null, 2)}\n`),
  };
}
