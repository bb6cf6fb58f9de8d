import type { Language } from '../../src/charts/look.ts';
import { formatsOf } from '../../src/charts/look.ts';
import { openReleased, type Released } from '../../src/privacy/gate.ts';
import type { ReportCell, ReportPage, ReportTable } from '../../src/privacy/report.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text that cannot be taken for markup. */
export function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/gu, (sign) => ENTITIES[sign] ?? sign);
}

function cellHtml(cell: ReportCell, numeric: boolean, { locale, translate }: Language): string {
  const classes = [
    ...(numeric ? ['number'] : []),
    ...(typeof cell === 'object' && 'withheld' in cell ? ['withheld'] : []),
  ];
  const text =
    typeof cell === 'string'
      ? cell
      : 'people' in cell
        ? formatsOf(locale).number(cell.people)
        : translate('gate.withheld');
  const attribute = classes.length === 0 ? '' : ` class="${classes.join(' ')}"`;
  return `<td${attribute}>${escaped(text)}</td>`;
}

function tableHtml({ title, columns, rows }: ReportTable, language: Language): string {
  const heading = title === '' ? '' : `<h2>${escaped(title)}</h2>`;
  if (rows.length === 0) return `${heading}<p>${escaped(language.translate('report.none'))}</p>`;
  const head = columns
    .map(
      ({ title: name, numeric }) =>
        `<th scope="col"${numeric ? ' class="number"' : ''}>${escaped(name)}</th>`,
    )
    .join('');
  const body = rows
    .map((row) => {
      const cells = row.map((cell, place) => cellHtml(cell, columns[place]?.numeric ?? false, language));
      return `<tr>${cells.join('')}</tr>`;
    })
    .join('');
  return `${heading}<table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`;
}

/**
 * Writes a released report as a page for the printer: plain markup without scripts, styles or addresses; how it looks
 * is up to the style sheet of the app that prints it.
 *
 * @throws AppFailure `gate.notReleased` for a report that has not passed the gate
 */
export function reportHtml(released: Released<ReportPage>, language: Language): Uint8Array<ArrayBuffer> {
  const { title, note, tables } = openReleased(released);
  const body = tables.map((table) => tableHtml(table, language)).join('');
  const article = `<article class="report"><h1>${escaped(title)}</h1><p class="note">${escaped(note)}</p>${body}</article>`;
  const page = `<!doctype html><html lang="${language.locale}"><head><meta charset="utf-8"><title>${escaped(title)}</title></head><body>${article}</body></html>`;
  return new TextEncoder().encode(page);
}
