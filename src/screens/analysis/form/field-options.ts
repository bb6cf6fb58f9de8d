import type { BoundData } from '../../../analyses/analysis.ts';
import type { FormField } from '../../../analyses/form-field.ts';
import { labelText } from '../../../charts/labels.ts';
import type { Language } from '../../../charts/look.ts';
import type { Translate } from '../../../i18n/translate.ts';
import { attributesOf } from '../parameter-form.ts';

/** An option of a select: its value as JSON, so that numbers and null keep their type. */
export interface FieldOption {
  readonly value: string;
  readonly label: string;
}

/** Name of a row as it is read. */
export function rowName(
  field: Extract<FormField, { kind: 'rows' }>,
  row: Readonly<Record<string, unknown>>,
  language: Language,
): string {
  const name = typeof row['name'] === 'string' ? row['name'] : '';
  return field.nameLabel === undefined ? name : labelText(field.nameLabel(name), language);
}

/** Options of a choice. */
export function choiceOptions(
  field: Extract<FormField, { kind: 'choice' | 'choices' }>,
  t: Translate,
): FieldOption[] {
  return field.options.map(({ value, label }) => ({ value: JSON.stringify(value), label: t(label) }));
}

/**
 * Options of an attribute: none, what the analysis itself offers, then the attributes of the data; a column that is
 * called as one of those cannot be told from it and is left out.
 */
export function attributeOptions(
  field: Extract<FormField, { kind: 'attribute' }>,
  data: BoundData,
  t: Translate,
): FieldOption[] {
  const { roles, columns } = attributesOf(data);
  const named = [
    { value: 'null', label: t(field.none) },
    ...(field.fixed ?? []).map(({ value, label }) => ({ value: JSON.stringify(value), label: t(label) })),
    ...roles.map((role) => ({ value: JSON.stringify(role), label: t(`role.${role}`) })),
  ];
  const taken = new Set(named.map(({ value }) => value));
  const others = columns.map((name) => ({ value: JSON.stringify(name), label: name }));
  return [...named, ...others.filter(({ value }) => !taken.has(value))];
}
