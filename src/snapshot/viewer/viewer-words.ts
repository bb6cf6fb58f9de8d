import type { Words } from '../content.ts';

/** Sentences of the viewer. */
export const VIEWER_SAYS = {
  openTables: { en: 'Open all tables', 'zh-CN': '展开所有数据表' },
  closeTables: { en: 'Close all tables', 'zh-CN': '收起所有数据表' },
  slice: { en: 'Slice of cells in this file', 'zh-CN': '此文件内单元格的切片' },
  all: { en: 'all', 'zh-CN': '全部' },
  sliceHint: {
    en: 'Shows the rows of a value where a table has them. Nothing is computed: withheld stays withheld.',
    'zh-CN': '在含有该值的数据表中只显示相应的行。不做任何计算：已抑制的仍为已抑制。',
  },
  sliced: { en: 'slice of cells in this file', 'zh-CN': '此文件内单元格的切片' },
  noRows: { en: 'No row of this table is in the slice.', 'zh-CN': '此数据表没有属于该切片的行。' },
  read: {
    en: 'Figures row by row: arrow keys move through the rows',
    'zh-CN': '逐行阅读数字：用方向键在各行间移动',
  },
  withheld: { en: 'withheld', 'zh-CN': '已抑制' },
} as const satisfies Readonly<Record<string, Words>>;
