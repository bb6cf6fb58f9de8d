import type { ClassificationEvidence } from '../../../contract/classification.ts';
import type { Formats } from '../../../i18n/formats.ts';
import type { Translate } from '../../../i18n/translate.ts';

/** Puts one finding about a column into a sentence. */
export function evidenceInWords(
  { kind, what, share }: ClassificationEvidence,
  kindWords: (kind: string) => string,
  t: Translate,
  formats: Formats,
): string {
  const figure = formats.share(share);
  switch (kind) {
    case 'header':
      return t('records.classify.evidence.header', { what });
    case 'distinction':
    case 'separation':
    case 'length':
      return t(`records.classify.evidence.${kind}`, { share: figure });
    default:
      return t(`records.classify.evidence.${kind}`, { share: figure, what: kindWords(what) });
  }
}

/** Confidence in words; the figure stands beside it. */
export function confidenceWord(confidence: number, t: Translate): string {
  if (confidence >= 0.9) return t('records.classify.confidence.high');
  return confidence >= 0.6 ? t('records.classify.confidence.medium') : t('records.classify.confidence.low');
}
