import { columnLabel } from '../../analyses/metric/columns.ts';
import { lookOf, valueLabelIn } from '../../analyses/metric/tables.ts';
import { periodLabel } from '../../analyses/period-label.ts';
import type { ColourToken, Label } from '../../charts/chart-spec.ts';
import { labelText } from '../../charts/labels.ts';
import type { Language } from '../../charts/look.ts';
import type { ChipWords } from '../../crossfilter/chips.ts';
import { TIME_DIMENSION } from '../../contract/dashboard.ts';

/** What a dimension is called. */
export function dimensionLabel(name: string): Label {
  return name === TIME_DIMENSION ? { key: 'dashboardScreen.dimension.period' } : columnLabel(name);
}

/** What a value of a dimension is called. */
export function dimensionValueLabel(dimension: string, value: string): Label {
  const period = dimension === TIME_DIMENSION ? periodLabel(value) : null;
  return period ?? valueLabelIn({ dimensions: [dimension] }, 0, value);
}

/** Colour of a value that has one of its own, the same on every screen. */
export function dimensionValueColour(dimension: string, value: string): ColourToken | undefined {
  return lookOf({ dimensions: [dimension] }, 0)?.colour(value);
}

/** Words for dimensions and their values in a language. */
export function dimensionWords(language: Language): ChipWords {
  return {
    dimension: (name) => labelText(dimensionLabel(name), language),
    value: (dimension, value) => labelText(dimensionValueLabel(dimension, value), language),
  };
}
