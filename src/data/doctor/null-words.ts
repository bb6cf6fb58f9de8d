import { placesWhere, type ColumnFinding, type SampledColumn } from './sampled-column.ts';

/** What programs and people write where there is no value, in small letters. */
const NULL_WORDS: ReadonlySet<string> = new Set([
  'null',
  '(null)',
  '<null>',
  '\\n',
  'na',
  'n/a',
  '#n/a',
  'n.a.',
  'nan',
  'none',
  'nil',
  'undefined',
  '(blank)',
  '(empty)',
  '-',
  '--',
  '—',
  '?',
  '#value!',
  '#ref!',
  '#null!',
  '#div/0!',
  '无',
  '空',
  '(空)',
  '（空）',
  '空值',
  '暂无',
  '未填写',
  '缺失',
]);
const LONGEST = Math.max(...Array.from(NULL_WORDS, (word) => word.length));

/** Codes of two letters, of which NA is one: Namibia, North America. */
const CODE = /^[A-Za-z]{2}$/u;

/** Words that are also somebody's name where they begin with a capital. */
const NAMES: ReadonlySet<string> = new Set(['Na', 'Nan', 'Nil', 'Null']);

function wordOf(text: string): string | null {
  if (text.length > 2 * LONGEST || NAMES.has(text.trim())) return null;
  const word = text.trim().toLowerCase();
  return NULL_WORDS.has(word) ? word : null;
}

/** Whether the other values of a column are codes like NA. */
function isAmongCodes(texts: readonly (string | null)[]): boolean {
  const others = texts.filter((text): text is string => text !== null && wordOf(text) === null);
  return others.length > 0 && 2 * others.filter((text) => CODE.test(text.trim())).length > others.length;
}

/** Finds words that stand for no value. */
export function nullWords(column: SampledColumn): ColumnFinding | null {
  const found = placesWhere(column.texts, (text) => wordOf(text) !== null);
  if (found.length === 0) return null;
  const codes = isAmongCodes(column.texts);
  const places = found.filter((place) => !codes || wordOf(column.texts[place] ?? '') !== 'na');
  const written = new Set(places.map((place) => (column.texts[place] ?? '').trim()));
  if (written.size === 0) return null;
  const words = [...new Set(Array.from(written, (text) => text.toLowerCase()))];
  const cure = { code: 'nullWords' as const, column: column.index, words };
  return { code: 'nullWords', column, places, named: [...written], cure };
}
