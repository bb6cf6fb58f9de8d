import { hasNameOf } from '../role-names.ts';
import { placesWhere, type ColumnFinding, type SampledColumn } from './sampled-column.ts';

/** Most spellings of a column of codes. */
const MOST = 1000;
/** A column is one of codes where each stands on several rows. */
const ROWS_PER_CODE = 3;
/** Longer texts are sentences. */
const LONGEST = 40;
/** Groups of spellings that are named. */
const NAMED = 3;

/** Spellings by what they are in small letters, the most common first; of equally common ones the first by its letters. */
function groupsOf(counts: ReadonlyMap<string, number>): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  const byCount = [...counts].sort(([one, a], [other, b]) => b - a || (one < other ? -1 : 1));
  for (const [text] of byCount) {
    const folded = text.toLowerCase();
    const group = groups.get(folded);
    if (group === undefined) groups.set(folded, [text]);
    else group.push(text);
  }
  return groups;
}

/**
 * Finds codes that are spelled with different capitals. Ids are left alone: capitals may tell them apart.
 */
export function caseVariants(column: SampledColumn): ColumnFinding | null {
  if (hasNameOf('customerId', column.name) || hasNameOf('orderId', column.name)) return null;
  const counts = new Map<string, number>();
  let filled = 0;
  for (const text of column.texts) {
    if (text === null) continue;
    filled += 1;
    counts.set(text, (counts.get(text) ?? 0) + 1);
    if (counts.size > MOST || text.length > LONGEST) return null;
  }
  const groups = groupsOf(counts);
  const varied = [...groups].filter(([, spellings]) => spellings.length > 1);
  if (varied.length === 0 || groups.size * ROWS_PER_CODE > filled) return null;
  const replaced = new Map(
    varied.flatMap(([, [usual = '', ...others]]) => others.map((other) => [other, usual] as const)),
  );
  const places = placesWhere(column.texts, (text) => replaced.has(text));
  const named = varied.slice(0, NAMED).map(([, texts]) => texts.join(' / '));
  return {
    code: 'caseVariants',
    column,
    places,
    named,
    cure: { code: 'caseVariants', column: column.index },
    replaced,
  };
}
