import type { Unit } from '../../contract/result-set.ts';
import type { KpiChange } from '../../ui/kpi/kpi-change.ts';
import type { Writing } from './figure-text.ts';

/** A change smaller than this share is none to speak of. */
const NEGLIGIBLE = 0.0005;

/**
 * A change of a figure in words.
 *
 * @param moved of a share the difference, of any other figure the difference as a share of what was; null for none
 * @param better whether more of it is welcome
 */
export function changeWords(
  moved: number | null,
  unit: Unit,
  better: 'more' | 'less',
  { t, formats }: Writing,
): KpiChange | null {
  if (moved === null) return null;
  const size = Math.abs(moved);
  if (size < NEGLIGIBLE) return { figure: '', direction: 'same', verdict: 'neutral' };
  const direction = moved > 0 ? 'up' : 'down';
  const welcome = (direction === 'up') === (better === 'more');
  const figure =
    unit === 'share'
      ? t('analysisScreen.board.points', { figure: formats.number(100 * size, 1) })
      : formats.share(size);
  return { figure, direction, verdict: welcome ? 'good' : 'bad' };
}
