import type { Catalogue } from '../messages.ts';
import type { enEditor } from '../en/editor.ts';

/** Texts of the editors of SQL and text, in Chinese. */
export const zhEditor: Catalogue<typeof enEditor> = {
  'editor.empty': 'SELECT … FROM orders',
  'editor.keys':
    'Ctrl 或 ⌘ 加 Enter 运行；Ctrl 加空格给出补全；Shift Alt F 整理格式。Tab 离开编辑器；补全列表打开时 Tab 会采用所选项：请先按 Escape，再按 Tab。',
  'editor.errorAt': '第 {line} 行，第 {column} 列',
  'editor.format': '整理格式',
  'editor.format.title': '整理 SQL 的格式（Shift Alt F）',
  'editor.format.failed': 'SQL 尚不完整，暂时无法整理格式。',
  'editor.format.done': '格式已整理。',
  'editor.replaceSign': '改为 {plain}',
  'editor.identifier': '可识别客户',
  'editor.proposal.defined': '由 WITH 定义',
  'editor.type.text': '文本',
  'editor.type.integer': '整数',
  'editor.type.number': '数值',
  'editor.type.boolean': '是/否',
  'editor.type.date': '日期',
  'editor.type.timestamp': '日期时间',
  'editor.function.scalar': '函数',
  'editor.function.aggregate': '聚合函数',
  'editor.function.table': '返回表',
  'editor.function.macro': '函数',
  'editor.input.date': '输入：日期',
  'editor.input.number': '输入：数值',
  'editor.input.text': '输入：文本',
  'editor.input.texts': '输入：多个文本',
};
