import { identifier, sql } from '../../src/contract/sql.ts';
import type { Database, Run } from '../engine/database.ts';
import { inTurns } from '../engine/in-turns.ts';
import { scratch } from './scratch.ts';

const NAME = 'merge_phone_forms';

/** Phone numbers as they stand and as they are compared: `value`, `form`; empty for what is no valid number. */
export const PHONE_FORMS = sql`memory.main.${identifier(NAME)}`;

/** Share of a merge that is done before phone numbers are looked at and after. */
const SHARE = { from: 0.1, to: 0.7 };

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

/** Brings each distinct phone number to E.164, bit by bit, so that it can be stopped. */
export async function layPhoneForms(db: Database, run: Run, country: string | null): Promise<void> {
  await dropPhoneForms(db, run);
  const found = await db.columns(
    sql`SELECT DISTINCT value FROM ${scratch('values')} WHERE use = 'phone'`,
    run,
  );
  const values = (found['value'] ?? []) as readonly string[];
  if (values.length === 0) {
    await db.query(sql`CREATE TABLE ${PHONE_FORMS} (value VARCHAR, form VARCHAR)`, run);
    return;
  }
  // Loaded late, with the telephone plans of the world.
  const { phoneForm } = await import('../../src/data/phone-form.ts');
  const forms = await inTurns(
    run,
    formsOf(values, (value) => phoneForm(value, country)),
    SHARE,
  );
  await db.insert(NAME, { value: values, form: forms });
}

/** Takes the table away. */
export async function dropPhoneForms(db: Database, run: Run): Promise<void> {
  await db.query(sql`DROP TABLE IF EXISTS ${PHONE_FORMS}`, run);
}
