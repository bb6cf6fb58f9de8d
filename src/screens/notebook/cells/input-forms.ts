import type { CatalogRelation, InputValue } from '../../../contract/notebook.ts';
import type { InputCell, InputForm } from '../../../document/cell.ts';

/** Kinds of input as they are before anything has been set. */
export const INPUT_TYPES: readonly InputForm[] = [
  { type: 'date', min: null, max: null },
  { type: 'number', min: null, max: null, step: null },
  { type: 'choice', options: [] },
  { type: 'segment', from: '' },
];

/** Columns of text that values can be chosen of, as `relation.column`; what names customers is not among them. */
export function segmentColumns(catalog: readonly CatalogRelation[]): readonly string[] {
  return catalog.flatMap(({ name, columns }) =>
    columns.flatMap((column) =>
      column.type === 'text' && !column.identifier ? [`${name}.${column.name}`] : [],
    ),
  );
}

/** Today as an ISO day, where the user is. */
function today(): string {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

function within(figure: number, min: number | null, max: number | null): number {
  return Math.min(Math.max(figure, min ?? figure), max ?? Math.max(figure, min ?? figure));
}

/** A value that the form takes, the one there was where it does. */
function fittingValue(value: InputValue, form: InputForm): InputValue {
  switch (form.type) {
    case 'date':
      return value.type === 'date' ? value : { type: 'date', value: today() };
    case 'number': {
      const figure = value.type === 'number' ? value.value : 0;
      return { type: 'number', value: within(figure, form.min, form.max) };
    }
    case 'choice': {
      const kept = value.type === 'text' && form.options.includes(value.value) ? value.value : null;
      return { type: 'text', value: kept ?? form.options[0] ?? '' };
    }
    case 'segment':
      return value.type === 'texts' ? value : { type: 'texts', values: [] };
  }
}

/** The change of an input cell to another form: its value goes with it. */
export function withForm(
  cell: Pick<InputCell, 'form' | 'value'>,
  form: InputForm,
): Pick<InputCell, 'form' | 'value'> {
  const another = form.type === 'segment' && cell.form.type === 'segment' && form.from !== cell.form.from;
  return { form, value: another ? { type: 'texts', values: [] } : fittingValue(cell.value, form) };
}
