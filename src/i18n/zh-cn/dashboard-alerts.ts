import type { enDashboardAlerts } from '../en/dashboard-alerts.ts';
import type { Catalogue } from '../messages.ts';

/** Sentences of alerts, and of what changed since the last file, in Chinese. */
export const zhDashboardAlerts: Catalogue<typeof enDashboardAlerts> = {
  'dashboard.alert.below': '{period}的{measure}为 {value}，低于下限 {limit}。',
  'dashboard.alert.above': '{period}的{measure}为 {value}，高于上限 {limit}。',
  'dashboard.alert.fall': '{period}的{measure}下降了 {change}：由 {before} 降至 {value}。',
  'dashboard.alert.rise': '{period}的{measure}上升了 {change}：由 {before} 升至 {value}。',
  'dashboard.alert.high.season':
    '{period}的{measure}为 {value}，就季节而言异常偏高：预期为 {expected}（得分 {score}）。',
  'dashboard.alert.low.season':
    '{period}的{measure}为 {value}，就季节而言异常偏低：预期为 {expected}（得分 {score}）。',
  'dashboard.alert.high.trailing':
    '{period}的{measure}为 {value}，与此前各期相比异常偏高：预期为 {expected}（得分 {score}）。',
  'dashboard.alert.low.trailing':
    '{period}的{measure}为 {value}，与此前各期相比异常偏低：预期为 {expected}（得分 {score}）。',
  'dashboard.data.longer': { other: '数据现已截至 {day}，比之前多 {count} 天。' },
  'dashboard.data.shorter': { other: '数据现在止于 {day}，比之前少 {count} 天。' },
  'dashboard.data.sameDays': '数据仍止于 {day}。',
  'dashboard.data.currency': '金额的币种为 {now}，此前为 {before}。金额类指标不作比较。',
  'dashboard.data.gained': '现在可以显示{measure}；上一个文件缺少所需的列。',
  'dashboard.data.lost': '无法再显示{measure}；此文件缺少所需的列。',
  'dashboard.data.moved.up': '{measure}上升 {by}：{earlier}为 {before}，{period}为 {now}。',
  'dashboard.data.moved.down': '{measure}下降 {by}：{earlier}为 {before}，{period}为 {now}。',
  'dashboard.data.restated.up': '{period}的{measure}为 {now}，比上一个文件中的 {before} 多 {by}。',
  'dashboard.data.restated.down': '{period}的{measure}为 {now}，比上一个文件中的 {before} 少 {by}。',
};
