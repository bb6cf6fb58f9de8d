import type { enKept } from '../en/kept.ts';
import type { Catalogue } from '../messages.ts';

/** Messages in Chinese: keeping data on this device. */
export const zhKept: Catalogue<typeof enKept> = {
  'kept.title': '保留在此设备上',
  'kept.lead':
    '数据只在本标签页的内存中，关闭即消失。如有需要，可让此浏览器保留已打开的文件及其载入方式，直到您选定的日期。',
  'kept.warning':
    '不加密：能使用此浏览器配置的人都能读取。文件完整保留，包括未载入或已替换为化名的列。不会发往任何地方。',
  'kept.until': '保留至',
  'kept.days': { one: '{date}（明天）', other: '{date}（{count} 天）' },
  'kept.keep': '保留 {size}',
  'kept.free': '本应用可用空间 {size}',
  'kept.writing': '正在写入并读回 {size}',
  'kept.stop': '停止',
  'kept.stopped': '已停止，没有保留任何内容。',
  'kept.state': '保留至 {date}，已验证，{size}。',
  'kept.state.what': '每个文件写入后都已读回，其 SHA-256 与所打开的文件一致。',
  'kept.notPersisted': '磁盘空间不足时，浏览器可能提前清除。',
  'kept.outdated': '此后您以其他方式载入了这些文件。',
  'kept.update': '按现在的方式保留',
  'kept.change': '改为保留至',
  'kept.delete': '从此设备删除',
  'kept.delete.label': '从此设备删除 {name}',
  'kept.files': '文件及其 SHA-256',
  'kept.sameLine': '已从此设备打开，各项数字与保留时一致。',
  'kept.differsLine': '已从此设备打开，但数字与保留时不同：当前版本的应用读取文件的方式可能有变。',
  'kept.list': '保留在此设备上的数据',
  'kept.list.what': '文件及其载入方式。不加密；到期后自动删除。',
  'kept.none': '没有保留数据。载入文件后可在清洗回执上选择保留。',
  'kept.item': '保留至 {date}，已验证，{size}',
  'kept.open': '打开',
  'kept.open.label': '按保留时的方式打开 {name}',
  'kept.expired': '保留期至 {date}，现已删除：{name}。',
  'kept.deleted': '已从此设备删除：{name}。已载入的数据仍在内存中。',
  'kept.same': '已打开，各项数字与保留时一致。',
  'kept.differs': '已打开，但数字与保留时不同，详见清洗回执。',
};
