import { INDICATORS } from '../../analyses/kpi/indicators.ts';
import { column, texts, type ResultSet, type Unit, type Value } from '../../contract/result-set.ts';
import type { HealthStatus } from '../../ui/health/health-status.ts';
import type { KpiChange } from '../../ui/kpi/kpi-change.ts';
import { changeWords } from './change-words.ts';
import { valueText, type Writing } from './figure-text.ts';

/** One tile of the board of indicators, in words. */
export interface Tile {
  readonly id: string;
  readonly value: string;
  readonly state: 'ready' | 'withheld' | 'empty';
  readonly previous: KpiChange | null;
  readonly lastYear: KpiChange | null;
  /** The indicator in the periods up to this one, oldest first. */
  readonly trend: readonly (number | null)[];
  readonly target: { readonly figure: string; readonly status: HealthStatus } | null;
}

/** What the board is drawn from. */
export interface BoardSource {
  /** The table `summary`, one row for each indicator. */
  readonly summary: ResultSet;
  /** The table `periods`, oldest first; null when it is not there. */
  readonly periods: ResultSet | null;
  readonly currency: string | null;
  readonly writing: Writing;
}

/** Periods of a trend, so that a year of months can be seen. */
const TREND = 12;

const asNumber = (value: Value | undefined): number | null => (typeof value === 'number' ? value : null);

function better(id: string): 'more' | 'less' {
  const known: Readonly<Record<string, { readonly better: 'more' | 'less' }>> = INDICATORS;
  return known[id]?.better ?? 'more';
}

/** A change of a share is told in points, any other as a share of what was. */
function changeOf(
  id: string,
  unit: Unit,
  [change, rate]: readonly [number | null, number | null],
  writing: Writing,
): KpiChange | null {
  return changeWords(unit === 'share' ? change : rate, unit, better(id), writing);
}

function trendOf(periods: ResultSet | null, id: string): readonly (number | null)[] {
  const name = id === 'active' ? 'customers' : id;
  const values = periods?.columns.find((each) => each.name === name)?.values ?? [];
  return values.slice(-TREND).map((value) => asNumber(value));
}

function targetOf(
  wanted: number | null,
  status: string,
  write: (figure: number | null) => string,
): Tile['target'] {
  return wanted === null ? null : { figure: write(wanted), status: status === 'reached' ? 'good' : 'bad' };
}

function tileOf({ summary, periods, currency, writing }: BoardSource, row: number): Tile {
  const text = (name: string): string => texts(summary, name)[row] ?? '';
  const figure = (name: string): number | null => asNumber(column(summary, name).values[row]);
  const id = text('kpi');
  const unit = text('unit') as Unit;
  const shape = { type: unit === 'customers' || unit === 'orders' ? 'integer' : 'number', unit } as const;
  const write = (value: number | null): string => {
    const written = valueText(value, shape, currency, writing);
    return unit === 'days' ? `${written} ${writing.t('chart.unitName.days')}` : written;
  };
  const value = figure('current');
  return {
    id,
    value: write(value),
    state: figure('customers') === null ? 'withheld' : value === null ? 'empty' : 'ready',
    previous: changeOf(id, unit, [figure('change'), figure('change_rate')], writing),
    lastYear: changeOf(id, unit, [figure('year_change'), figure('year_change_rate')], writing),
    trend: trendOf(periods, id),
    target: targetOf(figure('target'), text('status'), write),
  };
}

/** Tiles of the board. Indicators that these data cannot have are left out. */
export function boardTiles(source: BoardSource): Tile[] {
  const rows = Array.from({ length: source.summary.rowCount }, (_, row) => tileOf(source, row));
  return rows.filter(({ state }) => state !== 'empty');
}
