import type { View, ViewContext } from '../../src/analyses/analysis.ts';
import type { ChartSpec } from '../../src/charts/chart-spec.ts';
import { say } from '../../src/charts/labels.ts';
import type { ChartLook } from '../../src/charts/look.ts';
import type { PictureFrame } from '../../src/charts/option-frame.ts';
import { openReleased, type Released, type ReleasedTable } from '../../src/privacy/gate.ts';

/** What a picture of a table shows and how large it is. */
export interface PictureLook extends ChartLook {
  readonly view: View;
  readonly context: ViewContext;
  /** Width and height, CSS pixels. */
  readonly size: readonly [number, number];
  /** Whether the figures come from the sample data. */
  readonly synthetic: boolean;
  /** Conditions on the orders it is of, in the reader's language. Absent: none. */
  readonly filters?: readonly string[];
  /** Whether it stands within a page, which says beside it what a picture that stands alone says itself. */
  readonly isWithinPage?: boolean;
}

function customersNote(contributors: number | null, { translate }: PictureLook): string {
  return contributors === null || !Number.isFinite(contributors)
    ? translate('gate.note.customersWithheld')
    : translate('gate.note.customers', { count: contributors });
}

/** What the picture says below the chart, since it will be seen without the page. */
function frameOf(
  spec: ChartSpec,
  { threshold, suppressedRows, roundedTo, isNoisy, unverified }: ReleasedTable,
  look: PictureLook,
): PictureFrame {
  if (look.isWithinPage === true) return { title: null, notes: [] };
  const { translate } = look;
  const { contributors } = spec;
  const filters = (look.filters ?? []).join(' · ');
  const about = [
    ...(filters === '' ? [] : [translate('gate.note.filters', { filters })]),
    ...(contributors === undefined ? [] : [customersNote(contributors, look)]),
    ...(look.synthetic ? [translate('gate.note.synthetic')] : []),
  ];
  const policy = [
    translate('gate.note.policy', { threshold }),
    ...(suppressedRows > 0 ? [translate('gate.note.withheld', { count: suppressedRows })] : []),
    ...(roundedTo === null ? [] : [translate('gate.note.rounded', { base: roundedTo })]),
    ...(isNoisy ? [translate('gate.note.noisy')] : []),
    ...(unverified ? [translate('gate.note.unverified')] : []),
  ];
  const between = translate('chart.summary.between');
  return {
    title: say(look.view.heading ?? look.view.title, look),
    notes: [about, policy].filter(({ length }) => length > 0).map((sentences) => sentences.join(between)),
  };
}

/**
 * Draws a view of a released table. The drawing sees the table as released and nothing else, so it cannot
 * show what was withheld.
 *
 * @param released the table
 * @param format `svg` works anywhere; `png` needs `OffscreenCanvas`, which browsers' workers have
 * @returns the bytes of the picture
 * @throws AppFailure `gate.notReleased` for a table that has not passed the gate
 */
export async function toPicture(
  released: Released<ReleasedTable>,
  format: 'svg' | 'png',
  look: PictureLook,
): Promise<Uint8Array<ArrayBuffer>> {
  const open = openReleased(released);
  const spec = look.view.chart(open.table, look.context);
  const [width, height] = look.size;
  const picture = { width, height, frame: frameOf(spec, open, look) };
  const { renderPng, renderSvg } = await import('../../src/charts/draw.ts');
  return format === 'png'
    ? renderPng(spec, look, picture)
    : new TextEncoder().encode(renderSvg(spec, look, picture));
}
