import { numberPattern } from '../number-format.ts';
import { placesWhere, type ColumnFinding, type SampledColumn } from './sampled-column.ts';
import { INVISIBLE, ODD_BLANK } from './value-cure.ts';

const atEnds = new RegExp(`^(?:[ \\t]|${ODD_BLANK})|(?:[ \\t]|${ODD_BLANK})$`, 'u');
const invisible = new RegExp(INVISIBLE, 'u');
const oddBlank = new RegExp(ODD_BLANK, 'u');
const numbers = [new RegExp(`^${numberPattern('.')}$`, 'u'), new RegExp(`^${numberPattern(',')}$`, 'u')];

/** Whether blanks stand at the ends of a text, or something in it that cannot be seen; marks of thousands do not count. */
function isStray(text: string): boolean {
  if (text.trim() === '') return oddBlank.test(text) || invisible.test(text);
  if (atEnds.test(text) || invisible.test(text)) return true;
  return oddBlank.test(text) && !numbers.some((pattern) => pattern.test(text));
}

/** Finds blanks and invisible marks that make equal values differ. */
export function strayBlanks(column: SampledColumn): ColumnFinding | null {
  const places = placesWhere(column.texts, isStray);
  if (places.length === 0) return null;
  const cure = { code: 'strayBlanks' as const, column: column.index };
  return { code: 'strayBlanks', column, places, named: [], cure };
}
