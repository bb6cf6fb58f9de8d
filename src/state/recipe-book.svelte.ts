import type { AppError } from '../contract/error.ts';
import type { RuleSwitches } from '../contract/import.ts';
import type { CustomerMerge } from '../contract/merge.ts';
import { fits, keptReading, type KeptRecipe, shapeOf, writeKeptRecipe } from '../data/kept-recipe.ts';
import { isWhole, WHOLE_FILE } from '../data/load-part.ts';
import { receiveReleased } from '../privacy/gate.ts';
import { saveReleased } from './download.ts';
import type { EnginePort } from './engine-port.ts';
import type { ImportSession } from './import-session.svelte.ts';
import { plain } from './plain.svelte.ts';
import type { WorkspaceShelf } from './workspace-shelf.ts';

/** What a recipe changes of a file on its way in. */
export type Choices = Pick<
  ImportSession,
  | 'kind'
  | 'roles'
  | 'extras'
  | 'formats'
  | 'currency'
  | 'utcOffset'
  | 'cancellations'
  | 'part'
  | 'rules'
  | 'pseudonyms'
  | 'purpose'
  | 'wish'
>;

function choicesOf(session: ImportSession): Choices {
  const { kind, roles, extras, formats, currency, utcOffset, cancellations, part } = session;
  const { rules, pseudonyms, purpose, wish } = session;
  return {
    kind,
    roles,
    extras,
    formats,
    currency,
    utcOffset,
    cancellations,
    part,
    rules,
    pseudonyms,
    purpose,
    wish,
  };
}

/** Whether nothing has been asked of how a file is read. */
function asFound({ wish }: ImportSession): boolean {
  return Object.keys(wish).length === 0;
}

/** Recipes of files that were loaded, kept in this browser and offered when a file of the same shape comes again. */
export class RecipeBook {
  list: readonly KeptRecipe[] = $state.raw([]);
  error: AppError | null = $state.raw(null);
  /** Files that were read by a recipe, with what they were before. */
  #undo: ReadonlyMap<ImportSession, Choices> = $state.raw(new Map());
  /** The recipe that the loaded orders were loaded by. */
  loaded: KeptRecipe | null = $state.raw(null);
  readonly #engine: Pick<EnginePort, 'notebook' | 'decisions'>;
  readonly #shelf: WorkspaceShelf;
  /** Shapes of files as they were found, before anything was chosen. */
  readonly #shapes = new WeakMap<ImportSession, string>();
  #isRead = false;

  constructor(engine: Pick<EnginePort, 'notebook' | 'decisions'>, shelf: WorkspaceShelf) {
    this.#engine = engine;
    this.#shelf = shelf;
  }

  /** Reads what is kept, once. */
  async read(): Promise<void> {
    if (this.#isRead) return;
    this.#isRead = true;
    const kept = await this.#shelf.recipes();
    // With its checks, which the first page does not need.
    const { readKeptRecipe } = await import('../data/read-kept-recipe.ts');
    if (!kept.ok) {
      this.error = kept.error;
      return;
    }
    const read = kept.value.map(readKeptRecipe).flatMap((each) => (each.ok ? [each.value] : []));
    this.list = read.sort((a, b) => b.savedAt.localeCompare(a.savedAt));
  }

  /** Notes the shape of a file, as long as it is read as found. */
  see(session: ImportSession): void {
    if (session.preview !== null && asFound(session) && !this.#shapes.has(session)) {
      this.#shapes.set(session, shapeOf(session.preview.columns));
    }
  }

  /** The recipe for a file, where one is kept for its shape. */
  offerFor(session: ImportSession): KeptRecipe | null {
    return this.list.find((recipe) => this.hasShape(session, recipe)) ?? null;
  }

  /** Whether a file has the shape that a recipe is for. */
  hasShape(session: ImportSession, recipe: KeptRecipe): boolean {
    const { preview } = session;
    if (preview === null) return false;
    const found = this.#shapes.get(session) ?? (asFound(session) ? shapeOf(preview.columns) : null);
    return found === recipe.shape;
  }

  /** Whether a file is read by a recipe. */
  isApplied(session: ImportSession): boolean {
    return this.#undo.has(session);
  }

  /** Reads a file as last time. Whether that went: its columns may be others once it is read so. */
  async apply(session: ImportSession, recipe: KeptRecipe): Promise<boolean> {
    this.see(session);
    const before = choicesOf(session);
    const { part = WHOLE_FILE, rules = {}, reading } = recipe;
    await this.#take(session, { ...recipe, part, rules, wish: reading });
    if (session.preview === null || !fits(recipe, session.preview.columns)) {
      await this.#take(session, before);
      return false;
    }
    this.#undo = new Map([...this.#undo, [session, before]]);
    return true;
  }

  /** Reads a file in just the way that is said, and notes first how it was found. */
  async readAs(session: ImportSession, choices: Choices): Promise<void> {
    this.see(session);
    await this.#take(session, choices);
  }

  /** Reads a file as it was before. */
  async undo(session: ImportSession): Promise<void> {
    const before = this.#undo.get(session);
    if (before === undefined) return;
    this.#undo = new Map([...this.#undo].filter(([each]) => each !== session));
    await this.#take(session, before);
  }

  /** Keeps how files were loaded, each for others of its shape. */
  async keep(sessions: readonly ImportSession[]): Promise<void> {
    await this.read();
    for (const session of sessions) {
      this.see(session);
      const shape = this.#shapes.get(session);
      if (shape === undefined) continue;
      const recipe = this.#recipeOf(session, shape);
      if (session.kind === 'orders') this.loaded = recipe;
      await this.#put(recipe);
    }
  }

  /** Keeps by which rules the customers of the loaded orders were merged, for the next file of their shape. */
  async keepMerge(merge: CustomerMerge | null): Promise<void> {
    if (this.loaded === null) return;
    this.loaded = { ...this.loaded, merge: plain(merge) };
    await this.#put(this.loaded);
  }

  /** Keeps which cleaning rules were switched once orders were loaded, beside those that were switched before. */
  async keepRules(switched: Partial<RuleSwitches>): Promise<void> {
    if (this.loaded === null) return;
    this.loaded = { ...this.loaded, rules: { ...this.loaded.rules, ...switched } };
    await this.#put(this.loaded);
  }

  /** Takes in a recipe that was exported. */
  async take(text: string): Promise<void> {
    await this.read();
    const { readKeptRecipe } = await import('../data/read-kept-recipe.ts');
    const read = readKeptRecipe(text);
    this.error = read.ok ? null : read.error;
    if (read.ok) await this.#put(read.value);
  }

  async forget(recipe: KeptRecipe): Promise<void> {
    const dropped = await this.#shelf.dropRecipe(recipe.shape);
    this.error = dropped.ok ? null : dropped.error;
    if (dropped.ok) this.list = this.list.filter((each) => each !== recipe);
  }

  /** Asks the gate for a recipe as a file, as it is asked for any document. */
  async export(recipe: KeptRecipe, locale: 'en' | 'zh-CN'): Promise<void> {
    const title = `${recipe.name.replace(/\.[^.]*$/u, '')}-recipe`;
    const request = { form: 'document', title, text: writeKeptRecipe(recipe), locale } as const;
    const answer = await this.#engine.notebook.releaseDocument(request);
    const received = answer.ok ? await receiveReleased(answer.value, this.#engine.decisions) : answer;
    this.error = received.ok ? null : received.error;
    if (received.ok) saveReleased(received.value);
  }

  #recipeOf(session: ImportSession, shape: string): KeptRecipe {
    const { kind, roles, extras, formats, currency, utcOffset, cancellations, purpose, wish } = session;
    const merge = this.list.find((each) => each.shape === shape)?.merge ?? null;
    return plain({
      ...(merge === null ? {} : { merge }),
      cloister: 'recipe',
      version: 1,
      shape,
      name: session.file.name,
      savedAt: new Date().toISOString(),
      kind,
      reading: keptReading(wish),
      roles: Object.fromEntries(Object.entries(roles)),
      extras,
      formats,
      currency,
      utcOffset,
      cancellations,
      ...(isWhole(session.part) ? {} : { part: session.part }),
      ...(Object.keys(session.rules).length === 0 ? {} : { rules: session.rules }),
      pseudonyms: session.pseudonymised,
      purpose,
    });
  }

  async #put(recipe: KeptRecipe): Promise<void> {
    const kept = await this.#shelf.keepRecipe(recipe.shape, writeKeptRecipe(recipe));
    this.error = kept.ok ? null : kept.error;
    this.list = [recipe, ...this.list.filter((each) => each.shape !== recipe.shape)];
  }

  async #take(session: ImportSession, choices: Choices): Promise<void> {
    if (JSON.stringify(session.wish) !== JSON.stringify(choices.wish)) {
      await session.readAs(choices.wish);
    }
    session.setKind(choices.kind);
    session.roles = choices.roles;
    session.extras = choices.extras;
    session.formats = choices.formats;
    session.currency = choices.currency;
    session.utcOffset = choices.utcOffset;
    session.cancellations = choices.cancellations;
    session.part = choices.part;
    session.rules = choices.rules;
    session.pseudonyms = choices.pseudonyms;
    session.purpose = choices.purpose;
  }
}
