import type { ClassificationOverride, ColumnClassification } from '../contract/classification.ts';
import type {
  DeidentifyOutcome,
  DeidentifyRequest,
  Hierarchy,
  HierarchyCoverage,
  HierarchyRecipe,
  MeasureReport,
  NullPolicy,
  PrivacyModel,
  RecodeReport,
  RecordsSource,
  RecordsSummary,
  UtilityMetric,
} from '../contract/records.ts';
import type { RecordsId } from '../contract/ids.ts';
import type { KeptHierarchies } from './kept-hierarchies.ts';
import type { RecordsPort } from './engine-port.ts';
import { Task } from './task.svelte.ts';

/** Records with a higher risk than this count as at risk, unless the user says otherwise: one in five. */
const USUAL_RISK = 0.2;
/** Share of records that may be suppressed, unless the user says otherwise. */
const USUAL_SUPPRESSION = 0.05;
/** A search gives its best so far after this time, ms. */
const USUAL_BUDGET_MS = 20_000;

/** How a table is to be de-identified, as set on the screen. */
export interface DeidentifySettings {
  readonly models: readonly PrivacyModel[];
  readonly suppressionLimit: number;
  readonly metric: UtilityMetric;
  readonly aggregate: DeidentifyRequest['aggregate'];
  readonly method: DeidentifyRequest['method'];
  readonly bounds: DeidentifyRequest['bounds'];
}

/**
 * Rows about people that the privacy screen works on: classified, measured, de-identified. One at a time; it lives
 * as long as the page, so that going from part to part loses nothing.
 */
export class RecordsWork {
  source: RecordsSource | null = $state.raw(null);
  readonly taking = new Task<RecordsSummary>();
  /** Where the records of the whole population come from; null: it is not known. */
  populationSource: RecordsSource | null = $state.raw(null);
  readonly takingPopulation = new Task<RecordsSummary>();
  readonly measuring = new Task<MeasureReport>();
  readonly searching = new Task<DeidentifyOutcome>();
  readonly recoding = new Task<RecodeReport>();
  /** The best answer so far of a search that goes on or was stopped. */
  soFar: DeidentifyOutcome | null = $state.raw(null);
  /** Columns chosen against the classification; null follows it. */
  #quasi: readonly string[] | null = $state.raw(null);
  #sensitive: readonly string[] | null = $state.raw(null);
  hierarchies: Readonly<Record<string, HierarchyCoverage>> = $state.raw({});
  nulls: NullPolicy = $state('value');
  samplingFraction: number | null = $state(null);
  riskThreshold: number = $state(USUAL_RISK);
  settings: DeidentifySettings = $state.raw({
    models: [{ model: 'kAnonymity', k: 10 }],
    suppressionLimit: USUAL_SUPPRESSION,
    metric: 'loss',
    aggregate: 'geometric',
    method: 'local',
    bounds: {},
  });
  /** What becomes of columns that are no quasi-identifiers. */
  others: Readonly<Record<string, 'keep' | 'drop' | 'pseudonymise'>> = $state.raw({});
  /** Levels of the solution chosen from the list; null for the best. */
  levels: Readonly<Record<string, number>> | null = $state.raw(null);
  purpose: string = $state('');
  readonly kept: KeptHierarchies;
  readonly #engine: RecordsPort;

  /** @param kept hierarchies of earlier files, by the name of their column */
  constructor(engine: RecordsPort, kept: KeptHierarchies) {
    this.#engine = engine;
    this.kept = kept;
  }

  get summary(): RecordsSummary | null {
    return this.taking.value;
  }

  get columns(): readonly ColumnClassification[] {
    return this.summary?.classification.columns ?? [];
  }

  /** Columns taken for quasi-identifiers: as chosen, else as classified. */
  get quasiIdentifiers(): readonly string[] {
    return this.#quasi ?? this.#withRole('quasiIdentifier');
  }

  /** Columns taken for sensitive: as chosen, else as classified. */
  get sensitive(): readonly string[] {
    return this.#sensitive ?? this.#withRole('sensitive');
  }

  /** The records of the whole population, once they are taken up. */
  get population(): RecordsId | null {
    return this.takingPopulation.value?.recordsId ?? null;
  }

  /** The answer of the last search, or its best so far. */
  get outcome(): DeidentifyOutcome | null {
    return this.searching.value ?? this.soFar;
  }

  /** Levels that the table will be made at; null: as local recoding or Mondrian makes it, which is finer. */
  get levelsToMake(): Readonly<Record<string, number>> | null {
    const { levels, outcome } = this;
    if (levels !== null) return levels;
    return outcome?.recoded === null ? (outcome.best?.levels ?? null) : null;
  }

  /** Takes up rows and classifies their columns; what was done with others is forgotten. */
  async take(source: RecordsSource): Promise<void> {
    this.source = source;
    this.#forgetResults();
    this.#forgetPopulation();
    this.taking.value = null;
    this.#quasi = null;
    this.#sensitive = null;
    this.hierarchies = {};
    this.others = {};
    await this.taking.run((control) => this.#engine.take(source, control));
  }

  /** Forgets everything, when the data it rests on are gone. */
  forget(): void {
    this.source = null;
    this.taking.clear();
    this.#forgetResults();
    this.#forgetPopulation();
    this.hierarchies = {};
  }

  /** Takes up the records of the whole population to compare with; null: it is not known. */
  async choosePopulation(source: RecordsSource | null): Promise<void> {
    this.#forgetResults();
    this.#forgetPopulation();
    this.populationSource = source;
    if (source !== null) await this.takingPopulation.run((control) => this.#engine.take(source, control));
  }

  /** Confirms or overrides what is thought of columns. */
  async classify(overrides: readonly ClassificationOverride[]): Promise<boolean> {
    const { summary } = this;
    if (summary === null) return false;
    const result = await this.#engine.classify(summary.recordsId, overrides);
    if (!result.ok) {
      this.taking.state = { kind: 'failed', error: result.error };
      return false;
    }
    this.taking.value = { ...summary, classification: result.value };
    this.#forgetResults();
    return true;
  }

  /** Takes a column in or out of the quasi-identifiers. */
  chooseQuasi(column: string, chosen: boolean): void {
    const rest = this.quasiIdentifiers.filter((each) => each !== column);
    this.#quasi = chosen ? this.#inOrder([...rest, column]) : rest;
    if (chosen) this.#sensitive = this.sensitive.filter((each) => each !== column);
    this.#forgetResults();
  }

  /** Takes a column in or out of the sensitive ones. */
  chooseSensitive(column: string, chosen: boolean): void {
    const rest = this.sensitive.filter((each) => each !== column);
    this.#sensitive = chosen ? this.#inOrder([...rest, column]) : rest;
    if (chosen) this.#quasi = this.quasiIdentifiers.filter((each) => each !== column);
    this.#forgetResults();
  }

  /** Measures k and its kin, risks, and what isolates people. */
  async measure(): Promise<void> {
    const { summary } = this;
    if (summary === null) return;
    await this.measuring.run((control) =>
      this.#engine.measure(
        {
          recordsId: summary.recordsId,
          quasiIdentifiers: this.quasiIdentifiers,
          sensitive: this.sensitive,
          hierarchies: this.#hierarchiesOf(this.sensitive),
          levels: {},
          nulls: this.nulls,
          samplingFraction: this.samplingFraction,
          population: this.population,
          riskThreshold: this.riskThreshold,
        },
        control,
      ),
    );
  }

  /** Makes the hierarchies that quasi-identifiers still lack. Returns the first error, or null. */
  async makeHierarchies(): Promise<TaskFailure> {
    for (const column of this.quasiIdentifiers) {
      if (this.hierarchies[column] !== undefined) continue;
      const kept = await this.kept.of(column);
      const failure =
        kept?.recipe.kind === 'table'
          ? await this.useHierarchy(kept)
          : await this.makeHierarchy(column, kept?.recipe ?? null);
      if (failure !== null) return failure;
    }
    return null;
  }

  /** Makes a column's hierarchy by a recipe, or the one that suits its values. */
  async makeHierarchy(column: string, recipe: HierarchyRecipe | null): Promise<TaskFailure> {
    const { summary } = this;
    if (summary === null) return null;
    const result = await this.#engine.makeHierarchy(summary.recordsId, column, recipe);
    return this.#keep(column, result);
  }

  /** Takes a hierarchy over as edited or as read from a file. */
  async useHierarchy(hierarchy: Hierarchy): Promise<TaskFailure> {
    const { summary } = this;
    if (summary === null) return null;
    return this.#keep(hierarchy.column, await this.#engine.checkHierarchy(summary.recordsId, hierarchy));
  }

  /** Changes how the table is to be de-identified; what was found under other settings is forgotten. */
  set(change: Partial<DeidentifySettings>): void {
    this.settings = { ...this.settings, ...change };
    this.#forgetSolutions();
  }

  /** Searches for the generalisation that meets the models at the least loss. */
  async search(): Promise<void> {
    const request = this.request();
    if (request === null) return;
    this.#forgetSolutions();
    await this.searching.run((control) =>
      this.#engine.deidentify(request, {
        ...control,
        onSoFar: (best) => {
          this.soFar = best;
        },
      }),
    );
  }

  /** Makes the de-identified table from the chosen solution. */
  async recode(): Promise<void> {
    const request = this.request();
    if (request === null) return;
    await this.recoding.run((control) =>
      this.#engine.recode(
        { request, levels: this.levelsToMake, others: this.others, purpose: this.purpose.trim() },
        control,
      ),
    );
  }

  /** What is asked of the engine under the settings on the screen; null before there are records. */
  request(): DeidentifyRequest | null {
    const { summary } = this;
    if (summary === null) return null;
    const { models, suppressionLimit, metric, aggregate, method, bounds } = this.settings;
    return {
      recordsId: summary.recordsId,
      population: this.population,
      quasiIdentifiers: this.quasiIdentifiers,
      hierarchies: this.#hierarchiesOf([...this.quasiIdentifiers, ...this.sensitive]),
      bounds,
      models,
      suppressionLimit,
      metric,
      aggregate,
      method,
      timeBudgetMs: USUAL_BUDGET_MS,
    };
  }

  #keep(column: string, result: Awaited<ReturnType<RecordsPort['makeHierarchy']>>): TaskFailure {
    if (!result.ok) return result.error;
    this.hierarchies = { ...this.hierarchies, [column]: result.value };
    this.#forgetSolutions();
    return null;
  }

  #hierarchiesOf(columns: readonly string[]): Readonly<Record<string, Hierarchy>> {
    const found = columns.flatMap((column) => {
      const coverage = this.hierarchies[column];
      return coverage === undefined ? [] : [[column, coverage.hierarchy] as const];
    });
    return Object.fromEntries(found);
  }

  #withRole(role: ColumnClassification['role']): readonly string[] {
    return this.columns.filter((each) => each.role === role).map(({ column }) => column);
  }

  #inOrder(chosen: readonly string[]): readonly string[] {
    return this.columns.map(({ column }) => column).filter((column) => chosen.includes(column));
  }

  #forgetSolutions(): void {
    this.searching.clear();
    this.recoding.clear();
    this.soFar = null;
    this.levels = null;
  }

  #forgetPopulation(): void {
    this.populationSource = null;
    this.takingPopulation.clear();
    const models = this.settings.models.filter(({ model }) => model !== 'kMap');
    this.settings = { ...this.settings, models };
  }

  #forgetResults(): void {
    this.measuring.clear();
    this.#forgetSolutions();
  }
}

/** Why something could not be done, or null. */
type TaskFailure = Extract<Awaited<ReturnType<RecordsPort['makeHierarchy']>>, { ok: false }>['error'] | null;
