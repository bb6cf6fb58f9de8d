import type { Catalogue } from '../messages.ts';
import type { enTemplates } from '../en/templates.ts';

/** Words of the templates of notebooks in Chinese. */
export const zhTemplates: Catalogue<typeof enTemplates> = {
  'templates.trade.general.name': '不限行业',
  'templates.trade.general.customers': '客户',
  'templates.trade.general.orders': '订单',
  'templates.trade.general.order': '订单',
  'templates.trade.general.revenue': '营收',
  'templates.trade.general.note':
    '起始假设：连续三个完整月没有订单即视为流失，RFM 回看 24 个月。不合适之处可直接在单元格中修改。',
  'templates.trade.retail.name': '零售',
  'templates.trade.retail.customers': '客户',
  'templates.trade.retail.orders': '订单',
  'templates.trade.retail.order': '订单',
  'templates.trade.retail.revenue': '销售额',
  'templates.trade.retail.note':
    '零售业的起始假设：客户每隔数周购买一次，因此两个月无订单视为转冷，连续三个完整月无订单视为流失，RFM 回看 24 个月。不合适之处可直接在单元格中修改。',
  'templates.trade.education.name': '在线教育',
  'templates.trade.education.customers': '学员',
  'templates.trade.education.orders': '报名',
  'templates.trade.education.order': '报名',
  'templates.trade.education.revenue': '学费收入',
  'templates.trade.education.note':
    '在线教育的起始假设：课程按学期进行，连续六个完整月没有报名视为流失；再次报名即续费，同期群按季度划分，RFM 回看 36 个月。不合适之处可直接在单元格中修改。',
  'templates.trade.finance.name': '金融',
  'templates.trade.finance.customers': '客户',
  'templates.trade.finance.orders': '交易',
  'templates.trade.finance.order': '交易',
  'templates.trade.finance.revenue': '交易额',
  'templates.trade.finance.note':
    '金融业的起始假设：账户每隔数周即有变动，因此连续两个完整月没有交易视为流失，RFM 回看 12 个月。不合适之处可直接在单元格中修改。',
  'templates.trade.hotel.name': '酒店',
  'templates.trade.hotel.customers': '宾客',
  'templates.trade.hotel.orders': '入住',
  'templates.trade.hotel.order': '入住',
  'templates.trade.hotel.revenue': '客房收入',
  'templates.trade.hotel.note':
    '酒店业的起始假设：多数宾客每年入住一两次，因此连续四个完整季度没有入住视为流失；指标与同期群均按季度，RFM 回看 36 个月，数量表示间夜数。不合适之处可直接在单元格中修改。',

  'templates.input.lastDay': '观察截止日',
  'templates.input.analysisDate': '分析日期',
  'templates.input.months': '回看月数',
  'templates.input.segments': '客群',
  'templates.input.monthsAhead': '预测月数',
  'templates.input.budget': '预算',
  'templates.input.figure': '同期群的衡量指标',
  'templates.input.fewest': '每组{customers}的最少人数',

  'templates.review.title': '月度客户回顾',
  'templates.review.summary': '近期表现：营收、新老客户，以及营收来自何处。',
  'templates.review.intro':
    '查看{revenue}、{customers}与{orders}的变化，以及新增和回头的情况。在下方设定观察截止日，其余内容随之更新。',
  'templates.review.revenue.title': '{revenue}的变化',
  'templates.review.revenue.text':
    '上方的分析将每一期与上一期及去年同期对比。最后一期可能尚不完整，下表不含该期。',
  'templates.review.revenueChart': '各期{revenue}',
  'templates.review.came.title': '新老{customers}',
  'templates.review.came.text':
    '每期统计当期有{order}的{customers}：首次为新增（new），其余为回头（returning）。',
  'templates.review.cameChart': '各期新老{customers}',
  'templates.review.where.title': '{revenue}来自何处',
  'templates.review.where.text': '按组列出同样的指标。{customers}过少的组仅在此处显示，导出时将被隐去。',
  'templates.review.whereChart': '各组{revenue}',
  'templates.review.ask.title': '收尾问题',
  'templates.review.ask.text':
    '- {revenue}的变化，多少源于{customers}人数，多少源于人均消费？\n- 回头的{customers}是否与去年持平？\n- 下次回顾之前要做什么，由谁负责？',

  'templates.winBack.title': 'RFM 与挽回',
  'templates.winBack.summary': '按最近一次消费、消费频率和消费金额划分客群；应挽回谁，以及他们以往的消费。',
  'templates.winBack.intro':
    '按最近一次消费、消费频率和消费金额为{customers}评分，并关注曾经优质、如今沉寂的人群。仅计入下方所设月数内的{orders}。',
  'templates.winBack.segmentsChart': '各客群的{customers}人数',
  'templates.winBack.choose.title': '挽回谁',
  'templates.winBack.choose.text':
    '选择客群，下方表格随之更新。At Risk 与 Can’t Lose 曾经消费可观，但已沉寂许久。',
  'templates.winBack.past.title': '他们以往的消费',
  'templates.winBack.past.text': '所选{customers}按季度的历史。曲线何时下降，问题就出在何时。',
  'templates.winBack.pastChart': '所选客群各季度消费',
  'templates.winBack.moved.title': '谁发生了变动',
  'templates.winBack.moved.text': '对比三个月前与分析日期的客群，基于全部{orders}。',
  'templates.winBack.list.title': '名单',
  'templates.winBack.list.text':
    '所选{customers}每人一行。个人层级的数据不会作为结果导出；如需名单，须说明用途并通过发布闸口。',

  'templates.budget.title': 'CLV 与预算',
  'templates.budget.summary': '预期的客户终身价值，以及据此分配的预算。',
  'templates.budget.intro':
    '按客群预估{customers}在下方所设月数内的消费，并据此分配预算。预估值来自模型，模型的检验结果与分析一同列出。',
  'templates.budget.groups.title': '价值所在',
  'templates.budget.groups.text': '各客群的预期价值，折现至观察截止日。',
  'templates.budget.valueChart': '各客群预期价值',
  'templates.budget.split.title': '按价值分配预算',
  'templates.budget.split.text':
    '各客群按其占预期价值的比例分得预算。这只是起点：它不知道联系客户会带来什么改变。',
  'templates.budget.splitChart': '各客群预算',
  'templates.budget.stake.title': '面临流失的价值',
  'templates.budget.stake.text': '按以往消费和继续购买的可能性划分{customers}：模型预计会失去的价值。',
  'templates.budget.plan.title': '分层方案',
  'templates.budget.plan.text':
    '同一笔预算按预期回报分配，各层级的成本与响应率在分析中设定。请填入您以往活动的实际数据。',
  'templates.budget.planChart': '各层级预期回报',

  'templates.cohorts.title': '同期群深入分析',
  'templates.cohorts.summary': '谁会回来、何时回来，同期群的价值，以及客户所处的阶段。',
  'templates.cohorts.intro': '自首次{order}起追踪{customers}。在下方选择同期群的衡量指标。',
  'templates.cohorts.back.title': '谁会回来',
  'templates.cohorts.back.text': '留存率为当期留存：恰在该期有{order}者占同期群的比例。表中不含不完整的期。',
  'templates.cohorts.mapChart': '各同期群各期的留存率',
  'templates.cohorts.earlyChart': '各同期群在 1、3、6 期后的留存率',
  'templates.cohorts.second.title': '第二次{order}',
  'templates.cohorts.second.text':
    '首次与第二次{order}之间的天数，每 30 天一档，最后一档包含所有更长的间隔。柱形下降之处正是提醒的时机。',
  'templates.cohorts.secondChart': '距第二次{order}的天数',
  'templates.cohorts.life.title': '目前处于哪个阶段',
  'templates.cohorts.life.text':
    '每期所有{customers}都有一个状态：新客、活跃、转冷、流失风险、已流失或已挽回。',
  'templates.cohorts.lifeChart': '各期状态',

  'templates.audit.title': '隐私检查',
  'templates.audit.summary': '谁在数据中独一无二，哪些组过小，谁的占比突出。',
  'templates.audit.intro':
    '以想从中找到某个人的眼光审视已载入的{orders}。这里只列出计数，并不判定能否公开：这由发布闸口和您决定。',
  'templates.audit.alone.title': '谁独一无二',
  'templates.audit.alone.text':
    '首期相同且至多三列取值相同的{customers}视为相似。“1”为与他人皆不相同者，“below”为所在组小于上方所设人数者，“enough”为其余。',
  'templates.audit.aloneChart': '按所在组大小统计{customers}',
  'templates.audit.small.title': '小组',
  'templates.audit.small.text': '少数{customers}共有的取值，由小到大。导出时这些数值将被隐去。',
  'templates.audit.largest.title': '谁最突出',
  'templates.audit.largest.text':
    '单个{customers}占当期{revenue}的比例。比例过高时他人可推算出其数值，因此此表不应导出，也未作任何声明。',
  'templates.audit.complete.title': '缺少什么',
  'templates.audit.complete.text': '订单明细的总数，以及各列缺值的数量。',
  'templates.audit.next.title': '下一步',
  'templates.audit.next.text': '在“隐私”中可对各列分类、衡量 k-匿名与风险，并在导出前对表格去标识化。',
};
