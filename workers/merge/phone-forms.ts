import { numbers } from '../../src/contract/result-set.ts';
import { identifier, sql } from '../../src/contract/sql.ts';
import { Run, type Database } from '../engine/database.ts';
import { inTurns } from '../engine/in-turns.ts';
import { scratch } from './scratch.ts';

const NAME = 'merge_phone_forms';

/** Phone numbers as they stand and as they are compared: `value`, `form`; empty for what is no valid number. */
export const PHONE_FORMS = sql`memory.main.${identifier(NAME)}`;

/** Share of a merge that is done before phone numbers are looked at and after. */
const SHARE = { from: 0.1, to: 0.7 };

const ASKED = sql`(SELECT DISTINCT value FROM ${scratch('values')} WHERE use = 'phone')`;

function* formsOf(
  values: readonly string[],
  formOf: (value: string) => string | null,
): Generator<number, string[]> {
  const forms: string[] = [];
  for (const value of values) {
    forms.push(formOf(value) ?? '');
    yield forms.length / values.length;
  }
  return forms;
}

/** Phone numbers in E.164. They stand until others are asked for, since another rule or limit does not change them. */
export class PhoneForms {
  readonly #db: Database;
  /** The country whose forms stand; undefined: none do. */
  #country: string | null | undefined = undefined;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Brings each distinct number among the values to its form, bit by bit, so that it can be stopped. */
  async lay(run: Run, country: string | null): Promise<void> {
    if (this.#country === country && (await this.#holdAll(run))) return;
    await this.drop(run);
    const found = await this.#db.columns(sql`SELECT value FROM ${ASKED}`, run);
    const values = (found['value'] ?? []) as readonly string[];
    if (values.length === 0) {
      await this.#db.query(sql`CREATE TABLE ${PHONE_FORMS} (value VARCHAR, form VARCHAR)`, run);
    } else {
      // Loaded late, with the telephone plans of the world.
      const { phoneForm } = await import('../../src/data/phone-form.ts');
      const forms = await inTurns(
        run,
        formsOf(values, (value) => phoneForm(value, country)),
        SHARE,
      );
      await this.#db.insert(NAME, { value: values, form: forms });
    }
    this.#country = country;
  }

  /** Takes them away. */
  async drop(of: Run): Promise<void> {
    this.#country = undefined;
    await this.#db.query(sql`DROP TABLE IF EXISTS ${PHONE_FORMS}`, new Run(of.id));
  }

  async #holdAll(run: Run): Promise<boolean> {
    const found = await this.#db.query(
      sql`SELECT count(*)::DOUBLE AS lacking FROM ${ASKED} asked ANTI JOIN ${PHONE_FORMS} known USING (value)`,
      run,
    );
    return numbers(found, 'lacking')[0] === 0;
  }
}
