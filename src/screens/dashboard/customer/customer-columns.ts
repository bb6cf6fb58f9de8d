import { CUSTOMER_DIMENSIONS, type CustomerOrders } from '../../../contract/dashboard.ts';
import type { ResultSet, Value } from '../../../contract/result-set.ts';
import { labelText } from '../../../charts/labels.ts';
import type { Workspace } from '../../../state/workspace.svelte.ts';
import type { GridColumn } from '../../../ui/grid/grid-column.ts';
import {
  dimensionLabel,
  dimensionValueColour,
  dimensionValueLabel,
} from '../../../dashboard/drawing/dimension-words.ts';

type Writing = Pick<Workspace, 't' | 'locale' | 'formats'>;

const MISSING = '–';
const figure = (value: Value): number | null => (typeof value === 'number' ? value : null);
const text = (value: Value): string => (value === null ? MISSING : String(value));

/** Columns of the list of customers. */
export function customerColumns(
  rows: ResultSet,
  currency: string | null,
  { t, locale, formats }: Writing,
): readonly GridColumn[] {
  const language = { locale, translate: t };
  const known = new Set(rows.columns.map(({ name }) => name));
  const money = (value: Value): string => formats.money(figure(value), currency);
  const day = (value: Value): string => formats.date(figure(value));
  const number = (value: Value): string => formats.number(figure(value));
  const end = 'end' as const;
  const start = 'start' as const;
  return [
    { name: 'customer', label: t('customer.column.customer'), align: start, format: text, width: '1.2fr' },
    { name: 'orders', label: t('customer.column.orders'), align: end, format: number, width: '0.7fr' },
    { name: 'revenue', label: t('customer.column.revenue'), align: end, format: money, width: '1fr' },
    { name: 'first_order', label: t('customer.column.firstOrder'), align: end, format: day, width: '1fr' },
    { name: 'last_order', label: t('customer.column.lastOrder'), align: end, format: day, width: '1fr' },
    ...CUSTOMER_DIMENSIONS.filter((name) => known.has(name)).map((name) => ({
      name,
      label: labelText(dimensionLabel(name), language),
      align: start,
      width: '1.2fr',
      format: (value: Value) =>
        value === null ? MISSING : labelText(dimensionValueLabel(name, String(value)), language),
      swatch: (value: Value) => {
        const colour = value === null ? undefined : dimensionValueColour(name, String(value));
        return colour === undefined ? null : `var(--s-${colour})`;
      },
    })),
  ].map((column) => ({ ...column, width: `minmax(110px, ${column.width})` }));
}

/** Widths of columns of orders that need more or less than others: five of them stand in a card. */
const ORDER_WIDTHS: Readonly<Record<string, string>> = {
  day: 'minmax(120px, 1.2fr)',
  lines: 'minmax(64px, 0.6fr)',
  units: 'minmax(72px, 0.6fr)',
};

/** Columns of a customer's orders: those that the data have. */
export function orderColumns(
  { rows }: CustomerOrders,
  currency: string | null,
  { t, locale, formats }: Writing,
): readonly GridColumn[] {
  const language = { locale, translate: t };
  const money = (value: Value): string => formats.money(figure(value), currency);
  const number = (value: Value): string => formats.number(figure(value), 2);
  const day = (value: Value): string => formats.date(figure(value));
  const figures: Readonly<Record<string, Pick<GridColumn, 'label' | 'format'>>> = {
    day: { label: t('customer.orders.day'), format: day },
    lines: { label: t('customer.orders.lines'), format: number },
    amount: { label: t('customer.orders.amount'), format: money },
    units: { label: t('customer.orders.units'), format: number },
    margin: { label: t('customer.orders.margin'), format: money },
  };
  return rows.columns.map(({ name }) => {
    const known = Object.hasOwn(figures, name) ? figures[name] : undefined;
    return known === undefined
      ? {
          name,
          label: labelText(dimensionLabel(name), language),
          align: 'start',
          width: 'minmax(92px, 1fr)',
          format: text,
        }
      : { name, align: 'end', width: ORDER_WIDTHS[name] ?? 'minmax(96px, 1fr)', ...known };
  });
}
