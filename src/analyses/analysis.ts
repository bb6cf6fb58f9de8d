import type * as v from 'valibot';
import type { Role } from '../contract/import.ts';
import type { ColumnType, ResultSet, Unit } from '../contract/result-set.ts';
import type { KernelOptions } from '../contract/kernel.ts';
import type { Sql } from '../contract/sql.ts';
import type { AppError } from '../contract/error.ts';
import type { RoleRequirement } from '../data/readiness.ts';
import type { CustomerColumn } from '../data/relations.ts';
import type { MessageKey } from '../i18n/messages.ts';
import type { ChartSpec, ColourToken, Label } from '../charts/chart-spec.ts';
import type { Disclosure, NestedRows } from '../privacy/shape.ts';
import type { FormField } from './form-field.ts';

/** What a column of a result stands for; the release gate decides by it. */
export type Meaning =
  /** names the group the row is about */
  | 'group'
  /** number of distinct customers behind the row */
  | 'contributors'
  /** figure about the group */
  | 'measure'
  /** names one customer */
  | 'identifier'
  /** what single customers add to a sum: for the gate's rules, never shown */
  | 'contribution';

/** Declared shape of one column of a result table. */
export interface ColumnShape {
  readonly name: string;
  readonly type: ColumnType;
  readonly unit?: Unit;
  readonly meaning: Meaning;
  readonly label: MessageKey;
  /**
   * Names of values that have a translation; the values themselves are the published English ones. Some depend on the
   * parameters, where what the column holds does.
   */
  readonly valueLabel?: (value: string, params?: Readonly<Record<string, unknown>>) => Label;
  /** Colours of values that have one of their own, the same on every screen. */
  readonly valueColour?: (value: string, params: Readonly<Record<string, unknown>>) => ColourToken;
  /** What the column is called under these parameters, where that depends on them; `label` is then the general word. */
  readonly labelFor?: (params: Readonly<Record<string, unknown>>) => Label;
  /** Whether it means anything under these parameters; absent: always. It is NULL otherwise and not shown. */
  readonly when?: (params: Readonly<Record<string, unknown>>) => boolean;
  /** What NULL is called in a column of `dimensions`, where it stands for all of them. */
  readonly totalLabel?: MessageKey;
  /** What a measure can give away besides by the number of customers behind it. */
  readonly disclosure?: Disclosure;
}

/** Declared shape of a result table. `rows` tables hold one row per customer and never leave. */
export interface TableShape {
  readonly kind: 'aggregate' | 'rows';
  readonly title: MessageKey;
  readonly columns: readonly ColumnShape[];
  /** True when parameters or data may leave it without rows, as tables of another mode are. */
  readonly mayBeEmpty?: boolean;
  /** Group columns in which NULL means "all of them". */
  readonly dimensions?: readonly string[];
  /**
   * Aggregate tables only: where the customers behind each row stand. `table` is a table that the analysis makes, with
   * a column `customer_key`; `by` gives for each group column the column of that table that must be equal (none: every
   * row is on all of them), and `figures`
   * the columns that hold what customers add to sums (absent: declared measures of orders and money). The register of
   * releases compares releases by them.
   */
  readonly members?: {
    readonly table: string;
    readonly by: Readonly<Record<string, string>>;
    readonly figures?: readonly string[];
  };
  /** Aggregate tables only: whether rows stand in the order of a figure under these parameters; absent: never. */
  readonly rankedBy?: (params: Readonly<Record<string, unknown>>) => boolean;
  /** Aggregate tables only: how rows stand one inside another under these parameters; absent or null: they do not. */
  readonly nestedBy?: (params: Readonly<Record<string, unknown>>) => NestedRows | null;
  /**
   * Row tables only: a column beside the declared ones that numbers the customers in the natural order of
   * their ids. Lists are ordered by it where the id is asked for and where rows are equal; it is not shown.
   */
  readonly key?: string;
}

/** A column without a role. */
export interface ExtraColumn {
  /** Name in the relation `orders`. */
  readonly name: string;
  readonly kind: 'text' | 'number' | 'date';
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
  /** Columns without a role that were loaded, under the names they have in `orders`. */
  readonly extraColumns: readonly ExtraColumn[];
  /** What else `orders` says of the customers of its rows, where they have been selected; absent: nothing. */
  readonly customerColumns?: readonly CustomerColumn[];
}

/**
 * One step of a plan: a table to make, in order. Every analysis has a schema of its own, named by its id:
 * the table `segments` of `rfm` is read as `rfm.segments`, by later steps and by whoever asks for it.
 */
export interface TableStep {
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

/** Types of the columns a kernel hands back; `integer` holds whole numbers up to 2^53, `day` days since 1970. */
export type KernelColumnType = 'number' | 'integer' | 'text' | 'day';

/**
 * A step that SQL cannot do: columns go to a kernel in the compute worker, and what it computes becomes tables of
 * the analysis. NaN becomes NULL.
 */
export interface ComputeStep {
  readonly kind: 'compute';
  /** Name of the step; its tables are those of `outputs`. */
  readonly table: string;
  /** Name of the kernel in `kernels.ts`. */
  readonly kernel: string;
  /** What the kernel is given, by name. Columns must be DOUBLE or VARCHAR; NULL becomes NaN or the empty text. */
  readonly inputs: Readonly<Record<string, Sql>>;
  readonly options: KernelOptions;
  /** Tables to make, with their columns in order. A table the kernel has left out is made empty. */
  readonly outputs: Readonly<Record<string, Readonly<Record<string, KernelColumnType>>>>;
  /**
   * Into how many pieces the work can be divided among workers, such as the replicates of a bootstrap; the rows of
   * the pieces are put one under the other. Absent: it is done in one piece.
   */
  readonly pieces?: number;
  readonly reusable: boolean;
}

export type PlanStep = TableStep | ComputeStep;

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
  /** What a picture of it is called, where it draws what the user has put together; absent: its title. */
  readonly heading?: Label;
  /** Table it draws. */
  readonly table: string;
  /** How much room it wants on the screen; absent: half the width. */
  readonly width?: 'half' | 'full';
  /** Whether it means anything under these parameters; absent: always. */
  readonly when?: (params: Readonly<Record<string, unknown>>) => boolean;
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
  /** How parameters are set on screen, where the analysis has no screen of its own. */
  readonly form?: readonly FormField[];
  /** Facts shown first, as large figures, in this order. */
  readonly headline?: readonly string[];
  /** Aggregate tables that are not shown as tables of their own, because a view or a card shows them. */
  readonly hiddenTables?: readonly string[];
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
