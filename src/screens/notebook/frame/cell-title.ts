import type { Cell } from '../../../document/cell.ts';
import { headingsOf } from '../../../document/outline.ts';
import type { Translate } from '../../../i18n/translate.ts';

/** What a cell is called where it is spoken of: its name, or the first words of a text. */
export function cellTitle(cell: Cell, t: Translate): string {
  if (cell.kind !== 'text') return cell.name;
  const [heading] = headingsOf(cell.markdown);
  if (heading !== undefined) return heading.text;
  const [line = ''] = cell.markdown.trim().split('\n');
  return line === '' ? t('notebookScreen.text.empty') : line;
}

/** Whether a cell computes anything. */
export function isRunnable({ kind }: Cell): boolean {
  return kind !== 'text' && kind !== 'input';
}
