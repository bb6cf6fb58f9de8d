import { appError, type AppError } from '../../contract/error.ts';
import type { CatalogColumn, ChartChoice } from '../../contract/notebook.ts';
import { aggregatesFor, needOf, takes, type Place } from './offers.ts';

const PLACES: readonly Place[] = ['x', 'y', 'series'];

/**
 * Whether a choice can be drawn of a relation: its columns are there, of a type that their places take, and the figure
 * can be made as asked.
 *
 * @returns `cell.chartColumn` with the first place that is wrong, or null
 */
export function checkChoice(choice: ChartChoice, columns: readonly CatalogColumn[]): AppError | null {
  const { kind } = choice;
  const wrong = (place: Place): AppError => appError('cell.chartColumn', { kind, place });
  for (const place of PLACES) {
    const need = needOf(kind, place);
    const name = choice[place];
    if (name === null && need === 'required') return wrong(place);
    if (name === null || need === 'none') continue;
    const column = columns.find((each) => each.name === name);
    if (column === undefined || !takes(kind, place, column)) return wrong(place);
  }
  if (needOf(kind, 'series') === 'required' && choice.series === choice.x) return wrong('series');
  const figure = columns.find(({ name }) => name === choice.y) ?? null;
  return aggregatesFor(kind, figure).includes(choice.aggregate) ? null : wrong('y');
}
