import { appError, AppFailure } from '../../src/contract/error.ts';
import { newId, type DatasetId, type FileId, type TableId } from '../../src/contract/ids.ts';
import type { FilePreview, Mapping } from '../../src/contract/import.ts';
import type { CustomerMerge } from '../../src/contract/merge.ts';
import type { Policy } from '../../src/contract/privacy.ts';
import type { ReadingWish } from '../../src/contract/reading.ts';
import { SIDE_ROLES, type SideKind, type SideMapping, type SideRole } from '../../src/contract/tables.ts';
import { ordersByKept, tableByKept } from '../../src/data/kept-mapping.ts';
import type { KeptRecipe } from '../../src/data/kept-recipe.ts';
import type { LoadRecipe, TableRecipe } from '../../src/data/load-recipe.ts';
import { mappingFromRecipe, recipeOf } from '../../src/data/recipe.ts';
import { suggestMapping } from '../../src/data/suggest-mapping.ts';
import { computeHere } from '../engine/compute-here.ts';
import type { Database, Run } from '../engine/database.ts';
import { Workbench } from '../engine/workbench.ts';
import type { LoadedOrders } from '../import/loaded-orders.ts';
import { MergeDesk } from '../merge/merge-desk.ts';
import { TablesDesk } from '../tables/tables-desk.ts';
import { type GivenRecipes, keptFor, requireFit } from './given-recipes.ts';
import { sourceAt } from './house-files.ts';

/** What is to be loaded. */
export interface FilesToLoad {
  /** Orders; the rows of the others follow those of the first. */
  readonly data: readonly [string, ...string[]];
  /** Tables beside the orders. */
  readonly tables: readonly string[];
  readonly recipes: GivenRecipes;
}

/** What stands in the engine, and the recipe by which it can be loaded again. */
export interface LoadedFiles {
  readonly loaded: LoadedOrders;
  readonly recipe: LoadRecipe;
}

interface Opened {
  readonly preview: FilePreview;
  /** The recipe of the page it is read by; null: none is for its shape. */
  readonly kept: KeptRecipe | null;
}

/** The table that a file is most likely to be, where nobody has said. */
function suggestedTable({ kinds, columns }: FilePreview): SideMapping {
  const found = kinds.find(({ kind }) => kind !== 'orders');
  const kind: SideKind = found === undefined || found.kind === 'orders' ? 'reference' : found.kind;
  const roles: Partial<Record<SideRole, string>> = {};
  for (const role of SIDE_ROLES[kind]) {
    const column = found?.roles[role];
    if (column !== undefined) roles[role] = column;
  }
  const played = new Set(Object.values(roles));
  const extras = columns.map(({ name }) => name).filter((name) => !played.has(name));
  return { kind, roles, extras, formats: {}, currency: null, utcOffset: null };
}

/** Files on their way into the engine, by the calls that the page makes. */
class Loading {
  readonly #run: Run;
  readonly #bench: Workbench;
  readonly #tables: TablesDesk;
  readonly #merging: MergeDesk;
  readonly #recipes: GivenRecipes;

  constructor(db: Database, run: Run, policy: Policy, recipes: GivenRecipes) {
    const bench = new Workbench({ db, compute: computeHere }, policy);
    this.#run = run;
    this.#bench = bench;
    this.#recipes = recipes;
    const ground = (): Workbench['ground'] => bench.ground;
    this.#tables = new TablesDesk({ db, ground, file: (fileId) => bench.file(fileId) });
    const { audit } = bench;
    this.#merging = new MergeDesk({ db, audit, ground, stand: (loaded) => bench.stand(loaded) });
  }

  /** The orders that stand. */
  get loaded(): LoadedOrders {
    const { loaded } = this.#bench.ground;
    if (loaded === null) throw new AppFailure(appError('engine.notReady', {}));
    return loaded;
  }

  async #open(location: string, wish: ReadingWish): Promise<Opened> {
    const [run, fileId] = [this.#run, newId<FileId>()];
    const found = await this.#bench.open(run, fileId, await sourceAt(location), wish);
    const kept = Object.keys(wish).length > 0 ? null : keptFor(this.#recipes, found);
    if (kept === null) return { preview: found, kept };
    const preview = await this.#bench.reopen(run, fileId, kept.reading);
    requireFit(kept, preview);
    return { preview, kept };
  }

  /** How the recipe of everything has orders read: as they are cut and unpacked, with the cures that were switched. */
  get #wish(): ReadingWish {
    const { dialect } = this.#recipes.own ?? {};
    return { ...this.#furtherWish, ...(dialect === undefined ? {} : { dialect }) };
  }

  /** The same for further files: how the first is cut says nothing of them. */
  get #furtherWish(): ReadingWish {
    const { cures, reading } = this.#recipes.own ?? {};
    return { ...reading, ...(cures === undefined ? {} : { cures }) };
  }

  /** Loads the orders. Gives the recipe by which they were, and by which rules their customers were merged last time. */
  async orders([first, ...others]: FilesToLoad['data']): Promise<{
    readonly recipe: LoadRecipe;
    readonly merge: CustomerMerge | null;
  }> {
    const { own } = this.#recipes;
    const { preview, kept } = await this.#open(first, this.#wish);
    const further: FileId[] = [];
    for (const location of others) {
      further.push((await this.#open(location, this.#furtherWish)).preview.fileId);
    }
    const mapping = this.#mappingOf(preview, kept);
    const { fileId } = preview;
    const rules = own?.rules ?? kept?.rules ?? {};
    await this.#bench.load(this.#run, { fileId, datasetId: newId<DatasetId>(), mapping, rules, further });
    const recipe = { ...recipeOf(preview, mapping, this.loaded.rules), reading: preview.reading };
    return { recipe, merge: own?.merge ?? kept?.merge ?? null };
  }

  #mappingOf(preview: FilePreview, kept: KeptRecipe | null): Mapping {
    const { own } = this.#recipes;
    if (own !== null) return mappingFromRecipe(preview, own);
    return kept === null ? suggestMapping(preview) : ordersByKept(kept);
  }

  /** Loads tables beside the orders; those of one kind become one table unless a recipe keeps them apart. */
  async tables(locations: readonly string[]): Promise<readonly TableRecipe[]> {
    const standing = new Map<SideKind, TableId>();
    const recipes: TableRecipe[] = [];
    for (const [place, location] of locations.entries()) {
      const { reading, apart = false, ...given } = this.#recipes.own?.tables?.[place] ?? {};
      const wish = { ...reading, ...('cures' in given ? { cures: given.cures } : {}) };
      const { preview, kept } = await this.#open(location, wish);
      const mapping = 'kind' in given ? given : tableOf(preview, kept);
      const appendTo = apart ? null : (standing.get(mapping.kind) ?? null);
      const { fileId } = preview;
      const request = { fileId, tableId: newId<TableId>(), mapping, appendTo };
      const { tableId } = await this.#tables.load(this.#run, request);
      standing.set(mapping.kind, tableId);
      recipes.push({ ...mapping, reading: preview.reading, apart });
    }
    return recipes;
  }

  async merge(merge: CustomerMerge): Promise<void> {
    await this.#merging.merge(this.#run, this.loaded.datasetId, merge);
  }
}

function tableOf(preview: FilePreview, kept: KeptRecipe | null): SideMapping {
  return kept === null || kept.kind === 'orders' ? suggestedTable(preview) : tableByKept(kept, kept.kind);
}

/**
 * Loads files as the page loads them: orders, then tables beside them, then merges customers where a recipe says by which
 * rules. It goes through the page's own workbench, so that nothing can be done otherwise.
 *
 * @throws AppFailure `file.*`, `mapping.*`, `engine.*`
 */
export async function loadFiles(
  db: Database,
  run: Run,
  policy: Policy,
  { data, tables, recipes }: FilesToLoad,
): Promise<LoadedFiles> {
  const loading = new Loading(db, run, policy, recipes);
  const { recipe: ofOrders, merge } = await loading.orders(data);
  const beside = await loading.tables(tables);
  if (merge !== null) await loading.merge(merge);
  const recipe = {
    ...ofOrders,
    ...(beside.length === 0 ? {} : { tables: beside }),
    ...(merge === null ? {} : { merge }),
  };
  return { loaded: loading.loaded, recipe };
}
