import type { enCellRelease } from '../en/cell-release.ts';
import type { Catalogue } from '../messages.ts';

export const zhCellRelease: Catalogue<typeof enCellRelease> = {
  'cellRelease.column': '列',
  'cellRelease.table': '单元格的表',
  'cellRelease.chart': '单元格的图表',
  'cellRelease.by': '按{category}的{figure}',
  'cellRelease.byTwo': '按{category}和{series}的{figure}',
  'cellRelease.rows': '行数',
  'cellRelease.x': '类别',
  'cellRelease.series': '系列',
  'cellRelease.figure': '数值',
  'cellRelease.customers': '客户数',
  'cellRelease.others': '其他类别',
  'cellRelease.seriesOthers': '其他系列',
  'cellRelease.largest': '最大贡献',
  'cellRelease.second': '第二大贡献',
  'cellRelease.declared': '客户数由编写者声明，取自列“{column}”',
  'cellRelease.drawn': '根据 {relation} 绘制',
  'cellRelease.reportNote': '生成于 {at}。客户数少于 {threshold} 的数值不予显示。',
  'cellRelease.notReleased': '此结果未纳入报告：{reason}',
  'script.run':
    '请在文件“{file}”所在目录运行：duckdb < script.sql。脚本按相同的方式读取文件，并套用相同的清洗规则。',
  'script.sample': '合成样本由此命令生成：npm run generate -- --orders N --out {file}',
  'script.merged': '此处客户已根据其他表中的值合并，脚本不读取这些表：它把每个编号算作一位客户。',
  'script.pseudonyms': '此处部分列已替换为带密钥的假名，SQL 无法做到：脚本使用文件中的原值。',
  'script.textCures':
    '此处先修复了文件的文本，脚本不做这一步：{cures}。因此数字会因这些行而不同；npm run reproduce 会作同样的修复。',
  'script.orders': '订单：读取与清洗',
  'script.inputValue': '输入 {name}：{value}',
  'script.leftOut': '未包含（由程序而非 SQL 计算）：{names}',
  'script.notRun': '未包含（尚未运行）：{name}',
  'script.readsLeftOut': '未包含（读取了未包含的表）：{name}',
  'script.dictionary': '数据字典',
  'script.identifier': '标识单个客户',
  'cellRelease.input': '{name}：{value}',
};
