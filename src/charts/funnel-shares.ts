import type { CategorySpec } from './chart-spec.ts';
import { numberFormat } from './number-format.ts';
import type { Language } from './look.ts';

/** What part of the first step, and of the one before, comes to a step; null where that is not known. */
export interface FunnelShares {
  readonly ofFirst: number | null;
  readonly ofPrevious: number | null;
}

/** Shares of one step of a funnel. The first step has none, and neither has one beside a withheld figure. */
export function funnelShares({ categories }: CategorySpec, step: number): FunnelShares {
  const figure = (at: number): number | null => {
    const category = categories[at];
    return category === undefined || category.withheld ? null : category.value;
  };
  const part = (of: number | null): number | null => {
    const value = figure(step);
    return step === 0 || value === null || of === null || of <= 0 ? null : value / of;
  };
  return { ofFirst: part(figure(0)), ofPrevious: part(figure(step - 1)) };
}

/** A share as it stands at a bar: whole per cents, one decimal below ten. */
export function funnelShareText(share: number, { locale }: Language): string {
  const digits = share < 0.1 ? 1 : 0;
  return numberFormat(locale, { style: 'percent', maximumFractionDigits: digits }).format(share);
}

/** Both shares of a step in words, or null where there is none. */
export function funnelNote(spec: CategorySpec, step: number, language: Language): string | null {
  const { ofFirst, ofPrevious } = funnelShares(spec, step);
  if (ofFirst === null) {
    return ofPrevious === null
      ? null
      : language.translate('chart.funnel.ofPrevious', { share: funnelShareText(ofPrevious, language) });
  }
  const first = funnelShareText(ofFirst, language);
  // Of the second step the first is the one before.
  return ofPrevious === null || step === 1
    ? language.translate('chart.funnel.ofFirst', { share: first })
    : language.translate('chart.funnel.ofBoth', {
        first,
        previous: funnelShareText(ofPrevious, language),
      });
}
