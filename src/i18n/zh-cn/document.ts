import type { Catalogue } from '../messages.ts';
import type { enDocument } from '../en/document.ts';

/** Words for steps of editing, names of cells and cells that cannot be read, in Chinese. */
export const zhDocument: Catalogue<typeof enDocument> = {
  'document.step.title': '修改标题',
  'document.step.insert': '添加单元格',
  'document.step.insertSeveral': '添加多个单元格',
  'document.step.remove': '删除单元格',
  'document.step.removeSeveral': '删除多个单元格',
  'document.step.move': '移动单元格',
  'document.step.rename': '重命名单元格',
  'document.step.duplicate': '复制单元格',
  'document.step.fold': '折叠或展开',
  'document.step.editText': '编辑文本',
  'document.step.editSql': '编辑 SQL',
  'document.step.editAnalysis': '设置分析',
  'document.step.editMetric': '设置指标',
  'document.step.editChart': '设置图表',
  'document.step.editInput': '设置输入项',
  'document.step.replace': '替换',
  'document.step.several': '多处修改',
  'document.name.empty': '单元格需要一个名称。',
  'document.name.long': '名称最多 63 个字符。',
  'document.name.form': '名称以字母或汉字开头，其后可用字母、汉字、数字和下划线。',
  'document.name.reserved': '该名称在 SQL 中已有含义，请换一个。',
  'document.name.taken': '已有同名单元格（不区分大小写）。',
  'document.unknownCell': '*此单元格（{kind}）来自更新版本的 Cloister，无法在此显示。*',
};
