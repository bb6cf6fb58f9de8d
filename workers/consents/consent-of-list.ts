import type { ColumnShape } from '../../src/analyses/analysis.ts';
import { CONSENT_STATES, type ConsentWish } from '../../src/contract/consent.ts';
import { identifier, sql, type Sql } from '../../src/contract/sql.ts';
import { type ConsentKnown, consentInForce } from '../../src/privacy/list-consent.ts';
import type { Policy } from '../../src/contract/privacy.ts';
import type { Run } from '../engine/database.ts';
import type { ConsentGround } from './consent-ground.ts';
import { consentTables } from './customer-consents.ts';
import { CONSENT_COLUMN, countStates, type ListedRows, withConsent } from './listed-consents.ts';

/** The column of a list in which customers who have not agreed are marked. */
const MARK: ColumnShape = {
  name: CONSENT_COLUMN,
  type: 'text',
  meaning: 'group',
  label: 'list.column.consent',
  valueLabel: (value) => {
    const state = CONSENT_STATES.find((each) => each === value);
    return state === undefined ? { text: value } : { key: `consent.state.${state}` };
  },
};

/** A list as consents let it leave. */
interface ConsentedList {
  /** What the decision rests on; null where no consents are loaded. */
  readonly known: ConsentKnown | null;
  /** The rows that may leave: without those who have not agreed, or with all of them where they are marked. */
  readonly relation: Sql;
  readonly where: Sql;
  /** Columns that are added. */
  readonly columns: readonly ColumnShape[];
}

const NOBODY = { given: 0, withdrawn: 0, refused: 0, unclear: 0, missing: 0 };

/**
 * Holds the rows of a list against the consents that are loaded.
 *
 * @param wish null where nobody has said which consent the list needs
 * @throws AppFailure `gate.unknownRun` where consents are loaded and rows are numbered by something else than the customer
 */
export async function consentedList(
  run: Run,
  { db, sides, loaded }: ConsentGround,
  policy: Policy,
  listed: ListedRows,
  wish: ConsentWish | null,
): Promise<ConsentedList> {
  const { relation, where } = listed;
  const tables = consentTables(sides);
  if (tables.length === 0) return { known: null, relation, where, columns: [] };
  if (wish === null) return { known: { wish, customers: NOBODY }, relation, where, columns: [] };
  await sides.ensure(loaded);
  const rows = withConsent(tables, listed, wish.purpose);
  const known = { wish, customers: await countStates(db, run, rows) };
  if (consentInForce(policy, wish).without === 'marked') {
    return { known, relation: rows, where: sql``, columns: [MARK] };
  }
  const agreed = sql` WHERE ${identifier(CONSENT_COLUMN)} = 'given'`;
  return { known, relation: rows, where: agreed, columns: [] };
}
