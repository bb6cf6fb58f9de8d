import type { Classification } from './classification.ts';
import type { DatasetId, FileId, RecordsId } from './ids.ts';
import type { ExportFormat } from './privacy.ts';
import type { ResultSet, Value } from './result-set.ts';

/** Where rows about people come from. */
export type RecordsSource =
  /** Every row of an opened file, all of its columns as text. */
  | { readonly kind: 'file'; readonly fileId: FileId }
  /** One row per customer of the loaded orders: id, attributes, recency, frequency, monetary, first order. */
  | { readonly kind: 'customers'; readonly datasetId: DatasetId };

/** Rows that have been taken up. */
export interface RecordsSummary {
  readonly recordsId: RecordsId;
  readonly name: string;
  readonly records: number;
  readonly classification: Classification;
  /** Whether the rows come from the sample data. */
  readonly synthetic: boolean;
}

/** How far apart two values of a sensitive attribute are. */
export type ValueDistance = 'equal' | 'ordered' | 'hierarchical';

/**
 * A generalisation hierarchy: for each value what becomes of it, level by level; level 0 is the value itself. The
 * last level is `*` for all.
 */
export interface Hierarchy {
  readonly column: string;
  /** How it was made, so that it can be made again for next month's file. */
  readonly recipe: HierarchyRecipe;
  /** What each level is called, level 0 first. */
  readonly levels: readonly string[];
  /** One row per value: the value, then its generalisations. All rows have as many entries as there are levels. */
  readonly rows: readonly (readonly string[])[];
}

/** How a hierarchy is made from values. */
export type HierarchyRecipe =
  /** Given as a table; values that are not in it are not covered. */
  | { readonly kind: 'table' }
  | { readonly kind: 'date'; readonly steps: readonly ('month' | 'quarter' | 'year' | 'decade')[] }
  /** Bins of growing width; all widths are multiples of the one before. `origin` is where a bin begins. */
  | {
      readonly kind: 'bins';
      readonly origin: number;
      readonly widths: readonly number[];
      /** Values below and above are put together (bottom and top coding); null: no. */
      readonly bottom: number | null;
      readonly top: number | null;
    }
  /** Codes of which fewer and fewer characters are kept, e.g. postcodes. */
  | { readonly kind: 'prefix'; readonly kept: readonly number[]; readonly mask: string }
  /** The most common values stay, the others become `other`. */
  | { readonly kind: 'top'; readonly kept: readonly number[]; readonly other: string }
  /** Chinese administrative codes (GB/T 2260): county, prefecture, province, region. */
  | { readonly kind: 'chineseRegion' }
  /** Only the value and `*`. */
  | { readonly kind: 'flat' };

/** A hierarchy set against the values of a column. */
export interface HierarchyCoverage {
  readonly hierarchy: Hierarchy;
  /** Distinct values of the column that the hierarchy does not have, and the records they stand in. */
  readonly missingValues: number;
  readonly missingRecords: number;
  /** Values whose group at some level is split at a higher one; must be none. */
  readonly inconsistent: number;
  /** Distinct groups at each level. */
  readonly groups: readonly number[];
}

/** What an empty quasi-identifier counts as: a value of its own, or any value. */
export type NullPolicy = 'value' | 'wildcard';

/** A condition that a de-identified table meets. Definitions: method page `anonymity`. */
export type PrivacyModel =
  | { readonly model: 'kAnonymity'; readonly k: number }
  | { readonly model: 'kMap'; readonly k: number }
  | { readonly model: 'distinctLDiversity'; readonly sensitive: string; readonly l: number }
  | { readonly model: 'entropyLDiversity'; readonly sensitive: string; readonly l: number }
  | {
      readonly model: 'recursiveCLDiversity';
      readonly sensitive: string;
      readonly c: number;
      readonly l: number;
    }
  | { readonly model: 'alphaK'; readonly sensitive: string; readonly alpha: number; readonly k: number }
  | {
      readonly model: 'tCloseness';
      readonly sensitive: string;
      readonly t: number;
      readonly distance: ValueDistance;
    }
  | { readonly model: 'deltaDisclosure'; readonly sensitive: string; readonly delta: number }
  | {
      readonly model: 'betaLikeness';
      readonly sensitive: string;
      readonly beta: number;
      readonly enhanced: boolean;
    };

/** What is to be measured. */
export interface MeasureRequest {
  readonly recordsId: RecordsId;
  readonly quasiIdentifiers: readonly string[];
  /** Sensitive columns. */
  readonly sensitive: readonly string[];
  /** By column: hierarchies of quasi-identifiers to measure at a level, and of sensitive columns for distances. */
  readonly hierarchies: Readonly<Record<string, Hierarchy>>;
  /** Level of each quasi-identifier; absent: 0. */
  readonly levels: Readonly<Record<string, number>>;
  readonly nulls: NullPolicy;
  /** Share of the population that the records are; null: unknown. */
  readonly samplingFraction: number | null;
  /** Records of the whole population with the same quasi-identifiers, for k-map and journalist risk. */
  readonly population: RecordsId | null;
  /** Records in classes with a risk above this are at risk, 0 to 1. */
  readonly riskThreshold: number;
}

/** Measures: single figures and tables, by name. They are aggregates with declared shapes. */
export interface MeasureReport {
  readonly facts: Readonly<Record<string, Value>>;
  /** `classSizes`, `sensitive`, `attributes`, `uniques`, `populationUniqueness`. */
  readonly tables: Readonly<Record<string, ResultSet>>;
}

/** How loss of information is measured. */
export type UtilityMetric =
  | 'loss'
  | 'discernibility'
  | 'averageClassSize'
  | 'precision'
  | 'nonUniformEntropy'
  | 'ambiguity'
  | 'kullbackLeibler'
  | 'height';

/** How a table is to be de-identified. */
export interface DeidentifyRequest {
  readonly recordsId: RecordsId;
  /** Records of the whole population with the same quasi-identifiers, which k-map needs; null: not known. */
  readonly population: RecordsId | null;
  readonly quasiIdentifiers: readonly string[];
  /** By column. Mondrian needs none: numbers and dates have their order, and other values that of their letters. */
  readonly hierarchies: Readonly<Record<string, Hierarchy>>;
  /** Least and most level allowed for an attribute; absent: all. Equal ones pin it. */
  readonly bounds: Readonly<Record<string, { readonly from: number; readonly to: number }>>;
  readonly models: readonly PrivacyModel[];
  /** Share of records that may be suppressed, 0 to 1. */
  readonly suppressionLimit: number;
  readonly metric: UtilityMetric;
  readonly aggregate: 'geometric' | 'arithmetic';
  /** `lattice`: one level for each attribute; `local`: that, then again for what was suppressed; `mondrian`. */
  readonly method: 'lattice' | 'local' | 'mondrian';
  /** The search gives its best so far after this time, ms. */
  readonly timeBudgetMs: number;
}

/** One generalisation of a whole table. */
export interface LatticeNode {
  /** Level of each quasi-identifier. */
  readonly levels: Readonly<Record<string, number>>;
  readonly loss: number;
  readonly classes: number;
  readonly smallestClass: number;
  readonly largestClass: number;
  readonly averageClass: number;
  readonly suppressed: number;
  /** Average risk of a record that is left (classes per record), and the highest. */
  readonly averageRisk: number;
  readonly highestRisk: number;
}

/** What a search has found. */
export interface DeidentifyOutcome {
  /** The generalisation of least loss; null for Mondrian, which searches no lattice. */
  readonly best: LatticeNode | null;
  /** Minimal solutions: no attribute can be taken down a level without losing the models. Best first. */
  readonly minimal: readonly LatticeNode[];
  /** Solutions that no other beats in both loss and risk, by loss. */
  readonly frontier: readonly LatticeNode[];
  readonly latticeSize: number;
  readonly checked: number;
  /** False where the time ran out: `best` is then the best so far. */
  readonly complete: boolean;
  readonly elapsedMs: number;
  /** What local recoding or Mondrian made of it; null for plain lattice search. */
  readonly recoded: RecodedFigures | null;
  /** Why values and records went, and what giving up an attribute or a condition would bring back. */
  readonly explanation: readonly Explanation[];
}

/** A recoding that is finer than any one generalisation, in figures. */
export interface RecodedFigures {
  readonly classes: number;
  readonly suppressed: number;
  readonly loss: number;
  readonly smallestClass: number;
  /** Average risk of a record that is left: classes per record. */
  readonly averageRisk: number;
}

/** One reason, in figures; a screen puts it into words. */
export type Explanation =
  | {
      readonly kind: 'attribute';
      readonly column: string;
      readonly level: number;
      readonly lossShare: number;
    }
  | { readonly kind: 'suppressed'; readonly records: number; readonly model: PrivacyModel['model'] }
  | { readonly kind: 'without'; readonly column: string; readonly loss: number; readonly suppressed: number }
  | {
      readonly kind: 'withoutModel';
      readonly model: PrivacyModel['model'];
      readonly loss: number;
      readonly suppressed: number;
    };

/** Asks for the de-identified table to be made from one of the solutions, with what becomes of the other columns. */
export interface RecodeRequest {
  readonly request: DeidentifyRequest;
  /** Levels of the solution chosen; null: the best, with local recoding or Mondrian where asked. */
  readonly levels: Readonly<Record<string, number>> | null;
  /** What becomes of columns that are no quasi-identifiers; absent: dropped. */
  readonly others: Readonly<Record<string, 'keep' | 'drop' | 'pseudonymise'>>;
  /** What pseudonyms are for; another purpose gives other pseudonyms. */
  readonly purpose: string;
}

/** The de-identified table as it stands in the engine, before and after. */
export interface RecodeReport {
  /** First rows as they would leave. */
  readonly preview: ResultSet;
  readonly before: MeasureReport;
  readonly after: MeasureReport;
  /** Distribution of each column before and after, for charts: columns `column`, `value`, `before`, `after`. */
  readonly distributions: ResultSet;
  readonly records: number;
  readonly suppressed: number;
  readonly classes: number;
  readonly loss: number;
}

/** Asks the gate for the de-identified table that was made last. */
export interface RecordsReleaseRequest {
  readonly recordsId: RecordsId;
  readonly format: Extract<ExportFormat, 'csv' | 'parquet' | 'xlsx'>;
  readonly purpose: string;
  readonly locale: 'en' | 'zh-CN';
}
