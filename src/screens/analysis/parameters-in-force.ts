import type { Analysis } from '../../analyses/analysis.ts';
import type { FormField } from '../../analyses/form-field.ts';
import { labelText } from '../../charts/labels.ts';
import type { PlainKey } from '../../i18n/messages.ts';
import type { Workspace } from '../../state/workspace.svelte.ts';
import { attributeOptions, choiceOptions, rowName, type FieldOption } from './form/field-options.ts';
import { toPercent } from './parameter-form.ts';

/** A parameter as it is read. */
export interface ParameterInWords {
  readonly param: string;
  readonly label: string;
  readonly text: string;
}

const NO_DATA = {
  roles: ['channel', 'country', 'category'],
  orderLines: false,
  firstOrder: null,
  lastOrder: null,
  currency: null,
  extraColumns: [],
} as const;

function chosen(options: readonly FieldOption[], value: unknown): string {
  return options.find((option) => option.value === JSON.stringify(value))?.label ?? String(value);
}

function measured(
  value: unknown,
  units: readonly { readonly value: string; readonly label: PlainKey }[],
  { t, formats }: Workspace,
): string {
  const parts = value as Readonly<Record<string, unknown>> | null;
  const unit = units.find((each) => each.value === (parts?.['unit'] ?? parts?.['per']));
  const name = unit === undefined ? '' : t(unit.label);
  if (typeof parts?.['rate'] === 'number') {
    return t('analysisScreen.definition.rate', { rate: toPercent(parts['rate']), per: name });
  }
  return typeof parts?.['value'] === 'number' ? `${formats.number(parts['value'], 2)} ${name}` : '–';
}

function rowsText(
  field: Extract<FormField, { kind: 'rows' }>,
  value: unknown,
  { t, locale }: Workspace,
): string {
  const rows = Array.isArray(value) ? (value as Readonly<Record<string, unknown>>[]) : [];
  return rows
    .map((row) => {
      const figures = field.columns.map(({ name, label, share }) => {
        const figure = Number(row[name]);
        return `${t(label)} ${share === true ? `${toPercent(figure)} %` : figure}`;
      });
      return `${rowName(field, row, { locale, translate: t })}: ${figures.join(', ')}`;
    })
    .join('; ');
}

function numberText(
  field: Extract<FormField, { kind: 'number' }>,
  value: unknown,
  { t, formats }: Workspace,
): string {
  if (typeof value !== 'number') return field.empty === undefined ? '–' : t(field.empty);
  const figure = formats.number(value, 6);
  return field.unit === undefined ? figure : `${figure} ${t(field.unit)}`;
}

/** Several values in words, one after the other; `none` where there is none. */
function listText(
  value: unknown,
  words: (each: unknown) => string,
  { between, none }: { readonly between: string; readonly none: string },
): string {
  return Array.isArray(value) && value.length > 0 ? value.map(words).join(between) : none;
}

type ListField = Extract<FormField, { kind: 'choices' | 'columns' | 'filters' | 'numbers' | 'rows' }>;

function isList(field: FormField): field is ListField {
  return ['choices', 'columns', 'filters', 'numbers', 'rows'].includes(field.kind);
}

function severalText(field: ListField, value: unknown, workspace: Workspace): string {
  const { t, locale } = workspace;
  const language = { locale, translate: t };
  switch (field.kind) {
    case 'choices':
      return listText(value, (each) => chosen(choiceOptions(field, t), each), { between: ', ', none: '' });
    case 'columns':
      return listText(value, (each) => labelText(field.nameOf(String(each)), language), {
        between: ' × ',
        none: t(field.none),
      });
    case 'filters':
      return listText(value, (each) => labelText(field.words(each), language), { between: '; ', none: '–' });
    case 'numbers':
      return listText(value, String, { between: ', ', none: '–' });
    case 'rows':
      return rowsText(field, value, workspace);
  }
}

function singleText(field: Exclude<FormField, ListField>, value: unknown, workspace: Workspace): string {
  const { t, formats } = workspace;
  switch (field.kind) {
    case 'choice':
      return chosen(choiceOptions(field, t), value);
    case 'attribute':
      return chosen(attributeOptions(field, NO_DATA, t), Array.isArray(value) ? (value[0] ?? null) : value);
    case 'date':
      return typeof value === 'string' ? formats.date(Date.parse(`${value}T00:00:00Z`)) : t(field.empty);
    case 'number':
      return numberText(field, value, workspace);
    case 'quantity':
    case 'rate':
      return measured(value, field.units, workspace);
    case 'switch':
      return t(value === true ? 'analysisScreen.yes' : 'analysisScreen.no');
  }
}

/**
 * The parameters a result was computed from, in the words of its form.
 *
 * @param params as they stand in the outcome
 */
export function parametersInForce(
  analysis: Pick<Analysis, 'form'>,
  params: Readonly<Record<string, unknown>>,
  workspace: Workspace,
): ParameterInWords[] {
  return (analysis.form ?? []).flatMap((field) =>
    field.when?.(params) === false
      ? []
      : [
          {
            param: field.param,
            label: workspace.t(field.label),
            text: isList(field)
              ? severalText(field, params[field.param], workspace)
              : singleText(field, params[field.param], workspace),
          },
        ],
  );
}
