import type { enMasking } from '../en/masking.ts';
import type { Catalogue } from '../messages.ts';

/** Messages in Chinese: masked values of a preview, and pseudonyms while loading. */
export const zhMasking: Catalogue<typeof enMasking> = {
  'masking.note': {
    other: '{count} 列的值可识别个人或属敏感信息，已遮盖。显示后会记入日志。',
  },
  'masking.reveal': '显示“{column}”的值',
  'masking.reason': '理由（可不填）',
  'masking.reason.hint': '显示这些值及其理由会记入日志。',
  'masking.show': '显示',
  'masking.revealed': '已显示，已记入日志',
  'masking.pseudonymise': '替换为假名',
  'masking.pseudonymise.label': '将“{column}”替换为假名',
  'masking.purpose': '假名的用途',
  'masking.purpose.hint': '不同用途的假名无法相互关联。原值不会被加载。',
  'masking.purpose.missing': '请填写假名的用途，然后加载。',
};
