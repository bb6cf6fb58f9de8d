import { WITHHELD, words } from '../both-languages.ts';
import type { Words } from '../content.ts';

/** Sentences of the viewer. */
export const VIEWER_SAYS = {
  openTables: words('Open all tables', '展开所有数据表'),
  closeTables: words('Close all tables', '收起所有数据表'),
  slice: words('Show only', '只显示'),
  all: words('all', '全部'),
  sliceHint: words(
    'Tables that have the value show its rows only. Nothing is computed: withheld stays withheld.',
    '含有该值的数据表只显示相应的行。不做任何计算：已抑制的仍为已抑制。',
  ),
  sliced: words('Only the rows that are chosen above', '仅显示上方所选的行'),
  noRows: words('No row of this table is among those that are chosen above.', '此数据表中没有上方所选的行。'),
  read: words('Figures row by row: arrow keys move through the rows', '逐行阅读数字：用方向键在各行间移动'),
  withheld: WITHHELD,
} as const satisfies Readonly<Record<string, Words>>;
