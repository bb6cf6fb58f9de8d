import type { enValueLooks } from '../en/value-looks.ts';
import type { Catalogue } from '../messages.ts';

/** Messages in Chinese: how values look that speak for a kind of column. */
export const zhValueLooks: Catalogue<typeof enValueLooks> = {
  'classification.kind.givenName': '常见西文名',
  'classification.kind.chineseName': '中文姓名',
  'classification.kind.year': '年份',
  'classification.kind.epoch': '时间戳',
  'classification.kind.uuid': 'UUID',
  'classification.kind.hex': '十六进制摘要',
  'classification.kind.pair': '坐标对',
  'classification.kind.number': '数字',
  'classification.kind.marital': '婚姻状况用语',
  'classification.kind.yesNo': '是或否',
  'classification.kind.hanPlace': '中国地名',
  'classification.kind.bloodType': '血型',
  'classification.kind.diagnosis': '诊断编码',
  'classification.kind.street': '地址',
  'classification.kind.streetWord': '街道用语',
  'classification.kind.longText': '长文本',
  'classification.kind.words': '不含数字的词语',
};
