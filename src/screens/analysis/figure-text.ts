import type { Label } from '../../charts/chart-spec.ts';
import { labelText } from '../../charts/labels.ts';
import { numberFormat } from '../../charts/number-format.ts';
import type { ColumnType, Unit, Value } from '../../contract/result-set.ts';
import type { Workspace } from '../../state/workspace.svelte.ts';

/** The part of a column or a fact that says how its values are written. */
export interface WrittenShape {
  readonly type: ColumnType;
  readonly unit?: Unit;
  readonly valueLabel?: (value: string) => Label;
}

/** Languages and formats figures are written with. */
export type Writing = Pick<Workspace, 't' | 'locale' | 'formats'>;

/** Units that are said beside a figure, because its name rarely says them. */
const SAID_UNITS: readonly Unit[] = ['days', 'weeks', 'months', 'periods'];

const MISSING = '–';

/** From here on decimals of a plain figure say nothing more. */
const LARGE = 1000;

function plain(value: number, { locale, formats }: Writing): string {
  if (Math.abs(value) >= LARGE) return formats.number(value);
  return new Intl.NumberFormat(locale, { maximumSignificantDigits: 4 }).format(value);
}

/** Figures stand under each other in lists, so all of a column have their decimals; whole numbers have none. */
function withDecimals(value: number, digits: number, { type }: WrittenShape, { locale }: Writing): string {
  if (Number.isNaN(value)) return MISSING;
  const decimals = type === 'integer' ? 0 : digits;
  const options = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  return numberFormat(locale, options).format(value);
}

function numberText(value: number, shape: WrittenShape, currency: string | null, writing: Writing): string {
  const { formats } = writing;
  switch (shape.unit) {
    case 'currency':
      return formats.money(value, currency);
    case 'share':
      return formats.share(value);
    case 'purchases':
      return withDecimals(value, 2, shape, writing);
    case 'score':
    case 'days':
    case 'weeks':
    case 'months':
    case 'periods':
    case 'customers':
    case 'orders':
    case 'rows':
      return withDecimals(value, 1, shape, writing);
    default:
      return shape.type === 'integer' ? formats.number(value) : plain(value, writing);
  }
}

/**
 * Writes a value of a result.
 *
 * @param currency ISO 4217 of the amounts, or null when they carry none
 */
export function valueText(
  value: Value,
  shape: WrittenShape,
  currency: string | null,
  writing: Writing,
): string {
  const { t, formats, locale } = writing;
  if (value === null) return MISSING;
  if (typeof value === 'boolean') return t(value ? 'analysisScreen.yes' : 'analysisScreen.no');
  if (typeof value === 'string') {
    return shape.valueLabel === undefined
      ? value
      : labelText(shape.valueLabel(value), { locale, translate: t });
  }
  if (shape.type === 'date' || shape.type === 'timestamp') return formats.date(value);
  return numberText(value, shape, currency, writing);
}

/** Whether a column holds figures, which stand at the end of their cells. */
export function isFigure({ type }: WrittenShape): boolean {
  return type === 'integer' || type === 'number';
}

/** Name of the unit that is said beside a figure, or nothing. */
export function saidUnit({ unit }: WrittenShape, { t }: Writing): string {
  return unit !== undefined && SAID_UNITS.includes(unit) ? t(`chart.unitName.${unit}`) : '';
}

/** Name of a column with the unit of its figures, unless it says it itself. */
export function columnTitle(name: string, shape: WrittenShape, writing: Writing): string {
  const unit = saidUnit(shape, writing);
  if (unit === '' || name.toLocaleLowerCase(writing.locale).includes(unit)) return name;
  return writing.t('chart.withUnit', { name, unit });
}
