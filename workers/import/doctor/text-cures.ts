import type { FindingCode } from '../../../src/contract/doctor.ts';
import type { FilePreview, Mapping } from '../../../src/contract/import.ts';

const OF_TEXT: readonly FindingCode[] = ['stackedTables', 'doublyQuotedRows', 'truncatedLastRow'];

/**
 * Cures that were applied to a file before or after its rows were cut, and are no expression over its fields: lines are
 * unwrapped, other tables and a cut end marked, and a last row found to be the sum of all others.
 */
export function textCures(
  { findings }: Pick<FilePreview, 'findings'>,
  { cures = {} }: Pick<Mapping, 'cures'>,
): readonly FindingCode[] {
  return findings.flatMap(({ code, columns, cured }) => {
    const isSum = code === 'footerTotals' && columns.length === 0;
    return (OF_TEXT.includes(code) || isSum) && (cures[code] ?? cured ?? true) ? [code] : [];
  });
}
