import * as v from 'valibot';
import { labelText } from '../charts/labels.ts';
import type { Language } from '../charts/look.ts';
import type { Analysis } from './analysis.ts';
import type { FormField } from './form-field.ts';

function optionWords(field: FormField, value: unknown, { translate }: Language): string | null {
  if (field.kind !== 'choice' && field.kind !== 'choices') return null;
  const option = field.options.find((each) => each.value === value);
  return option === undefined ? null : translate(option.label);
}

function plainWords(value: unknown): string {
  if (value === null || typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return value.map(plainWords).join(', ');
  return Object.values(value).map(plainWords).join(' ');
}

/** One parameter as a person reads it, e.g. `Period: Quarter`. */
function fieldWords(field: FormField, value: unknown, language: Language): string {
  const list: readonly unknown[] = Array.isArray(value) ? value : [];
  const name = language.translate(field.label);
  switch (field.kind) {
    case 'filters':
      return `${name}: ${list.map((each) => labelText(field.words(each), language)).join('; ')}`;
    case 'columns':
      return `${name}: ${list.map((each) => labelText(field.nameOf(String(each)), language)).join(' × ')}`;
    case 'choices':
      return `${name}: ${list.map((each) => optionWords(field, each, language) ?? String(each)).join(', ')}`;
    default:
      return `${name}: ${optionWords(field, value, language) ?? plainWords(value)}`;
  }
}

/**
 * In words, what an analysis was run with: the parameters that differ from the usual ones, as its form names them;
 * an analysis without a form by the names of its parameters.
 *
 * @returns empty when all are as usual
 */
export function parameterWords(
  analysis: Pick<Analysis, 'params' | 'form'>,
  params: Readonly<Record<string, unknown>>,
  language: Language,
): string {
  const usual = v.safeParse(analysis.params, {});
  const standard = usual.success ? usual.output : {};
  const different = Object.entries(params).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(standard[name]),
  );
  const words = different.map(([name, value]) => {
    const field = analysis.form?.find(({ param }) => param === name);
    return field === undefined ? `${name}: ${plainWords(value)}` : fieldWords(field, value, language);
  });
  return words.join(' · ');
}
