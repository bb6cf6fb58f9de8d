import { duckdb, formatDialect } from 'sql-formatter';
import { withPlainSigns } from './wide-signs.ts';

/**
 * Lays SQL out: a clause a line, keywords in capitals, two spaces in. Inputs `$name`, texts and comments stay as they
 * are; signs of Chinese keyboards outside of texts become plain ones.
 *
 * @returns null where the text cannot be read as SQL
 */
export function formatSql(text: string): string | null {
  try {
    return formatDialect(withPlainSigns(text), {
      dialect: duckdb,
      keywordCase: 'upper',
      dataTypeCase: 'upper',
      tabWidth: 2,
      expressionWidth: 80,
      paramTypes: { named: ['$'] },
    });
  } catch {
    return null;
  }
}
