import type { Catalogue } from '../messages.ts';
import type { enPrivacy } from '../en/privacy.ts';

/** Messages in Chinese: the release gate, released files. */
export const zhPrivacy: Catalogue<typeof enPrivacy> = {
  'gate.reason.belowThreshold': '客户数低于门槛',
  'gate.reason.complement': '为防止由其他行推算而抑制',
  'gate.reason.nested': '与另一行仅相差少数客户',
  'gate.reason.rowLevel': '每行对应一位客户',
  'gate.reason.noContributors': '没有客户数',
  'gate.reason.allSuppressed': '没有可显示的内容',
  'gate.reason.kindNotAllowed': '策略不允许该格式',
  'gate.reason.dominance': '少数客户占了总和的大部分',
  'gate.reason.estimation': '可过于精确地推算某位客户的数值',
  'gate.reason.groupDisclosure': '对组内所有人成立，或对任何人都不成立',
  'gate.reason.extreme': '最小值或最大值即某位客户的数值',
  'gate.reason.quantile': '某一侧客户太少',
  'gate.reason.differencing': '与此前的发布过于接近',
  'gate.reason.unverified': '客户数未经核实',
  'gate.reason.budgetSpent': '隐私预算已用尽',
  'gate.reason.notDeidentified': '等价类过小',
  'gate.reason.directIdentifier': '直接标识个人',

  'gate.withheld': '已抑制',
  'gate.column.pseudonym': '假名',

  'gate.note.policy': '少于 {threshold} 位客户的数字已抑制。',
  'gate.note.withheld': '共抑制 {count} 行。',
  'gate.note.customers': '{count} 位客户。',
  'gate.note.customersWithheld': '客户总数已抑制。',
  'gate.note.rounded': '计数已舍入到 {base} 的倍数；合计单独舍入。',
  'gate.note.noisy': '计数已加入随机噪声。',
  'gate.note.unverified': '这些数字背后的客户数未经核实。',
  'gate.note.synthetic': '合成的示例数据。',

  'gate.about.title': '说明',
  'gate.about.table': '表格',
  'gate.about.made': '生成',
  'gate.about.madeBy': '{at}，由 Cloister {version} 生成',
  'gate.about.fingerprint': '数据指纹',
  'gate.about.data': '数据',
  'gate.about.withheld': '抑制',
  'gate.about.withheldRows': '{count} 行的数字已抑制，显示为“已抑制”',
  'gate.about.noise': '计数已加入随机噪声（离散拉普拉斯，ε = {epsilon}）。',
  'gate.about.policy': '策略：{field}',
};
