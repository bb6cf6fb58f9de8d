import type { Catalogue } from '../messages.ts';
import type { enFilterFields } from '../en/filter-fields.ts';

/** Texts of the fields for choosing columns and conditions, in Chinese. */
export const zhFilterFields: Catalogue<typeof enFilterFields> = {
  'filterFields.column': '第 {place} 列',
  'filterFields.conditionColumn': '条件 {place} 的列',
  'filterFields.operator': '条件 {place} 的比较方式',
  'filterFields.values': '条件 {place} 的值',
  'filterFields.from': '条件 {place} 的下限',
  'filterFields.to': '条件 {place} 的上限',
  'filterFields.valuesExample': 'DE, FR, IT',
  'filterFields.in': '属于',
  'filterFields.notIn': '不属于',
  'filterFields.atLeast': '不低于',
  'filterFields.atMost': '不高于',
  'filterFields.between': '介于',
  'filterFields.add': '添加条件',
  'filterFields.remove': '移除条件 {place}',
  'filterFields.problem': '请为每个条件填写可比较的值。',
};
