import type { enCellRelease } from '../en/cell-release.ts';
import type { Catalogue } from '../messages.ts';

export const zhCellRelease: Catalogue<typeof enCellRelease> = {
  'cellRelease.column': '列',
  'cellRelease.table': '单元格的表',
  'cellRelease.chart': '单元格的图表',
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
  'cellRelease.input': '{name}：{value}',
};
