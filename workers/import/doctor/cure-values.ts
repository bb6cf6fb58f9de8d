import type { ValueCure } from '../../../src/contract/doctor.ts';
import { sql, type Sql } from '../../../src/contract/sql.ts';
import {
  APOSTROPHE,
  INVISIBLE,
  ODD_BLANK,
  otherOrder,
  PLAIN_DIGITS,
  PROOF,
  TURNED,
  WIDE_DIGITS,
} from '../../../src/data/doctor/value-cure.ts';
import { field, type FieldSource } from '../csv-source.ts';

function longest(words: readonly string[]): number {
  return Math.max(...words.map((word) => new TextEncoder().encode(word).length));
}

/** A cure that looks at one text at a time; spellings are joined when all rows are there. */
type TextCure = Exclude<ValueCure, { readonly code: 'caseVariants' }>;

/** A text as a cure leaves it, as `curedText` does in the sample. */
function cured(cure: TextCure, text: Sql): Sql {
  switch (cure.code) {
    case 'strayBlanks': {
      const visible = sql`regexp_replace(${text}, ${INVISIBLE}, '', 'g')`;
      return sql`nullif(trim(regexp_replace(${visible}, ${ODD_BLANK}, ' ', 'g'), ${' \t'}), '')`;
    }
    case 'nullWords': {
      const words = cure.words.map((word) => sql`${word}`);
      const trimmed = sql`trim(${text})`;
      return sql`CASE WHEN strlen(${trimmed}) <= ${longest(cure.words)}
        AND list_contains([${words}], lower(${trimmed})) THEN NULL ELSE ${text} END`;
    }
    case 'numbersAsText':
      return sql`regexp_replace(translate(${text}, ${WIDE_DIGITS}, ${PLAIN_DIGITS}), ${APOSTROPHE}, '')`;
    case 'mixedDateOrders':
      return sql`regexp_replace(${text}, ${PROOF[otherOrder(cure.order)]}, ${TURNED.sql})`;
  }
}

/**
 * The fields of a file with the cures of single values applied. Without a cure it is the source itself, so that nothing
 * is paid for what is off.
 *
 * @param cures those that are on, in the order in which they are applied
 */
export function curedSource(source: FieldSource, cures: readonly ValueCure[]): FieldSource {
  const single = cures.filter((cure): cure is TextCure => cure.code !== 'caseVariants');
  if (single.length === 0) return source;
  const columns = [...new Set(single.map(({ column }) => column))];
  const texts = columns.map((column) => {
    const own = single.filter((cure) => cure.column === column);
    return sql`${own.reduce((text, cure) => cured(cure, text), field(column))} AS ${field(column)}`;
  });
  return { ...source, relation: sql`(SELECT * REPLACE (${texts}) FROM ${source.relation})` };
}
