import type { TableShape, View, ViewContext } from '../../src/analyses/analysis.ts';
import type { Language } from '../../src/charts/look.ts';
import { figureText } from '../../src/charts/labels.ts';
import type { ThemeName } from '../../src/charts/theme.ts';
import type { ReportPart } from '../../src/contract/notebook.ts';
import type { Value } from '../../src/contract/result-set.ts';
import { openReleased, type Released, type ReleasedTable } from '../../src/privacy/gate.ts';
import { markdownHtml } from './markdown-html.ts';
import { toPicture } from './picture.ts';
import { type PrintedColumn, printedTable, WITHHELD } from './printed-table.ts';
import { releaseNote } from './release-note.ts';
import { escaped } from './report-html.ts';

/** A piece of a report on its way out: words as written, a released result as markup, or why one is not there. */
export type ReportBlock =
  | Exclude<ReportPart, { kind: 'result' }>
  | { readonly kind: 'result'; readonly html: string }
  | { readonly kind: 'refused'; readonly title: string; readonly reason: string };

/** A report that may leave. */
export interface NotebookPage {
  readonly title: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly threshold: number;
  readonly synthetic: boolean;
  readonly blocks: readonly ReportBlock[];
}

/** How a result of a report is shown. */
export interface BlockLook extends Language {
  readonly theme: ThemeName;
  /** What is drawn; null: only the table. */
  readonly view: View | null;
  readonly shape: TableShape;
  readonly context: ViewContext;
  readonly synthetic: boolean;
}

/** Rows of a table in a report; what is beyond is in the file of the table. */
const MOST_ROWS = 200;
const PICTURE = [900, 460] as const;

function cellText(value: Value, { type, unit }: PrintedColumn, look: BlockLook): string {
  if (value === null) return '';
  if (typeof value !== 'number') return String(value);
  if (type === 'date') return new Date(value).toISOString().slice(0, 10);
  if (type === 'timestamp') return new Date(value).toISOString().slice(0, 19).replace('T', ' ');
  return figureText(value, unit ?? 'number', null, look);
}

function tableHtml(released: ReleasedTable, look: BlockLook): string {
  const { params, currency } = look.context;
  const columns = printedTable(released, { ...look, params, currency });
  const isNumber = ({ type }: PrintedColumn): boolean => type === 'integer' || type === 'number';
  const head = columns.map(
    (column) => `<th scope="col"${isNumber(column) ? ' class="number"' : ''}>${escaped(column.title)}</th>`,
  );
  const rows = Array.from({ length: Math.min(MOST_ROWS, released.table.rowCount) }, (_, row) => {
    const cells = columns.map((column) => {
      const value = column.cells[row] ?? null;
      const number = isNumber(column) ? ' class="number"' : '';
      return value === WITHHELD
        ? `<td class="withheld">${escaped(look.translate('gate.withheld'))}</td>`
        : `<td${number}>${escaped(cellText(value, column, look))}</td>`;
    });
    return `<tr>${cells.join('')}</tr>`;
  });
  return `<table><thead><tr>${head.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

/**
 * Writes a released table as a piece of a report: its picture where it is drawn, the table itself with withheld figures
 * marked, and what was done to its figures.
 *
 * @throws AppFailure `gate.notReleased` for a table that has not passed the gate
 */
export async function resultBlock(
  released: Released<ReleasedTable>,
  title: string,
  look: BlockLook,
): Promise<{ readonly html: string; readonly bytes: Uint8Array<ArrayBuffer> }> {
  const open = openReleased(released);
  const { view, context } = look;
  const picture =
    view === null
      ? ''
      : new TextDecoder().decode(await toPicture(released, 'svg', { ...look, view, size: PICTURE }));
  const { currency, params } = context;
  const notes = releaseNote(open, { ...look, currency, params })
    .slice(0, 5)
    .map(([on, says]) => `${escaped(on)}: ${escaped(says)}`)
    .join(' · ');
  const html = `<section><h2>${escaped(title)}</h2>${picture}${tableHtml(open, look)}<p class="note">${notes}</p></section>`;
  return { html, bytes: new TextEncoder().encode(html) };
}

const STYLE = `body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem;color:#1c1c1c;background:#fff}
table{border-collapse:collapse;font-size:.85rem;margin:.5rem 0}th,td{padding:.2rem .6rem;border-bottom:1px solid #ccc;text-align:start}
.number{text-align:end;font-variant-numeric:tabular-nums}.withheld,.note{color:#666}svg{max-width:100%;height:auto}section{break-inside:avoid}`;

function blockHtml(block: ReportBlock, { translate }: Language): string {
  switch (block.kind) {
    case 'text':
      return markdownHtml(block.markdown);
    case 'input': {
      const { value } = block;
      const said = value.type === 'texts' ? value.values.join(', ') : String(value.value);
      return `<p class="input">${escaped(translate('cellRelease.input', { name: block.name, value: said }))}</p>`;
    }
    case 'result':
      return block.html;
    case 'refused':
      return `<section><h2>${escaped(block.title)}</h2><p class="withheld">${escaped(block.reason)}</p></section>`;
  }
}

/**
 * Writes a released report as a page that stands by itself: no scripts and no addresses. The app prints its body; a saved
 * file has a plain style of its own.
 *
 * @throws AppFailure `gate.notReleased` for a report that has not passed the gate
 */
export function notebookReport(
  released: Released<NotebookPage>,
  language: Language,
): Uint8Array<ArrayBuffer> {
  const { title, at, threshold, synthetic, blocks } = openReleased(released);
  const { translate, locale } = language;
  const note = [
    translate('cellRelease.reportNote', { at: at.slice(0, 16).replace('T', ' ').concat(' UTC'), threshold }),
    ...(synthetic ? [translate('gate.note.synthetic')] : []),
  ].join(' ');
  const body = blocks.map((block) => blockHtml(block, language)).join('\n');
  const article = `<article class="report"><h1>${escaped(title)}</h1><p class="note">${escaped(note)}</p>${body}</article>`;
  const page = `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><title>${escaped(title)}</title><style>${STYLE}</style></head><body>${article}</body></html>`;
  return new TextEncoder().encode(page);
}
