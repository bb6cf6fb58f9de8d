import type { AnalysisSource, ChartChoice, InputValue, SqlDeclaration } from '../contract/notebook.ts';
import type { CellId } from '../contract/ids.ts';

/** Kinds of cell, in the order they are offered. */
export const CELL_KINDS = ['text', 'sql', 'analysis', 'metric', 'chart', 'input'] as const;
export type CellKind = (typeof CELL_KINDS)[number];

interface CellBase {
  readonly id: CellId;
  /** Whether only its head is shown. */
  readonly folded: boolean;
}

interface NamedCell extends CellBase {
  /**
   * What other cells call it: a letter, then letters, digits and `_`, in any script; unique in the document, letter case
   * left aside. A SQL cell makes the relation `name`, an analysis or metric cell the relations `name.table`, an input the
   * parameter `$name`.
   */
  readonly name: string;
}

/** Words, in Markdown. */
export interface TextCell extends CellBase {
  readonly kind: 'text';
  readonly markdown: string;
}

/** One SELECT; its result is a relation. */
export interface SqlCell extends NamedCell {
  readonly kind: 'sql';
  readonly sql: string;
  /** What its writer says of its columns, for the gate; null for nothing. */
  readonly declaration: SqlDeclaration | null;
}

/** A parameter of an analysis: a value as JSON, or an input cell by name. */
export type CellParameter = ParameterValue | { readonly input: string };
export type ParameterValue =
  string | number | boolean | null | readonly ParameterValue[] | { readonly [name: string]: ParameterValue };

/** An analysis of the registry. */
export interface AnalysisCell extends NamedCell {
  readonly kind: 'analysis';
  readonly analysis: string;
  /** Those that differ from the analysis' defaults. */
  readonly params: Readonly<Record<string, CellParameter>>;
  /** Null: the loaded orders. */
  readonly source: AnalysisSource | null;
}

/** Measures × dimensions × filters on the canonical model: the analysis `metric`, with a cell of its own. */
export interface MetricCell extends NamedCell {
  readonly kind: 'metric';
  readonly params: Readonly<Record<string, CellParameter>>;
}

/** A drawing of a relation. */
export interface ChartCell extends NamedCell {
  readonly kind: 'chart';
  /** Relation it reads; empty before one is chosen. */
  readonly relation: string;
  /** Null: what suits the types of the columns. */
  readonly choice: ChartChoice | null;
  readonly title: string;
}

/** How an input is set. */
export type InputForm =
  | { readonly type: 'date'; readonly min: string | null; readonly max: string | null }
  | {
      readonly type: 'number';
      readonly min: number | null;
      readonly max: number | null;
      readonly step: number | null;
    }
  | { readonly type: 'choice'; readonly options: readonly string[] }
  /** Segments of an analysis or values of a column; several may be chosen. `from` is `relation.column`, e.g. `rfm.segments.segment`. */
  | { readonly type: 'segment'; readonly from: string };

/** A value others can refer to. */
export interface InputCell extends NamedCell {
  readonly kind: 'input';
  readonly label: string;
  readonly form: InputForm;
  readonly value: InputValue;
}

export type Cell = TextCell | SqlCell | AnalysisCell | MetricCell | ChartCell | InputCell;
export type Named = Exclude<Cell, TextCell>;

/** A notebook in memory: everything is there. Data are never part of it. */
export interface Notebook {
  readonly title: string;
  readonly cells: readonly Cell[];
}
