import type { Translate } from '../../i18n/translate.ts';
import type { ReleaseShown } from './release-shown.ts';

/**
 * What would leave of some tables, in one sentence.
 *
 * @param tables aggregate tables that have rows
 */
export function releaseSentence(release: ReleaseShown, tables: readonly string[], t: Translate): string {
  const answers = tables.flatMap((table) => release.previews[table] ?? []);
  if (answers.length < tables.length) return t('analysisScreen.release.checking');
  const decisions = answers.flatMap((answer) =>
    answer.ok && answer.value.conflicts.length === 0 ? [answer.value.decision] : [],
  );
  const refused = answers.length - decisions.length;
  const withheld = decisions.reduce((sum, { suppressedRows }) => sum + suppressedRows, 0);
  const threshold = decisions[0]?.threshold;
  if (threshold === undefined) {
    const isTooClose = answers.some((answer) => answer.ok && answer.value.conflicts.length > 0);
    return t(isTooClose ? 'conflict.nothing' : 'analysisScreen.release.nothing');
  }
  const rows =
    withheld === 0
      ? t('analysisScreen.release.all', { count: decisions.length, threshold })
      : t('analysisScreen.release.some', { count: withheld, threshold });
  return refused === 0
    ? rows
    : t('app.sentences', {
        first: rows,
        second: t('analysisScreen.release.tablesRefused', { count: refused }),
      });
}
