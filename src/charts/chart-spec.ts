import type { Unit } from '../contract/result-set.ts';
import type { MessageKey } from '../i18n/messages.ts';
import type { Grain } from './period-text.ts';

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
  | 'neutral'
  /** Series of one chart, told apart by readers who see fewer colours too; in this order. */
  | 'series1'
  | 'series2'
  | 'series3'
  | 'series4'
  | 'series5'
  | 'series6'
  /** Steps of an order, the highest first. */
  | 'tier1'
  | 'tier2'
  | 'tier3'
  | 'tier4'
  | 'tier5'
  | 'good'
  | 'warn'
  | 'bad';

/**
 * A name on an axis or a mark: fixed text out of the data, a period, a figure, or a message. A place of a message may
 * be filled with a figure, a text or another name.
 */
export type Label =
  | { readonly text: string }
  /** Milliseconds since 1970 UTC at which the period begins. */
  | { readonly period: number; readonly grain: Grain }
  | { readonly figure: number; readonly unit: Unit; readonly currency: string | null }
  | {
      readonly key: MessageKey;
      readonly values?: Readonly<Record<string, string | number | Label>>;
      /** Whether it stands inside a sentence and not at its start, where names of ours have no capital. */
      readonly inside?: boolean;
    };

/** What a chart or an axis is called: a message, or a name out of the data. */
export type Words = MessageKey | Label;

/** What can be inferred of a withheld figure from all that is released: its least and its most. */
export interface InferredRange {
  readonly low: number;
  readonly high: number;
  /** Absent: of the figure that is drawn; else of the customers behind it, whatever the figure is. */
  readonly of?: 'customers';
}

interface ChartBase {
  readonly title: Words;
  /** Unit of the figure that is drawn. */
  readonly unit: Unit;
  /** Name of the figure that is drawn; absent: that of its unit. */
  readonly figure?: Words;
  /** How the figure is defined, in one sentence: it stands under the title and goes with every picture. */
  readonly definition?: Label;
  /** ISO 4217, where the unit is currency and the data have one. */
  readonly currency: string | null;
  /** Customers behind the whole chart; null when the gate has withheld it; absent when nobody has counted them. */
  readonly contributors?: number | null;
  /**
   * Which marks the reader has chosen, in drawing order (of lines, bars in series and bins: places of the axis). Others
   * are drawn pale. Absent: nothing is chosen, and all are drawn alike.
   */
  readonly chosen?: readonly boolean[];
}

/** Rectangular grid of cells; `value` null is a cell that is withheld or empty. A cell that is not there is blank. */
export interface HeatmapSpec extends ChartBase {
  readonly kind: 'heatmap';
  /**
   * What colour says. `category` (absent): the group of the cell, by its `colour`. `sequential`: the figure, in
   * one hue. `diverging`: how far and to which side the figure is from zero.
   */
  readonly scale?: 'category' | 'sequential' | 'diverging';
  /** Figures at the ends of the colours, those beyond look the same; absent: the least and the largest shown. */
  readonly range?: readonly [number, number];
  readonly x: { readonly title: Words; readonly labels: readonly Label[] };
  readonly y: {
    readonly title: Words;
    readonly labels: readonly Label[];
    /** Where the first row stands; absent: at the bottom, as on an axis. */
    readonly first?: 'top' | 'bottom';
  };
  readonly cells: readonly {
    readonly x: number;
    readonly y: number;
    readonly value: number | null;
    readonly withheld: boolean;
    readonly colour?: ColourToken;
    readonly label: Label | null;
    /** The data end within the period of the cell: hatched, never zero. */
    readonly incomplete?: boolean;
    /** Ends of an interval round the figure. */
    readonly low?: number | null;
    readonly high?: number | null;
    /** What else is to be known of the cell, said where it is read. */
    readonly note?: Label;
    /** The same figure without the conditions in force. */
    readonly ghost?: number | null;
    /** Of a withheld figure, in a preview of a release. */
    readonly inferred?: InferredRange;
  }[];
}

/** One bar (or one tile of a treemap) per category; of a funnel one for each step, in their order. */
export interface CategorySpec extends ChartBase {
  readonly kind: 'bar' | 'treemap' | 'funnel';
  readonly categories: readonly {
    readonly label: Label;
    readonly value: number | null;
    readonly withheld: boolean;
    readonly colour: ColourToken;
    /** The same figure without the conditions in force: pale, behind the bar. */
    readonly ghost?: number | null;
    /** Of a withheld figure, in a preview of a release. */
    readonly inferred?: InferredRange;
  }[];
}

/** Counts of customers in bins of a quantity; edges has one entry more than counts. */
export interface HistogramSpec extends ChartBase {
  readonly kind: 'histogram';
  readonly quantity: Words;
  readonly quantityUnit: Unit;
  readonly edges: readonly number[];
  readonly counts: readonly (number | null)[];
  readonly withheld: readonly boolean[];
  /** The same counts without the conditions in force: pale, behind the bins. */
  readonly ghosts?: readonly (number | null)[];
  /** Of withheld counts, in a preview of a release. */
  readonly inferred?: readonly (InferredRange | null)[];
  /** The last bin has no upper end. */
  readonly openEnd: boolean;
}

/** Figures over the places of an axis; null is a figure that is withheld or not there. */
interface Series {
  readonly label: Label;
  readonly colour: ColourToken;
  /** One for each place of the axis, as in all lists of a series. */
  readonly values: readonly (number | null)[];
  readonly withheld: readonly boolean[];
  /** Of withheld figures, in a preview of a release. */
  readonly inferred?: readonly (InferredRange | null)[];
  /** The data end within the period: drawn dashed or hatched and lighter, and said in words. */
  readonly incomplete?: readonly boolean[];
  /** The same figures without the conditions in force: pale, behind the others. */
  readonly ghosts?: readonly (number | null)[];
  /** Whether the reader has chosen the series; absent: nothing is chosen among series, and all are drawn alike. */
  readonly chosen?: boolean;
}

/** One line of a line chart. */
export interface LineSeries extends Series {
  readonly style: 'solid' | 'dashed';
  /** Fills the area down to zero. */
  readonly area?: boolean;
  /** Keeps each figure until the next place, as survival curves do. */
  readonly step?: boolean;
  /** Ends of an interval round each figure, drawn as a band. */
  readonly low?: readonly (number | null)[];
  readonly high?: readonly (number | null)[];
}

/** Lines over an ordered axis. */
export interface LineSpec extends ChartBase {
  readonly kind: 'line';
  readonly x: {
    readonly title: Words;
    /** `category`: places at equal distances; `number`: to scale; `date`: to scale, milliseconds since 1970 UTC. */
    readonly kind: 'category' | 'number' | 'date';
    /** Unit of numbers. */
    readonly unit?: Unit;
    /** Length of the period that a date begins, which decides how it is written; absent: a day. */
    readonly grain?: Grain;
    /** Ascending. */
    readonly values: readonly (number | string)[];
    /** Names of the places, in place of their values. */
    readonly labels?: readonly Label[];
  };
  readonly series: readonly LineSeries[];
  /** Whether the axis of figures begins at zero. */
  readonly zeroBased: boolean;
  /** An upright line, such as the end of a calibration; `x` is a value of the axis, of categories their index. */
  readonly marker?: { readonly x: number; readonly label: Label } | null;
  /** `diagonal`: the line of equality of a Lorenz curve; both axes then run from 0 to 1. */
  readonly reference?: 'diagonal' | null;
}

/** Upright bars per category, the series side by side or one on the other. */
export interface SeriesBarSpec extends ChartBase {
  readonly kind: 'grouped' | 'stacked';
  readonly x: { readonly title: Words; readonly labels: readonly Label[] };
  readonly series: readonly Series[];
}

/** Flows between groups over layers from left to right, such as tiers at successive dates. */
export interface SankeySpec extends ChartBase {
  readonly kind: 'sankey';
  /** Names of the layers, over them. */
  readonly layers?: readonly Label[];
  /** In each layer from top to bottom in this order. */
  readonly nodes: readonly {
    readonly id: string;
    readonly label: Label;
    readonly colour: ColourToken;
    /** From 0, left to right. */
    readonly layer: number;
  }[];
  /** From a node to one of a later layer. */
  readonly links: readonly {
    readonly from: string;
    readonly to: string;
    readonly value: number | null;
    readonly withheld: boolean;
    /** Of a withheld figure, in a preview of a release. */
    readonly inferred?: InferredRange;
  }[];
}

/** Points of two quantities. */
export interface ScatterSpec extends ChartBase {
  readonly kind: 'scatter';
  readonly x: {
    readonly title: Words;
    /** `date`: milliseconds since 1970 UTC. */
    readonly kind: 'number' | 'date';
    /** Unit of numbers. */
    readonly unit?: Unit;
  };
  /** Told apart by colour and shape; of one group nothing is said. */
  readonly groups: readonly { readonly label: Label; readonly colour: ColourToken }[];
  readonly points: readonly {
    readonly x: number | null;
    /** The figure; a point without either has no place. */
    readonly value: number | null;
    /** Index of its group. */
    readonly group: number;
    readonly withheld: boolean;
  }[];
}

/** How figures are spread within categories: quartiles as boxes, and lines to the ends. */
export interface BoxSpec extends ChartBase {
  readonly kind: 'box';
  readonly boxes: readonly {
    readonly label: Label;
    /** Ends of the lines. */
    readonly low: number | null;
    readonly q1: number | null;
    readonly median: number | null;
    readonly q3: number | null;
    readonly high: number | null;
    /** Rows behind it; null where that is withheld or not known. */
    readonly rows: number | null;
    readonly withheld: boolean;
  }[];
}

/** What a view draws, free of any drawing library. */
export type ChartSpec =
  HeatmapSpec | CategorySpec | HistogramSpec | LineSpec | SeriesBarSpec | SankeySpec | ScatterSpec | BoxSpec;
