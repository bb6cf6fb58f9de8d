import { subjectTitle } from '../../src/analyses/subject-title.ts';
import { say } from '../../src/charts/labels.ts';
import type { Language } from '../../src/charts/look.ts';
import type { AuditEvent, Decision } from '../../src/contract/privacy.ts';
import { purposeWords } from '../../src/i18n/consent-words.ts';
import type { ReportCell, ReportTable } from '../../src/privacy/report.ts';
import { figures, timeText, words } from './report-words.ts';

/** A count of rows: of a list or a table of single records each is a person, so that few of them are withheld. */
function rowsOf({ kind }: Decision, rows: number): ReportCell {
  return kind === 'list' || kind === 'deidentified' ? { people: rows } : String(rows);
}

/** Which consent a list was held against; how many stood where is of people, and is not told here. */
function consentRemark({ consent }: Decision, { translate: t }: Language): readonly string[] {
  if (consent === undefined) return [];
  return [
    consent === null
      ? t('log.consent.none')
      : t('log.consent.asked', { purpose: purposeWords(consent.purpose, t) }),
  ];
}

function decisionRow(decision: Decision, language: Language): readonly ReportCell[] {
  const { at, subject, format, outcome, rows, suppressedRows, reasons, kind, purpose, unverified, digest } =
    decision;
  const t = language.translate;
  const remarks = [
    ...reasons.map((reason) => t(`gate.reason.${reason}`)),
    ...(unverified ? [t('log.unverified')] : []),
    ...consentRemark(decision, language),
    ...(purpose === null ? [] : [t('log.purpose', { text: purpose })]),
  ];
  return [
    timeText(at, language),
    subjectTitle(subject, (key) => say(key, language)),
    t(`log.kind.${kind}`),
    format.toUpperCase(),
    t(`log.${outcome}`),
    rowsOf(decision, rows),
    rowsOf(decision, suppressedRows),
    remarks.join('; '),
    digest ?? '',
  ];
}

function eventRow({ at, kind, subject, reason }: AuditEvent, language: Language): readonly ReportCell[] {
  const t = language.translate;
  return [
    timeText(at, language),
    kind === 'policyChanged' ? t('policy.title') : subject,
    t(`log.event.${kind}`),
    '',
    '',
    '',
    '',
    reason === null ? '' : t('log.purpose', { text: reason }),
    '',
  ];
}

/** Decisions of the gate and other events in one table, oldest first. */
export function logTables(
  decisions: Iterable<Decision>,
  events: Iterable<AuditEvent>,
  language: Language,
): readonly ReportTable[] {
  const t = language.translate;
  const rows = [
    ...[...decisions].map((decision) => ({ at: decision.at, row: decisionRow(decision, language) })),
    ...[...events].map((event) => ({ at: event.at, row: eventRow(event, language) })),
  ].sort((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)));
  return [
    {
      title: '',
      columns: [
        words(t('log.time')),
        words(t('log.subject')),
        words(t('log.kind')),
        words(t('log.format')),
        words(t('log.outcome')),
        figures(t('policy.effects.rows')),
        figures(t('log.withheld')),
        words(t('log.reasons')),
        words(t('log.digest')),
      ],
      rows: rows.map(({ row }) => row),
      parts: false,
    },
  ];
}
