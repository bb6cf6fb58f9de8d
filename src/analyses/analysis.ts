import type * as v from 'valibot';
import type { Role } from '../contract/import.ts';
import type { ColumnType, ResultSet, Unit } from '../contract/result-set.ts';
import type { Sql } from '../contract/sql.ts';
import type { AppError } from '../contract/error.ts';
import type { RoleRequirement } from '../data/readiness.ts';
import type { MessageKey } from '../i18n/messages.ts';
import type { ChartSpec, Label } from '../charts/chart-spec.ts';

/** What a column of a result stands for; the release gate decides by it. */
export type Meaning =
  /** names the group the row is about */
  | 'group'
  /** number of distinct customers behind the row */
  | 'contributors'
  /** figure about the group */
  | 'measure'
  /** names one customer */
  | 'identifier';

/** Declared shape of one column of a result table. */
export interface ColumnShape {
  readonly name: string;
  readonly type: ColumnType;
  readonly unit?: Unit;
  readonly meaning: Meaning;
  readonly label: MessageKey;
  /** Names of values that have a translation; the values themselves are the published English ones. */
  readonly valueLabel?: (value: string) => Label;
}

/** Declared shape of a result table. `rows` tables hold one row per customer and never leave. */
export interface TableShape {
  readonly kind: 'aggregate' | 'rows';
  readonly title: MessageKey;
  readonly columns: readonly ColumnShape[];
  /**
   * Row tables only: a column beside the declared ones that numbers the customers in the natural order of
   * their ids. Lists are ordered by it where the id is asked for and where rows are equal; it is not shown.
   */
  readonly key?: string;
}

/** What an analysis knows of the data when it plans: never a value, only what is there. */
export interface BoundData {
  readonly roles: readonly Role[];
  /** True when an order id stands on several rows: orders are then counted by id. */
  readonly orderLines: boolean;
  /** ISO date of the first and last order, or null when there are none. */
  readonly firstOrder: string | null;
  readonly lastOrder: string | null;
  readonly currency: string | null;
}

/**
 * One step of a plan: a table to make, in order. Every analysis has a schema of its own, named by its id:
 * the table `segments` of `rfm` is read as `rfm.segments`, by later steps and by whoever asks for it.
 */
export interface PlanStep {
  /** Name of the table the step makes; result tables carry their declared name. */
  readonly table: string;
  readonly query: Sql;
  /** `view` stores nothing: for a table that only leaves columns of an earlier one out. */
  readonly kind: 'table' | 'view';
  /**
   * A reusable step is not run again while the data, its SQL and all steps before it stay the same, so that
   * a parameter that only matters late costs only the late steps.
   */
  readonly reusable: boolean;
}

/** How a result is computed: the tables to make, and the query of the single figures. */
export interface Plan {
  readonly steps: readonly PlanStep[];
  /** Query of one row; its columns are the facts. */
  readonly facts: Sql;
}

/** A way to look at a result table. */
export interface View {
  readonly id: string;
  readonly title: MessageKey;
  /** Table it draws. */
  readonly table: string;
  /** Draws the table; pure, so the gate can draw a released one the same way. */
  chart(table: ResultSet, context: ViewContext): ChartSpec;
}

/** What a view may know besides its table. */
export interface ViewContext {
  readonly params: Readonly<Record<string, unknown>>;
  readonly currency: string | null;
}

/** A precondition: null when met, else what is missing. */
export type Check<P> = (data: BoundData, params: P) => AppError | null;

/**
 * An analysis: one folder, one value, one line in the registry. `P` are its parameters after defaults have
 * been filled in.
 */
export interface Analysis<P = Readonly<Record<string, unknown>>> {
  /** Permanent; part of saved documents and of the command line. */
  readonly id: string;
  /** Raised when the same data and parameters would give other figures. */
  readonly version: number;
  readonly title: MessageKey;
  readonly summary: MessageKey;
  /** The method page: what it computes, formulas, references, limits. Markdown. */
  readonly method: Readonly<Record<'en' | 'zh-CN', () => Promise<string>>>;
  readonly roles: {
    readonly required: RoleRequirement;
    readonly optional: readonly Role[];
  };
  /** Defaults and limits; parses what a user or a script gives. */
  readonly params: v.GenericSchema<unknown, P>;
  readonly checks: readonly Check<P>[];
  plan(data: BoundData, params: P): Plan;
  readonly tables: Readonly<Record<string, TableShape>>;
  readonly facts: Readonly<Record<string, FactShape>>;
  readonly views: readonly View[];
}

/** Declared shape of a single figure. */
export interface FactShape {
  readonly type: ColumnType;
  readonly unit?: Unit;
  readonly label: MessageKey;
}

/**
 * Forgets the type of an analysis' parameters, so that analyses of all kinds can stand in one list. It is
 * safe because a plan is only ever given what the analysis' own schema has parsed.
 */
export function registered<P>(analysis: Analysis<P>): Analysis {
  return analysis as unknown as Analysis;
}
