import type { enDashboardTemplates } from '../en/dashboard-templates.ts';
import type { Catalogue } from '../messages.ts';

/** Words of the templates of dashboards, in Chinese. */
export const zhDashboardTemplates: Catalogue<typeof enDashboardTemplates> = {
  'dashboard.template.executive.title': '高管客户指标',
  'dashboard.template.executive.summary': '收入、客户与人均消费及其变化，以及它们从何而来。',
  'dashboard.template.segments.title': 'RFM 客群与分层',
  'dashboard.template.segments.summary': '客户分属哪些客群和层级，各带来多少收入，又有谁在变动。',
  'dashboard.template.retention.title': '留存',
  'dashboard.template.retention.summary': '逐个同期群查看谁会回来，以及客户处于生命周期的哪个阶段。',
  'dashboard.template.value.title': '客户价值',
  'dashboard.template.value.summary': '客户消费多少，如何分布，以及预计价值多少。',
  'dashboard.template.scorecard.title': '平衡计分卡',
  'dashboard.template.scorecard.summary': '财务、客户、流程与成长四个维度的指标同在一页，各与目标对照。',
  'dashboard.template.posture.title': '隐私态势',
  'dashboard.template.posture.summary': '门槛、已离开的与被抑制的内容；哪些组偏小，谁格外突出。',
  'dashboard.template.page.overview': '总览',
  'dashboard.template.page.segments': '客群',
  'dashboard.template.page.tiers': '层级',
  'dashboard.template.page.moves': '变动',
  'dashboard.template.page.retention': '回访',
  'dashboard.template.page.lifecycle': '生命周期',
  'dashboard.template.page.value': '已有消费',
  'dashboard.template.page.expected': '预期价值',
  'dashboard.template.page.scorecard': '计分卡',
  'dashboard.template.page.posture': '态势',
  'dashboard.template.perspective.financial': '## 财务',
  'dashboard.template.perspective.customer': '## 客户',
  'dashboard.template.perspective.process': '## 流程',
  'dashboard.template.perspective.growth': '## 成长',
  'dashboard.template.posture.read':
    '## 如何阅读本页\n\n各卡片统计每组的客户数，视角如同有人想在数据中找出某个人。低于门槛的组在此处照常绘出，但不会随任何内容离开此浏览器。组偏小自有原因：请合并一些取值，或在分享时不使用该维度。',
  'dashboard.template.posture.together': '两列放在一起，比单独一列更容易区分出个人。',
  'dashboard.template.posture.largest': '若少数客户占去大部分收入，合计数就接近说出其中一人的消费。',
};
