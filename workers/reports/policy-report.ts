import type { Language } from '../../src/charts/look.ts';
import type { Policy } from '../../src/contract/privacy.ts';
import { POLICY_FIELDS, policySentence } from '../../src/i18n/policy-words.ts';
import type { ReportTable } from '../../src/privacy/report.ts';
import { words } from './report-words.ts';

/** The policy in force beside the host's, setting by setting. */
export function policyTables(
  policy: Policy,
  host: Policy,
  { locale, translate: t }: Language,
): readonly ReportTable[] {
  return [
    {
      title: '',
      columns: [words(t('report.setting')), words(t('report.inForce')), words(t('report.host'))],
      rows: POLICY_FIELDS.map((field) => [
        t(`policy.field.${field}`),
        policySentence(field, policy, { locale, t }),
        policySentence(field, host, { locale, t }),
      ]),
      parts: false,
    },
  ];
}
