import type { Analysis, TableShape } from '../../src/analyses/analysis.ts';
import { parameterWords } from '../../src/analyses/parameter-words.ts';
import type { AnalysisOutcome } from '../../src/contract/outcome.ts';
import type { Conflict, RegisteredRelease } from '../../src/contract/privacy.ts';
import type { ResultSet, Unit } from '../../src/contract/result-set.ts';
import { sql } from '../../src/contract/sql.ts';
import { loadMessages, type Locale } from '../../src/i18n/messages.ts';
import { createTranslate } from '../../src/i18n/translate.ts';
import type { LoadedOrders } from '../import/loaded-orders.ts';
import { relationOf } from './make-tables.ts';
import type { Database, Run } from './database.ts';
import { type AskedRelease, type NewRelease, ReleaseRegister } from './register.ts';
import { fingerprintOf } from './register-fingerprint.ts';
import { type RegisterShelf, usualShelf } from './register-shelf.ts';

/** A table of an analysis as the gate would let it out. */
export interface LeavingTable {
  readonly analysis: Analysis;
  readonly outcome: AnalysisOutcome;
  /** Name of the table. */
  readonly name: string;
  /** With withheld figures taken out. */
  readonly table: ResultSet;
}

/** Units of figures that add up over customers. */
const ADDED: readonly (Unit | undefined)[] = ['orders', 'currency', 'rows', 'purchases'];

/** Columns of a row-level table that sums over customers are made of, as far as it is declared. */
function addedFigures(shape: TableShape | undefined): readonly string[] {
  return (shape?.columns ?? []).flatMap(({ name, meaning, unit }) =>
    meaning === 'measure' && ADDED.includes(unit) ? [name] : [],
  );
}

/** The table as the register needs to know it; null when the analysis has none of the name. */
export function askedOf({ analysis, name, table }: LeavingTable): AskedRelease | null {
  const shape = analysis.tables[name];
  if (shape === undefined) return null;
  const { members } = shape;
  const membership =
    members === undefined
      ? null
      : {
          relation: relationOf(analysis, name),
          members: relationOf(analysis, members.table),
          key: sql`customer_key`,
          by: members.by,
          figures: members.figures ?? addedFigures(analysis.tables[members.table]),
        };
  return { subject: `${analysis.id}/${name}`, table, shape, membership };
}

/** Opens the register of the loaded data when it is first needed, and speaks of tables of analyses to it. */
export class RegisterDesk {
  readonly #db: Database;
  readonly #shelf: RegisterShelf;
  #open: {
    readonly loaded: LoadedOrders['receipt']['datasetId'];
    readonly register: ReleaseRegister;
  } | null = null;

  constructor(db: Database, shelf: RegisterShelf = usualShelf()) {
    this.#db = db;
    this.#shelf = shelf;
  }

  /** Where registers are kept. */
  get shelf(): RegisterShelf {
    return this.#shelf;
  }

  /** The register of what is loaded. Cleaning rules do not matter to it: it knows all customers of the file. */
  async of(run: Run, loaded: LoadedOrders): Promise<ReleaseRegister> {
    if (this.#open?.loaded !== loaded.datasetId) {
      this.#open = null;
      const fingerprint = await fingerprintOf(this.#db, run, loaded);
      const register = await ReleaseRegister.open(this.#db, run, this.#shelf, fingerprint);
      this.#open = { loaded: loaded.datasetId, register };
    }
    return this.#open.register;
  }

  /** What earlier releases and this one, taken together, would tell of few people. */
  async conflicts(
    run: Run,
    loaded: LoadedOrders,
    leaving: LeavingTable,
    threshold: number,
  ): Promise<readonly Conflict[]> {
    const asked = askedOf(leaving);
    const register = await this.of(run, loaded);
    return asked === null ? [] : (await register.check(run, asked, threshold)).conflicts;
  }

  /** Takes a table that has left into the register. */
  async took(
    run: Run,
    loaded: LoadedOrders,
    leaving: LeavingTable,
    { id, at, format, epsilon }: Required<Omit<NewRelease, 'description'>>,
    locale: Locale,
  ): Promise<void> {
    const asked = askedOf(leaving);
    if (asked === null) return;
    const translate = createTranslate(locale, await loadMessages(locale));
    const description = parameterWords(leaving.analysis, leaving.outcome.params, { locale, translate });
    const register = await this.of(run, loaded);
    await register.add(run, asked, { id, at, format, description, epsilon });
  }

  /** Everything that has been released of what is loaded, oldest first. */
  async releases(run: Run, loaded: LoadedOrders): Promise<readonly RegisteredRelease[]> {
    return (await this.of(run, loaded)).releases;
  }
}
