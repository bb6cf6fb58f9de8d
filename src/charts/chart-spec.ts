import type { Unit } from '../contract/result-set.ts';
import type { MessageKey } from '../i18n/messages.ts';

/**
 * Named colours of the theme (`src/charts/theme.ts`, `src/ui/tokens.css`), so that a segment has the same
 * colour on every screen and in both themes.
 */
export type ColourToken =
  | 'champions'
  | 'loyal'
  | 'potential'
  | 'new'
  | 'promising'
  | 'attention'
  | 'sleep'
  | 'cantlose'
  | 'risk'
  | 'hibernating'
  | 'other'
  | 'accent'
  | 'neutral';

/** A name on an axis or a mark: fixed text out of the data, or a message. */
export type Label = { readonly text: string } | { readonly key: MessageKey };

interface ChartBase {
  readonly title: MessageKey;
  /** Unit of the figure that is drawn. */
  readonly unit: Unit;
  /** ISO 4217, where the unit is currency and the data have one. */
  readonly currency: string | null;
  /** Customers behind the whole chart; null when the gate has withheld it. */
  readonly contributors: number | null;
}

/** Rectangular grid of cells; `value` null is a cell that is withheld or empty. */
export interface HeatmapSpec extends ChartBase {
  readonly kind: 'heatmap';
  readonly x: { readonly title: MessageKey; readonly labels: readonly Label[] };
  readonly y: { readonly title: MessageKey; readonly labels: readonly Label[] };
  readonly cells: readonly {
    readonly x: number;
    readonly y: number;
    readonly value: number | null;
    readonly withheld: boolean;
    readonly colour: ColourToken;
    readonly label: Label | null;
  }[];
}

/** One bar (or one tile of a treemap) per category. */
export interface CategorySpec extends ChartBase {
  readonly kind: 'bar' | 'treemap';
  readonly categories: readonly {
    readonly label: Label;
    readonly value: number | null;
    readonly withheld: boolean;
    readonly colour: ColourToken;
  }[];
}

/** Counts of customers in bins of a quantity; edges has one entry more than counts. */
export interface HistogramSpec extends ChartBase {
  readonly kind: 'histogram';
  readonly quantity: MessageKey;
  readonly quantityUnit: Unit;
  readonly edges: readonly number[];
  readonly counts: readonly (number | null)[];
  readonly withheld: readonly boolean[];
  /** The last bin has no upper end. */
  readonly openEnd: boolean;
}

/** What a view draws, free of any drawing library. */
export type ChartSpec = HeatmapSpec | CategorySpec | HistogramSpec;
