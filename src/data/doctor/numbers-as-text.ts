import { numberPattern } from '../number-format.ts';
import { placesWhere, type ColumnFinding, type SampledColumn } from './sampled-column.ts';
import { APOSTROPHE, curedText } from './value-cure.ts';

/** Texts looked at to tell whether a column is one of numbers. */
const JUDGED = 500;
/** Share of values that must be numbers. */
const ENOUGH = 0.6;

const apostrophe = new RegExp(`${APOSTROPHE}[0-9０-９+-]`, 'u');
const wide = /[０-９]/u;
const number = new RegExp(`^(?:${numberPattern('.')}|${numberPattern(',')})$`, 'u');
/** Letters or a sign of money beside digits. */
const money = /^\s*[^\d\s.,'’+\-−()%]+\s*[-+]?\s*\d|\d\s*[^\d\s.,'’+\-−()%]+\s*$/u;

/** Finds numbers that a spreadsheet keeps as text: behind an apostrophe, with a currency, in wide digits. */
export function numbersAsText(column: SampledColumn): ColumnFinding | null {
  const cure = { code: 'numbersAsText' as const, column: column.index };
  const dressed = placesWhere(
    column.texts,
    (text) => apostrophe.test(text) || wide.test(text) || money.test(text),
  );
  if (dressed.length === 0) return null;
  const isNumber = (text: string): boolean => number.test(curedText(cure, text) ?? '');
  const filled = column.texts.filter((text): text is string => text !== null && text.trim() !== '');
  const step = Math.max(1, Math.floor(filled.length / JUDGED));
  const judged = filled.filter((_, place) => place % step === 0);
  if (judged.filter(isNumber).length < ENOUGH * judged.length) return null;
  const places = dressed.filter((place) => isNumber(column.texts[place] ?? ''));
  if (places.length === 0) return null;
  const rewritten = places.some((place) => {
    const text = column.texts[place] ?? '';
    return apostrophe.test(text) || wide.test(text);
  });
  return { code: 'numbersAsText', column, places, named: [], cure: rewritten ? cure : null };
}
