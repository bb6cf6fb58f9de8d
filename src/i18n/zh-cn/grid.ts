import type { Catalogue } from '../messages.ts';
import type { enGrid } from '../en/grid.ts';

/** Texts of grids of rows, in Chinese. */
export const zhGrid: Catalogue<typeof enGrid> = {
  'grid.rows': '{count} 行',
  'grid.firstOf': '按此顺序显示 {count} 行中的前 {shown} 行。换一种排序可查看其余。',
  'grid.keys': '方向键、Page Up/Down、Home、End 移动；在表头按 Enter 排序。',
  'grid.retry': '再试一次',
  'grid.sortBy': '按此列排序',
};
