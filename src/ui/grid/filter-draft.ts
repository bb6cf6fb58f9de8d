import type { CatalogColumn, CellFilter } from '../../contract/notebook.ts';
import type { Value } from '../../contract/result-set.ts';

/** A condition as fields of a form have it. */
export interface FilterDraft {
  readonly op: CellFilter['op'];
  readonly text: string;
  readonly values: readonly Value[];
  readonly low: string;
  readonly high: string;
}

/** Milliseconds of the last moment of a day after its first. */
const REST_OF_DAY = 86_399_999;

/** Conditions that suit a column, the usual one first. */
export function filterOps({ type }: CatalogColumn): readonly CellFilter['op'][] {
  if (type === 'text') return ['contains', 'in', 'empty', 'notEmpty'];
  return type === 'boolean' ? ['in', 'empty', 'notEmpty'] : ['between', 'empty', 'notEmpty'];
}

function isTime({ type }: CatalogColumn): boolean {
  return type === 'date' || type === 'timestamp';
}

function fieldText(column: CatalogColumn, value: Value): string {
  if (value === null) return '';
  return isTime(column) && typeof value === 'number'
    ? new Date(value).toISOString().slice(0, 10)
    : String(value);
}

/** A number or day as typed; null for nothing, undefined for what is neither. */
function endOf(column: CatalogColumn, text: string, last: boolean): number | null | undefined {
  const typed = text.trim();
  if (typed === '') return null;
  const value = isTime(column) ? Date.parse(`${typed}T00:00:00Z`) : Number(typed);
  if (Number.isNaN(value)) return undefined;
  return last && column.type === 'timestamp' ? value + REST_OF_DAY : value;
}

/** The form of a condition; without one, an empty form. */
export function draftOf(column: CatalogColumn, filter: CellFilter | null): FilterDraft {
  const op = filter?.op ?? filterOps(column)[0] ?? 'empty';
  return {
    op,
    text: filter?.op === 'contains' ? filter.text : '',
    values: filter?.op === 'in' ? filter.values : [],
    low: filter?.op === 'between' ? fieldText(column, filter.low) : '',
    high: filter?.op === 'between' ? fieldText(column, filter.high) : '',
  };
}

/**
 * The condition that a form says. A day as the upper end of times takes in the whole day.
 *
 * @returns null where nothing is asked for; undefined where what is typed cannot be compared
 */
export function filterFrom(column: CatalogColumn, draft: FilterDraft): CellFilter | null | undefined {
  const { name } = column;
  switch (draft.op) {
    case 'contains':
      return draft.text === '' ? null : { column: name, op: 'contains', text: draft.text };
    case 'in':
      return draft.values.length === 0 ? null : { column: name, op: 'in', values: draft.values };
    case 'between': {
      const [low, high] = [endOf(column, draft.low, false), endOf(column, draft.high, true)];
      if (low === undefined || high === undefined) return undefined;
      return low === null && high === null ? null : { column: name, op: 'between', low, high };
    }
    case 'empty':
    case 'notEmpty':
      return { column: name, op: draft.op };
  }
}
