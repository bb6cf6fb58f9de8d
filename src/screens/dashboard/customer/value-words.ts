import type { Label } from '../../../charts/chart-spec.ts';
import type { CustomerProfile } from '../../../contract/dashboard.ts';
import type { Workspace } from '../../../state/workspace.svelte.ts';

type Value = NonNullable<CustomerProfile['value']>;

/** What a model of purchases is called. */
export function modelLabel(model: string): Label {
  switch (model) {
    case 'bgnbd':
      return { key: 'clv.model.bgnbd' };
    case 'nbd':
      return { key: 'clv.model.nbd' };
    default:
      return { text: model };
  }
}

/** When the next purchase is to be expected, with how far it may stray. */
export function nextWords(
  { nextPurchase, nextBetween: [early, late], horizonDays }: Value,
  { t, formats }: Pick<Workspace, 't' | 'formats'>,
): readonly string[] {
  const day = (iso: string): string => formats.date(Date.parse(iso));
  const middle =
    nextPurchase === null
      ? t('customer.value.next.never', { days: horizonDays })
      : t('customer.value.next.by', { day: day(nextPurchase) });
  if (early === null) return [middle];
  return [
    middle,
    late === null
      ? t('customer.value.next.after', { early: day(early) })
      : t('customer.value.next.between', { early: day(early), late: day(late) }),
  ];
}
