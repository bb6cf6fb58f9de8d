import type { Catalogue } from '../messages.ts';
import type { enClassification } from '../en/classification.ts';

/** Words of the classification of columns, in Chinese. */
export const zhClassification: Catalogue<typeof enClassification> = {
  'classification.role.directIdentifier': '直接标识符',
  'classification.role.quasiIdentifier': '准标识符',
  'classification.role.sensitive': '敏感属性',
  'classification.role.insensitive': '其他',
  'classification.role.subjectKey': '客户主键',
  'classification.role.consentFlag': '同意标记',
  'classification.legal.personal': '个人信息（GDPR 4、个保法 4）',
  'classification.legal.gdprSpecial': '特殊类别（GDPR 9）',
  'classification.legal.gdprCriminal': '犯罪记录（GDPR 10）',
  'classification.legal.children': '儿童（GDPR 8、个保法 31）',
  'classification.legal.ccpaSensitive': '敏感（CCPA 1798.140）',
  'classification.legal.piplSensitive': '敏感个人信息（个保法 28）',
  'classification.legal.payment': '支付信息',
  'classification.legal.biometric': '生物识别',
  'classification.legal.preciseLocation': '精确位置',
  'classification.legal.credentials': '账号凭证',
  'classification.legal.freeText': '自由文本',
};
