import type { TableKind } from './tables.ts';
import type { Private } from './privacy.ts';

/** Rules by which customers of several systems are taken for one. */
export const MERGE_RULES = ['exactId', 'email', 'phone'] as const;
export type MergeRule = (typeof MERGE_RULES)[number];

/**
 * What a column tells of its row's customer: the id that the same customer has elsewhere (`customerId`), a number that
 * several tables give one customer, such as a card (`otherId`), an e-mail address, or a phone number.
 */
export const IDENTIFYING_USES = ['customerId', 'otherId', 'email', 'phone'] as const;
export type IdentifyingUse = (typeof IDENTIFYING_USES)[number];

/** The rule that compares columns of a use. */
export const RULE_OF_USE: Readonly<Record<IdentifyingUse, MergeRule>> = {
  customerId: 'exactId',
  otherId: 'exactId',
  email: 'email',
  phone: 'phone',
};

/** A column whose values customers are compared by. */
export interface MergeColumn {
  /** Name that SQL reads the table under. */
  readonly relation: string;
  readonly column: string;
  readonly use: IdentifyingUse;
}

/** How customers are to be merged: rules and names of columns, nothing out of the rows. */
export interface CustomerMerge {
  /** Those that are on. */
  readonly rules: readonly MergeRule[];
  readonly columns: readonly MergeColumn[];
  /** Whether dots and what follows a plus sign are left out of Gmail addresses, and googlemail.com is gmail.com. */
  readonly gmail: boolean;
  /** ISO 3166 code of the country of phone numbers without a country code; null: those are left out. */
  readonly country: string | null;
  /** A value that more customers share than this ties nobody. */
  readonly mostShared: number;
}

/** Bounds of {@link CustomerMerge.mostShared}, and where it begins. */
export const SHARED_LIMITS = { least: 2, most: 1000, standard: 10 } as const;

/** A table whose rows name customers, with the columns that may identify them. */
export interface MergeTable {
  readonly relation: string;
  readonly kind: TableKind;
  readonly columns: readonly {
    readonly name: string;
    /** By the column's role, its name and its values; null: it seems to identify nobody. */
    readonly suggested: IdentifyingUse | null;
  }[];
}

/** Why customers may be no single person though the rules tie them. */
export type ClusterDoubt = 'sharedMailbox' | 'manyIds';

/** Customers who would be one. */
export interface MergeCluster {
  /** Ids that are merged; of a large one the first. */
  readonly ids: readonly string[];
  readonly size: number;
  /** What ties them. */
  readonly ties: readonly {
    readonly rule: MergeRule;
    readonly value: string;
    readonly customers: number;
  }[];
  /** Orders of all of them. */
  readonly orders: number;
  readonly doubts: readonly ClusterDoubt[];
}

/** What one rule finds. */
export interface RuleFindings {
  readonly rule: MergeRule;
  /** Distinct values that tie customers. */
  readonly values: number;
  /** Customers who share one of these. */
  readonly customers: number;
  /** Distinct values that are no e-mail address or no valid phone number. */
  readonly unreadable: number;
  /** Values set aside because too many customers share them. */
  readonly setAside: number;
}

/** What a merge would do. */
export interface MergePreview {
  /** Customers of all tables, and how many they would be. */
  readonly before: number;
  readonly after: number;
  /** The same for customers of the orders. */
  readonly ordering: { readonly before: number; readonly after: number };
  readonly clusters: number;
  /** Customers who are in one. */
  readonly merged: number;
  /** How many clusters are of `from` to `to` customers (null: or more); without gaps, the smallest first. */
  readonly sizes: readonly { readonly from: number; readonly to: number | null; readonly clusters: number }[];
  readonly byRule: readonly RuleFindings[];
  /** Clusters that are doubtful. */
  readonly doubtful: number;
  /** The largest clusters, and a few of the smallest, as examples. */
  readonly largest: Private<readonly MergeCluster[]>;
  readonly examples: Private<readonly MergeCluster[]>;
  /** Values that are set aside, the most shared first. */
  readonly shared: Private<
    readonly { readonly rule: MergeRule; readonly value: string; readonly customers: number }[]
  >;
  /** Whether ids and values are shown as they stand; else masked. */
  readonly revealed: boolean;
}

/** A preview that is asked for; `reason`: why ids and values are to be shown, null: masked. */
export interface MergePreviewRequest {
  readonly merge: CustomerMerge;
  readonly reveal: { readonly reason: string | null } | null;
}

/** A merge in force, as the receipt names it. */
export interface MergeSummary {
  readonly asked: CustomerMerge;
  readonly clusters: number;
  /** Customers of the orders, before and after. */
  readonly before: number;
  readonly after: number;
}
