import type { enWorkspace } from '../en/workspace.ts';
import type { Catalogue } from '../messages.ts';

/** Messages in Chinese: recipes, newer and recent files, forgetting everything. */
export const zhWorkspace: Catalogue<typeof enWorkspace> = {
  'recipe.title': '适用于此文件的配方',
  'recipe.offer': '以前载入过同样结构的文件：{name}，{date}。',
  'recipe.applied': '已按上次的方式读取：{name}，{date}。',
  'recipe.failed': '无法按 {name}（{date}）的方式读取此文件：缺少配方中的列。',
  'recipe.apply': '按上次的方式读取',
  'recipe.undo': '撤销',
  'recipe.list': '配方',
  'recipe.list.what':
    '文件的载入方式：角色、类型、修复。只保存在此浏览器中，不含任何数据；遇到同样结构的文件时会提供。',
  'recipe.none': '尚无配方。载入文件后会自动保存。',
  'recipe.kept': '{date}，{columns}',
  'recipe.export': '导出',
  'recipe.export.label': '导出 {name} 的配方',
  'recipe.forget': '删除',
  'recipe.forget.label': '删除 {name} 的配方',
  'recipe.import': '导入配方……',
  'replace.button': '换成更新的文件',
  'forget.title': '全部清除',
  'forget.lead': '删除本应用保存在此设备上的一切，并重新载入页面。',
  'forget.ask': '全部清除……',
  'forget.dialog': '清除此设备上的一切？',
  'forget.goes': '以下内容将被删除：',
  'forget.goes.data': '已载入的数据、全部结果，以及保留在此设备上的数据',
  'forget.goes.documents': '笔记本和仪表板',
  'forget.goes.recipes': '配方、层级和记住的文件',
  'forget.goes.register': '发布登记',
  'forget.goes.keys': '化名密钥和签名密钥',
  'forget.goes.settings': '设置、快捷键和您收紧的策略',
  'forget.stays': '供离线启动的应用副本会保留，其中没有您的任何内容。',
  'forget.final': '此操作无法撤销。已导出的文件不受影响。',
  'forget.keep': '保留',
  'forget.do': '全部删除',
};
