import type { Catalogue } from '../messages.ts';
import type { enDashboardCommands } from '../en/dashboard-commands.ts';

/** 看板的命令。 */
export const zhDashboardCommands: Catalogue<typeof enDashboardCommands> = {
  'group.dashboard': '看板',
  'command.goDashboard': '前往看板',
  'command.goVerify': '验证快照',
  'command.dashboard.filter': '添加筛选',
  'command.dashboard.resetFilters': '重置全部筛选',
  'command.dashboard.undoFilter': '撤销上一步筛选',
  'command.dashboard.redoFilter': '重做筛选',
  'command.dashboard.runStale': '运行过期卡片',
  'command.dashboard.stop': '停止运行',
  'command.dashboard.previousPage': '上一页',
  'command.dashboard.nextPage': '下一页',
  'command.dashboard.arrange': '排列卡片',
  'command.dashboard.targets': '以去年同期数值作为缺少的目标',
  'command.dashboard.duplicate': '复制卡片',
  'command.dashboard.remove': '删除卡片',
  'command.dashboard.undo': '撤销对看板的更改',
  'command.dashboard.redo': '重做对看板的更改',
  'command.dashboard.present': '演示看板',
  'command.dashboard.snapshot': '生成看板快照',
  'command.dashboard.save': '把看板保存为文件',
  'command.dashboard.close': '关闭看板',
  'command.dashboard.new': '新建看板',
  'command.dashboard.template': '用模板新建看板',
  'command.dashboard.open': '打开看板文件',
};
