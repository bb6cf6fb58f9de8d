import type { CellId } from '../contract/ids.ts';
import type { Cell, CellKind, Notebook } from './cell.ts';

/** One line of the outline. */
export interface OutlineEntry {
  readonly cell: CellId;
  readonly kind: CellKind;
  /** A heading, or what a cell is called. */
  readonly text: string;
  /** Depth from 1: of a heading its own, of a cell one more than that of the heading above it. */
  readonly level: number;
}

const HEADING = /^ {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$/u;
const FENCE = /^ {0,3}(`{3,}|~{3,})/u;

/** Headings of a Markdown text, those in code left out. */
export function headingsOf(markdown: string): readonly { readonly level: number; readonly text: string }[] {
  const found: { level: number; text: string }[] = [];
  let fence: string | null = null;
  for (const line of markdown.split('\n')) {
    const mark = FENCE.exec(line)?.[1];
    if (fence !== null) {
      if (mark?.startsWith(fence) === true) fence = null;
    } else if (mark !== undefined) fence = mark;
    else {
      const [, signs = '', text = ''] = HEADING.exec(line) ?? [];
      if (text !== '') found.push({ level: signs.length, text: plainText(text) });
    }
  }
  return found;
}

/** Words of a heading without the signs of emphasis, code and links. */
function plainText(heading: string): string {
  return heading
    .replace(/!?\[([^\]]*)\]\([^)]*\)/gu, '$1')
    .replace(/(\*\*|__|[*`~])/gu, '')
    .trim();
}

function titleOf(cell: Exclude<Cell, { kind: 'text' }>): string {
  if (cell.kind === 'chart' && cell.title !== '') return cell.title;
  return cell.kind === 'input' && cell.label !== '' ? cell.label : cell.name;
}

/** The outline of a notebook: the headings of its text cells and what its other cells are called. */
export function outlineOf({ cells }: Notebook): readonly OutlineEntry[] {
  const entries: OutlineEntry[] = [];
  let above = 0;
  for (const cell of cells) {
    if (cell.kind !== 'text') {
      entries.push({ cell: cell.id, kind: cell.kind, text: titleOf(cell), level: above + 1 });
      continue;
    }
    for (const { level, text } of headingsOf(cell.markdown)) {
      entries.push({ cell: cell.id, kind: 'text', text, level });
      above = level;
    }
  }
  return entries;
}
