import type { ColourToken } from './chart-spec.ts';

/** Which of the two themes a chart is drawn in. */
export type ThemeName = 'light' | 'dark';

/** Colours and fonts of a theme as a chart needs them; the same values as in `src/ui/tokens.css`. */
export interface ChartTheme {
  readonly surface: string;
  readonly ink: string;
  readonly ink2: string;
  readonly line: string;
  readonly line2: string;
  /** Behind a figure that stands on a coloured cell, and the figure itself: readable on every colour. */
  readonly chip: string;
  readonly chipInk: string;
  readonly colours: Readonly<Record<ColourToken, string>>;
  /** From the least figure to the largest, in one hue. */
  readonly sequential: readonly string[];
  /** From far below zero over zero to far above. */
  readonly diverging: readonly string[];
}

/** Fonts of the system, with those that write Chinese. */
export const FONT =
  "system-ui, -apple-system, 'Segoe UI', 'Noto Sans', 'PingFang SC', 'Hiragino Sans GB', 'Microsoft YaHei', " +
  "'Noto Sans CJK SC', 'Noto Sans SC', sans-serif";

/** Font size of figures and axes, and of a picture's title, CSS pixels. */
export const TEXT_SIZE = 12;
export const TITLE_SIZE = 16;

const LIGHT: ChartTheme = {
  surface: '#ffffff',
  ink: '#1c2024',
  ink2: '#565e66',
  line: '#e3e1da',
  line2: '#cfcdc4',
  chip: '#ffffffd0',
  chipInk: '#14181b',
  colours: {
    champions: '#0b6b5b',
    loyal: '#3b9180',
    potential: '#86bfae',
    new: '#8db9e3',
    promising: '#c2daf1',
    attention: '#f1d98f',
    sleep: '#e9bd7b',
    cantlose: '#c2503a',
    risk: '#dd8a5a',
    hibernating: '#b9b8b0',
    other: '#cfcdc4',
    accent: '#0b6b5b',
    neutral: '#e3e1da',
    series1: '#0b6b5b',
    series2: '#da5f15',
    series3: '#4995fb',
    series4: '#a53a9d',
    series5: '#524c00',
    series6: '#93949f',
    tier1: '#0b5c4e',
    tier2: '#2b7d6b',
    tier3: '#6aae9d',
    tier4: '#a5d0c3',
    tier5: '#cfcdc4',
    good: '#176f43',
    warn: '#8a5a00',
    bad: '#b3261e',
  },
  sequential: ['#eef5f2', '#86bfae', '#0b5c4e'],
  diverging: ['#a8420f', '#f4f2ec', '#0b6b5b'],
};

const DARK: ChartTheme = {
  surface: '#1a1e22',
  ink: '#e8eaec',
  ink2: '#a9b2ba',
  line: '#2a3036',
  line2: '#3a424a',
  chip: '#ffffffd0',
  chipInk: '#14181b',
  colours: {
    champions: '#2f9d88',
    loyal: '#55ad9b',
    potential: '#7fb5a7',
    new: '#6ea0d0',
    promising: '#9dbcd9',
    attention: '#d9bd67',
    sleep: '#cf9f58',
    cantlose: '#d2664f',
    risk: '#cf7f52',
    hibernating: '#7d7f7b',
    other: '#4a525a',
    accent: '#4cc0aa',
    neutral: '#2a3036',
    series1: '#4cc0aa',
    series2: '#e37a4f',
    series3: '#8f9bf9',
    series4: '#a55aac',
    series5: '#ffce47',
    series6: '#6b6d62',
    tier1: '#7fe0cc',
    tier2: '#4cb8a3',
    tier3: '#348d7c',
    tier4: '#2c655a',
    tier5: '#4a525a',
    good: '#6fd39b',
    warn: '#f0c46c',
    bad: '#ff8a80',
  },
  sequential: ['#22312f', '#2f7d6f', '#8fe6d3'],
  diverging: ['#f08a4b', '#2a3036', '#4cc0aa'],
};

/** Colours and fonts of a theme. */
export function chartTheme(name: ThemeName): ChartTheme {
  return name === 'dark' ? DARK : LIGHT;
}

/** Relative luminance of a colour. (WCAG 2.2, definition of relative luminance.) */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/**
 * Contrast of two colours, 1 to 21. (WCAG 2.2, definition of contrast ratio.)
 *
 * @param a first colour, `#rrggbb`
 * @param b second colour, `#rrggbb`
 */
export function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

/** Dark or white text, whichever is easier to read on a colour. */
export function inkOn(fill: string): string {
  const [dark, white] = ['#0c0e10', '#ffffff'] as const;
  return contrast(dark, fill) >= contrast(white, fill) ? dark : white;
}
