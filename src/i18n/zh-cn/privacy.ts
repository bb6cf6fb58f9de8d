import type { Catalogue } from '../messages.ts';
import type { enPrivacy } from '../en/privacy.ts';

/** Messages in Chinese: the release gate, released files. */
export const zhPrivacy: Catalogue<typeof enPrivacy> = {
  'gate.reason.belowThreshold': '客户数低于门槛',
  'gate.reason.complement': '为防止由其他行推算而抑制',
  'gate.reason.rowLevel': '每行对应一位客户',
  'gate.reason.noContributors': '没有客户数',
  'gate.reason.allSuppressed': '没有可显示的内容',
  'gate.reason.kindNotAllowed': '策略不允许该格式',
  'gate.withheld': '已抑制',

  'gate.note.policy': '少于 {threshold} 位客户的数字已抑制。',
  'gate.note.withheld': '共抑制 {count} 行。',
  'gate.note.customers': '{count} 位客户。',
  'gate.note.customersWithheld': '客户总数已抑制。',
  'gate.note.synthetic': '合成的示例数据。',
};
