import type { Catalogue } from '../messages.ts';
import type { enRecent } from '../en/recent.ts';

/** Texts of recent files and of what has just been replaced or forgotten, in Chinese. */
export const zhRecent: Catalogue<typeof enRecent> = {
  'replace.other': '此文件的列与 {name} 不同。载入前请检查。',
  'replace.done': '{name} 已取代原有数据，全部结果均已重新计算。',
  'recent.title': '最近的文件',
  'recent.hint': '浏览器只记得文件的位置，不记得内容。',
  'recent.open': '重新连接',
  'recent.open.label': '重新连接 {name}',
  'recent.forget': '不再记住 {name}',
  'recent.gone': '无法再打开 {name}，请重新选择。',
  'forget.done': '保存在此设备上的一切均已删除。',
  'forget.held': '本应用的其他标签页仍占用部分内容。请关闭其他标签页，再全部清除一次。',
};
