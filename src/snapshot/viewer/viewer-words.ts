import { WITHHELD, words } from '../both-languages.ts';
import type { Words } from '../content.ts';

/** Sentences of the viewer. */
export const VIEWER_SAYS = {
  openTables: words('Open all tables', '展开所有数据表'),
  closeTables: words('Close all tables', '收起所有数据表'),
  slice: words('Slice of cells in this file', '此文件内单元格的切片'),
  all: words('all', '全部'),
  sliceHint: words(
    'Shows the rows of a value where a table has them. Nothing is computed: withheld stays withheld.',
    '在含有该值的数据表中只显示相应的行。不做任何计算：已抑制的仍为已抑制。',
  ),
  sliced: words('slice of cells in this file', '此文件内单元格的切片'),
  noRows: words('No row of this table is in the slice.', '此数据表没有属于该切片的行。'),
  read: words('Figures row by row: arrow keys move through the rows', '逐行阅读数字：用方向键在各行间移动'),
  withheld: WITHHELD,
} as const satisfies Readonly<Record<string, Words>>;
