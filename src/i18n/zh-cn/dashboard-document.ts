import type { enDashboardDocument } from '../en/dashboard-document.ts';
import type { Catalogue } from '../messages.ts';

/** Words for steps of editing a dashboard, in Chinese. */
export const zhDashboardDocument: Catalogue<typeof enDashboardDocument> = {
  'dashboard.step.title': '修改标题',
  'dashboard.step.grain': '设置周期长度',
  'dashboard.step.days': '设置日期范围',
  'dashboard.step.filters': '设置筛选栏',
  'dashboard.step.selection': '设置打开时的筛选',
  'dashboard.step.alerts': '设置预警',
  'dashboard.step.insertPage': '添加页面',
  'dashboard.step.removePage': '删除页面',
  'dashboard.step.renamePage': '重命名页面',
  'dashboard.step.movePage': '移动页面',
  'dashboard.step.insertTile': '添加卡片',
  'dashboard.step.removeTile': '删除卡片',
  'dashboard.step.changeTile': '修改卡片',
  'dashboard.step.placeTiles': '排列卡片',
  'dashboard.step.moveTile': '将卡片移到其他页面',
  'dashboard.step.several': '多项修改',
};
