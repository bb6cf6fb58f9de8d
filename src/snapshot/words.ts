import type { Words } from './content.ts';

function words(en: string, zh: string): Words {
  return { en, 'zh-CN': zh };
}

/** The same in both languages: names, figures, what a user wrote. */
export function sameWords(text: string): Words {
  return words(text, text);
}

/** Fills places such as `{count}` in both languages. */
export function filled(said: Words, values: Readonly<Record<string, string>>): Words {
  const fill = (text: string): string =>
    text.replaceAll(/\{(\w+)\}/gu, (place, name: string) => values[name] ?? place);
  return words(fill(said.en), fill(said['zh-CN']));
}

/** Sentences of every snapshot. They are part of the file's format: changing one changes what verifies as unchanged. */
export const SAYS = {
  language: words('Language', '语言'),
  theme: words('Theme', '主题'),
  themeSystem: words('As the system', '跟随系统'),
  themeLight: words('Light', '浅色'),
  themeDark: words('Dark', '深色'),
  pages: words('Pages', '页面'),
  withheld: words('withheld', '已抑制'),
  table: words('Table', '数据表'),
  tableRows: words('Table, {count} rows', '数据表，{count} 行'),
  notReleased: words('Not released', '未发布'),
  before: words('to the period before', '与上一期相比'),
  yearBefore: words('to a year earlier', '与去年同期相比'),
  unchanged: words('unchanged', '持平'),
  points: words('{change} points', '{change} 个百分点'),
  noComparison: words('no figure to compare with', '没有可比较的数字'),
  target: words('Target {value}', '目标 {value}'),
  good: words('met', '已达到'),
  near: words('nearly met', '接近'),
  missed: words('not met', '未达到'),
  about: words('How these figures left', '这些数字如何发布'),
  provenance: words('Where these figures come from', '这些数字的来源'),
  data: words('Data', '数据'),
  noData: words('no fingerprint', '无指纹'),
  synthetic: words('sample data, made by chance', '示例数据，随机生成'),
  period: words('Orders from', '订单日期'),
  noOrders: words('no orders', '没有订单'),
  filters: words('Filters', '筛选条件'),
  noFilters: words('none: all customers', '无：全部客户'),
  purpose: words('Purpose', '目的'),
  threshold: words('Threshold', '阈值'),
  thresholdSays: words(
    'Figures that rest on fewer than {count} customers are withheld.',
    '背后客户少于 {count} 位的数字已抑制。',
  ),
  suppressed: words('Withheld', '已抑制'),
  suppressedSays: words(
    'Rows with a withheld figure: {rows}. Tiles left out: {tiles}.',
    '含被抑制数字的行：{rows}。略去的卡片：{tiles}。',
  ),
  made: words('Made', '生成于'),
  program: words('Program', '程序'),
  programSays: words('Cloister {version}, build {build}', 'Cloister {version}，构建 {build}'),
  signature: words('Signature', '签名'),
  unsigned: words('not signed', '未签名'),
  signedBy: words('Ed25519, key {fingerprint}', 'Ed25519，密钥 {fingerprint}'),
  policy: words('Policy in force', '生效的策略'),
  log: words('Decisions on its tiles: {count}', '对各卡片的决定：{count} 项'),
  logAt: words('When', '时间'),
  logSubject: words('What', '内容'),
  logOutcome: words('Decision', '决定'),
  logRows: words('Rows', '行'),
  released: words('released', '已发布'),
  refused: words('refused', '已拒绝'),
  foot: words(
    'This file holds {count} rows of figures on groups of customers. It makes no requests to any network: its own policy forbids them.',
    '此文件包含 {count} 行客户群体数字。它不发出任何网络请求：其自身的安全策略禁止这样做。',
  ),
} as const satisfies Readonly<Record<string, Words>>;
