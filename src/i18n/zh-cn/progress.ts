import type { Catalogue } from '../messages.ts';
import type { enProgress } from '../en/progress.ts';

/** Texts of runs that take their time, in Chinese. */
export const zhProgress: Catalogue<typeof enProgress> = {
  'load.bytes': '{done} / {total}',
  'load.rows': '{rows} 行',
  'load.stop': '取消',
  'load.stopping': '正在停止…',
  'phase.unpacking': '正在解压文件',
  'phase.reading': '正在读取行',
  'phase.customers': '正在为客户编号',
  'phase.duplicates': '正在查找重复行',
  'phase.receipt': '正在生成清洗回执',
  'phase.computing': '正在计算',
  'phase.exporting': '正在生成文件',

  'profile.open': '数据概况',
  'receipt.title': '清洗回执',
};
