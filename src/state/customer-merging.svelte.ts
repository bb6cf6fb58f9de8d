import type { Progress } from '../contract/engine-api.ts';
import type { AppError } from '../contract/error.ts';
import {
  type CustomerMerge,
  type IdentifyingUse,
  MERGE_RULES,
  type MergeColumn,
  type MergePreview,
  type MergeRule,
  type MergeTable,
  SHARED_LIMITS,
} from '../contract/merge.ts';
import type { Dataset } from './dataset.svelte.ts';
import type { EnginePort, RunControl } from './engine-port.ts';
import type { Workspace } from './workspace.svelte.ts';

/** What merging customers reaches outside of itself. */
interface MergeSurroundings {
  readonly engine: Pick<EnginePort, 'merging'>;
  readonly dataset: () => Dataset | null;
  /** Rules by which customers of such files were merged before, if any. */
  readonly kept: () => CustomerMerge | null;
  /** Keeps the rules for the next file of the same shape; null: none. */
  readonly keep: (merge: CustomerMerge | null) => Promise<void>;
  /** ISO 3166 code of the country the user is likely in, or null. */
  readonly country: () => string | null;
}

/** What is being worked on. */
export type MergeWork = 'tables' | 'preview' | 'merge' | 'undo';

function keyOf({ relation, column }: Pick<MergeColumn, 'relation' | 'column'>): string {
  return `${relation}\u{1f}${column}`;
}

/** Customers of several systems, as they are about to be merged: columns, rules, and what these would do. */
export class CustomerMerging {
  tables: readonly MergeTable[] = $state.raw([]);
  rules: readonly MergeRule[] = $state.raw(MERGE_RULES);
  gmail = $state(false);
  country: string | null = $state(null);
  mostShared: number = $state(SHARED_LIMITS.standard);
  preview: MergePreview | null = $state.raw(null);
  /** The rules that the preview is of, as text. */
  previewOf = $state('');
  working: MergeWork | null = $state(null);
  progress: Progress | null = $state.raw(null);
  error: AppError | null = $state.raw(null);
  /** What columns are used for where the user has said so; null: for nothing. */
  #chosen: ReadonlyMap<string, IdentifyingUse | null> = $state.raw(new Map());
  #of: string | null = null;
  #stop: AbortController | null = null;
  readonly #surroundings: MergeSurroundings;

  constructor(surroundings: MergeSurroundings) {
    this.#surroundings = surroundings;
  }

  /** The rules as they are chosen now. */
  get asked(): CustomerMerge {
    const columns = this.tables.flatMap(({ relation, columns: all }) =>
      all.flatMap(({ name }): MergeColumn[] => {
        const use = this.useOf(relation, name);
        return use === null ? [] : [{ relation, column: name, use }];
      }),
    );
    const { rules, gmail, country, mostShared } = this;
    return { rules, columns, gmail, country, mostShared };
  }

  /** Whether the preview is of the rules as they are chosen now. */
  get isPreviewed(): boolean {
    return this.preview !== null && this.previewOf === JSON.stringify(this.asked);
  }

  useOf(relation: string, column: string): IdentifyingUse | null {
    const chosen = this.#chosen.get(keyOf({ relation, column }));
    if (chosen !== undefined) return chosen;
    const table = this.tables.find((each) => each.relation === relation);
    return table?.columns.find(({ name }) => name === column)?.suggested ?? null;
  }

  /** Says what a column is used for. */
  use(relation: string, column: string, use: IdentifyingUse | null): void {
    this.#chosen = new Map([...this.#chosen, [keyOf({ relation, column }), use]]);
  }

  setRule(rule: MergeRule, on: boolean): void {
    this.rules = MERGE_RULES.filter((each) => (each === rule ? on : this.rules.includes(each)));
  }

  /** Looks at the tables that are loaded; rules that are in force, or were last time, are where it begins. */
  async look(): Promise<void> {
    const dataset = this.#surroundings.dataset();
    if (dataset === null) return;
    const found = await this.#work('tables', (control) => this.#surroundings.engine.merging.tables(control));
    if (found === null) return;
    this.tables = found;
    if (this.#of !== dataset.id) {
      this.#of = dataset.id;
      this.#begin(dataset.receipt.merged?.asked ?? this.#surroundings.kept());
    }
  }

  /** Finds out what the rules would do; a reason shows ids and values, which the log notes. */
  async show(reveal: { readonly reason: string | null } | null = null): Promise<void> {
    const { asked } = this;
    const request = { merge: asked, reveal };
    const found = await this.#work('preview', (control) =>
      this.#surroundings.engine.merging.preview(request, control),
    );
    if (found === null) return;
    this.preview = found;
    this.previewOf = JSON.stringify(asked);
  }

  /** Merges by the rules, or takes the merge back. */
  async merge(asked: CustomerMerge | null): Promise<boolean> {
    const { dataset, keep } = this.#surroundings;
    const current = dataset();
    if (current === null) return false;
    const done = await this.#work(asked === null ? 'undo' : 'merge', async (control) => ({
      ok: true,
      value: await current.merge(asked, control),
    }));
    if (done !== true) {
      this.error = current.error;
      return false;
    }
    await keep(asked);
    return true;
  }

  /** Stops what is under way. */
  stop(): void {
    this.#stop?.abort();
  }

  #begin(merge: CustomerMerge | null): void {
    this.preview = null;
    this.#chosen = new Map();
    this.rules = merge?.rules ?? MERGE_RULES;
    this.gmail = merge?.gmail ?? false;
    this.country = merge === null ? this.#surroundings.country() : merge.country;
    this.mostShared = merge?.mostShared ?? SHARED_LIMITS.standard;
    if (merge === null) return;
    const named = new Map(merge.columns.map((each) => [keyOf(each), each.use]));
    const all = this.tables.flatMap(({ relation, columns }) =>
      columns.map(({ name }) => keyOf({ relation, column: name })),
    );
    this.#chosen = new Map(all.map((key) => [key, named.get(key) ?? null]));
  }

  /** One piece of work at a time; the newest stops the one before. */
  async #work<T>(
    kind: MergeWork,
    make: (control: RunControl) => Promise<{ ok: true; value: T } | { ok: false; error: AppError }>,
  ): Promise<T | null> {
    this.#stop?.abort();
    const stop = new AbortController();
    this.#stop = stop;
    this.working = kind;
    this.progress = null;
    this.error = null;
    const result = await make({
      signal: stop.signal,
      onProgress: (progress) => {
        if (this.#stop === stop) this.progress = progress;
      },
    });
    if (this.#stop !== stop) return null;
    this.#stop = null;
    this.working = null;
    if (result.ok) return result.value;
    if (result.error.code !== 'engine.cancelled') this.error = result.error;
    return null;
  }
}

/** Where customers of the workspace are merged; it stays as it is left while other screens are looked at. */
export function mergingIn(workspace: Workspace): CustomerMerging {
  workspace.merging ??= new CustomerMerging({
    engine: workspace.engine,
    dataset: () => workspace.dataset,
    kept: () => workspace.recipes.loaded?.merge ?? null,
    keep: (merge) => workspace.recipes.keepMerge(merge),
    country: () => new Intl.Locale(navigator.language).region ?? null,
  });
  return workspace.merging;
}
