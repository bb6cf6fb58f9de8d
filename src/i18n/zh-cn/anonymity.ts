import type { enAnonymity } from '../en/anonymity.ts';
import type { Catalogue } from '../messages.ts';

/** Names of the tables and columns of anonymity measures, in Chinese. */
export const zhAnonymity: Catalogue<typeof enAnonymity> = {
  'anonymity.table.classSizes': '按规模统计的等价类',
  'anonymity.table.sensitive': '等价类泄露的敏感列信息',
  'anonymity.table.attributes': '各列区分记录的能力',
  'anonymity.table.uniques': '能孤立出个人的列组合',
  'anonymity.table.populationUniqueness': '总体唯一性估计',

  'anonymity.column.size': '等价类规模',
  'anonymity.column.classes': '等价类数',
  'anonymity.column.records': '记录数',
  'anonymity.column.column': '敏感列',
  'anonymity.column.values': '不同取值数',
  'anonymity.column.distinctL': '不同值 l',
  'anonymity.column.entropyL': '熵 l',
  'anonymity.column.recursiveC2': '递归 c（l = 2）',
  'anonymity.column.recursiveC3': '递归 c（l = 3）',
  'anonymity.column.recursiveC5': '递归 c（l = 5）',
  'anonymity.column.alpha': 'α',
  'anonymity.column.tEqual': 't（等距）',
  'anonymity.column.tOrdered': 't（有序距离）',
  'anonymity.column.tHierarchical': 't（层次距离）',
  'anonymity.column.deltaDisclosure': 'δ-披露（log₂）',
  'anonymity.column.basicBeta': 'β（基本）',
  'anonymity.column.enhancedBeta': 'β（增强）',
  'anonymity.column.columns': '列',
  'anonymity.column.setSize': '列数',
  'anonymity.column.distinction': '区分度',
  'anonymity.column.separation': '分离度',
  'anonymity.column.uniques': '唯一记录数',
  'anonymity.column.contribution': '在孤立个人中的占比',
  'anonymity.column.model': '模型',
  'anonymity.column.samplingFraction': '抽样比例',
  'anonymity.column.share': '总体中唯一的比例',
  'anonymity.column.chosen': '按 Dankar 规则选用',
};
