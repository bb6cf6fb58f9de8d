import { expect, test } from 'vitest';
import { waitingBars } from '../../src/ui/grid/waiting-bars.ts';
import type { PlacedColumn } from '../../src/ui/grid/column-layout.ts';

function placed(left: number, width: number, align: 'start' | 'end'): PlacedColumn {
  const column = { name: `at ${left}`, label: '', align, width: '', format: () => '' };
  return { column, left, width, pinned: false };
}

test('bars stand where texts will: at the end of a cell of figures, at the start of one of texts', () => {
  expect(waitingBars([placed(60, 124, 'start'), placed(184, 124, 'end')], 30)).toBe(
    'linear-gradient(90deg, transparent 0px 72px, var(--line) 72px 132px, ' +
      'transparent 132px 236px, var(--line) 236px 296px, transparent 296px) 0 11px / 100% 8px no-repeat',
  );
});

test('a row without columns has none', () => {
  expect(waitingBars([], 30)).toBe('none');
});
