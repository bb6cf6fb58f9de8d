import type { Translate } from '../../src/i18n/translate.ts';
import { type CustomerMerge, type MergeSummary, RULE_OF_USE } from '../../src/contract/merge.ts';

/**
 * How customers were merged before figures on them were made: the rules, by which it can be done again, and counts. No id
 * and no value by which anybody was found to be one with another.
 */
export interface MergeManifest extends CustomerMerge {
  /** Customers of the orders before and after, and how many of them stand for several; null where few were merged. */
  readonly customers: { readonly before: number; readonly after: number; readonly clusters: number } | null;
}

/**
 * What leaves of a merge.
 *
 * @param threshold fewest customers that may be told of
 */
export function mergeManifest(
  { asked, before, after, clusters }: MergeSummary,
  threshold: number,
): MergeManifest {
  const { rules, columns, gmail, country, mostShared } = asked;
  const gone = before - after;
  const isFew = (gone > 0 && gone < threshold) || (clusters > 0 && clusters < threshold);
  const customers = isFew ? null : { before, after, clusters };
  return { rules, columns, gmail, country, mostShared, customers };
}

/** The same as a sentence: by which rules, from which columns, and how many. */
export function mergeSentence(
  { rules, columns, customers }: MergeManifest,
  threshold: number,
  t: Translate,
): string {
  const by = rules.flatMap((rule) => {
    const used = columns.filter(({ use }) => RULE_OF_USE[use] === rule);
    const names = used.map(({ relation, column }) => `${relation}.${column}`).join(', ');
    return used.length === 0 ? [] : [`${t(`merge.rule.${rule}`)} (${names})`];
  });
  const counts =
    customers === null
      ? t('gate.about.merged.few', { threshold })
      : t('gate.about.merged.count', { before: customers.before, after: customers.after });
  return t('gate.about.merged.by', { rules: by.join('; '), counts });
}
