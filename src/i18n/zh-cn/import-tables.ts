import type { Catalogue } from '../messages.ts';
import type { enImportTables } from '../en/import-tables.ts';

/** Messages in Chinese: tables beside the orders, memory. */
export const zhImportTables: Catalogue<typeof enImportTables> = {
  'tables.title': '订单之外的表',
  'tables.hint': '笔记本可按表名读取，各行按客户与订单关联。',
  'tables.none': '暂无。可添加购买记录、客户、事件、问卷、触达、授权、工单或参考表文件。',
  'tables.name': '表',
  'tables.kind': '内容',
  'tables.rows': '行数',
  'tables.files': '文件',
  'tables.match': '与订单的关联',
  'tables.setAside': '搁置 {count} 行',
  'tables.match.none': '尚未载入可关联的订单。',
  'tables.match.share': '其 {customers} 位客户中有 {share} 有订单。',
  'tables.match.all': '其 {customers} 位客户都有订单。',
  'tables.match.orphans': '有 {count} 行的客户没有订单。',
  'tables.match.withoutCustomer': '有 {count} 行没有客户。',
  'tables.match.missing': '订单中有 {count} 位客户不在此表中。',
  'tables.remove': '移除',
  'tables.remove.label': '移除表 {name}',
  'tables.differences': '各文件之间不同的列',
  'tables.difference.missing': '后加入的文件缺少 {column}。',
  'tables.difference.added': '{column} 来自后加入的文件。',
  'tables.difference.renamed': '{column} 在后加入的文件中名为 {to}。',
  'tables.difference.retyped': '{column} 在一个文件中为{from}，在另一个中为{to}，读作文本。',
  'tables.type.text': '文本',
  'tables.type.number': '数字',
  'tables.type.timestamp': '日期和时间',
  'tables.type.boolean': '是/否',

  'memory.title': '内存',
  'memory.label': '已用 {used}，约剩 {left}',
  'memory.unknown': '引擎尚未报告已用内存。',
  'memory.what': '浏览器标签页最多可为引擎提供约 {limit}。未载入的列不占内存。',
  'memory.dropExtras': '只载入有角色的列',
};
