import type { FormField } from '../../../analyses/form-field.ts';
import type { InputValue } from '../../../contract/notebook.ts';
import type { InputCell } from '../../../document/cell.ts';

/** Types of input that can set a field; fields that are not here take no input. */
const TYPES: Readonly<Partial<Record<FormField['kind'], readonly InputValue['type'][]>>> = {
  date: ['date'],
  number: ['number'],
  choice: ['text', 'number'],
  attribute: ['text'],
  choices: ['texts'],
  columns: ['texts'],
};

/** Inputs that can set a field. */
export function fittingInputs(field: FormField, inputs: readonly InputCell[]): readonly InputCell[] {
  const types = TYPES[field.kind] ?? [];
  return inputs.filter(({ value }) => types.includes(value.type));
}
