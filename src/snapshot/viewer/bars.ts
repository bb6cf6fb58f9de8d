import type { SnapshotLanguage } from '../content.ts';
import { valueText } from '../figure-text.ts';
import { draw } from './dom.ts';
import type { SliceBars } from './slices.ts';
import { VIEWER_SAYS } from './viewer-words.ts';

const WIDTH = 480;
const ROW = 26;
const NAMES = 160;
const FIGURES = 90;
const LONGEST_NAME = 23;

function short(text: string): string {
  return text.length > LONGEST_NAME ? `${text.slice(0, LONGEST_NAME - 1)}…` : text;
}

/** Draws a slice as bars from zero; a withheld bar is said in words and has no length. */
export function drawBars({ figure, bars }: SliceBars, language: SnapshotLanguage): Element {
  const shown = bars.map(({ value }) => value ?? 0);
  const [low, high] = [Math.min(0, ...shown), Math.max(0, ...shown)];
  const room = WIDTH - NAMES - FIGURES;
  const x = (value: number): number => NAMES + ((value - low) / (high - low || 1)) * room;
  const rows = bars.map(({ row, words, value, isWithheld }, place) => {
    const y = place * ROW;
    const text = isWithheld ? VIEWER_SAYS.withheld[language] : valueText(value, figure) || '–';
    const [from, to] = [x(Math.min(0, value ?? 0)), x(Math.max(0, value ?? 0))];
    const middle = String(y + ROW / 2);
    const at = { y: middle, 'dominant-baseline': 'central' };
    return draw(
      'g',
      { 'data-row': String(row) },
      draw('rect', { class: 'hit', x: '0', y: String(y), width: String(WIDTH), height: String(ROW) }),
      draw('text', { ...at, x: String(NAMES - 10), 'text-anchor': 'end' }, short(words[language])),
      draw('rect', {
        class: 'bar',
        x: from.toFixed(1),
        y: String(y + 4),
        width: (to - from).toFixed(1),
        height: String(ROW - 8),
      }),
      draw('text', { ...at, x: (to + 6).toFixed(1), class: isWithheld ? 'withheld' : 'amount' }, text),
    );
  });
  const height = String(bars.length * ROW);
  const label = `${figure.label[language]}: ${VIEWER_SAYS.sliced[language]}`;
  return draw(
    'svg',
    {
      class: 'slice',
      role: 'img',
      'aria-label': label,
      viewBox: `0 0 ${WIDTH} ${height}`,
      width: String(WIDTH),
      height,
    },
    ...rows,
  );
}
