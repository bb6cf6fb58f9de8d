import type { Language } from '../../src/charts/look.ts';
import type { ReportRequest } from '../../src/contract/engine-api.ts';
import { appError, AppFailure } from '../../src/contract/error.ts';
import type { AuditEvent, Policy, RegisteredRelease, ReleasedFile } from '../../src/contract/privacy.ts';
import type { Result } from '../../src/contract/result.ts';
import { loadMessages } from '../../src/i18n/messages.ts';
import { createTranslate } from '../../src/i18n/translate.ts';
import type { DecisionLog } from '../../src/privacy/decision-log.ts';
import { differencingError } from '../../src/privacy/differencing-error.ts';
import { type OtherVerdict, releaseOther, type Released } from '../../src/privacy/gate.ts';
import { decideReport, type ReportPage, type ReportTable } from '../../src/privacy/report.ts';
import { reportCsv } from '../export/report-csv.ts';
import { reportHtml } from '../export/report-html.ts';
import { classificationTables } from './classification-report.ts';
import { logTables } from './log-report.ts';
import { policyTables } from './policy-report.ts';
import { registerTables } from './register-report.ts';
import { type ReportedRecords, type ReportRegister, registerReport } from './report-register.ts';
import { framed } from './report-words.ts';
import { recordsOf, riskTables } from './risk-report.ts';

/** What reports are made of. */
export interface ReportSources {
  readonly policy: Policy;
  readonly hostPolicy: Policy;
  readonly log: DecisionLog;
  readonly audit: Iterable<AuditEvent>;
  /** Reads the register of the loaded data. */
  readonly releases: () => Promise<readonly RegisteredRelease[]>;
  /** What is known of the records asked about; null when there are none. */
  readonly records: ReportedRecords | null;
  /** Where it is entered when it leaves. */
  readonly register: ReportRegister;
}

interface Content {
  readonly tables: readonly ReportTable[];
  readonly people: number | null;
}

async function contentOf(
  report: ReportRequest['report'],
  sources: ReportSources,
  language: Language,
): Promise<Content> {
  const { policy, hostPolicy, log, audit, releases, records } = sources;
  switch (report) {
    case 'policy':
      return { tables: policyTables(policy, hostPolicy, language), people: null };
    case 'log':
      return { tables: logTables(log, audit, language), people: null };
    case 'register':
      return { tables: registerTables(await releases(), language), people: null };
    case 'classification':
      if (records === null) throw new AppFailure(appError('records.unknown', {}));
      return {
        tables: classificationTables(records.classification, language),
        people: records.classification.records,
      };
    case 'risk':
      if (records?.measured == null) throw new AppFailure(appError('records.unknown', {}));
      return { tables: riskTables(records.measured, language), people: recordsOf(records.measured) };
  }
}

/**
 * Asks the gate for a report of the privacy screen. What it says is names of columns, settings and counts; counts of
 * people go through the gate's decision on reports, and the answer is written to the log.
 *
 * @returns the report as a page to print or as CSV, or why there is none
 * @throws AppFailure `records.unknown` for a report on records that are not there or were not measured
 */
export async function releaseReport(
  sources: ReportSources,
  { report, format, locale }: ReportRequest,
): Promise<Result<ReleasedFile>> {
  const language: Language = { locale, translate: createTranslate(locale, await loadMessages(locale)) };
  const { tables, people } = await contentOf(report, sources, language);
  const { policy } = sources;
  const frame = { report, at: new Date().toISOString(), threshold: policy.threshold };
  const { page, verdict: open } = decideReport(framed(frame, tables, people, language), policy);
  const subject = `report/${report}`;
  const about = report === 'risk' || report === 'classification' ? sources.records : null;
  const asked = { subject, page, threshold: policy.threshold };
  const { conflicts, enter } = await registerReport(sources.register, asked, about);
  const [conflict] = conflicts;
  const verdict: OtherVerdict =
    open.outcome === 'refused' || !policy.differencing || conflict === undefined
      ? open
      : { outcome: 'refused', reason: 'differencing', error: differencingError(page.title, conflict) };
  const make = (released: Released<ReportPage>): Promise<Omit<ReleasedFile, 'decision'>> =>
    Promise.resolve(
      format === 'csv'
        ? { name: `${report}.csv`, mime: 'text/csv;charset=utf-8', bytes: reportCsv(released, language) }
        : { name: `${report}.html`, mime: 'text/html;charset=utf-8', bytes: reportHtml(released, language) },
    );
  const rows = page.tables.reduce((sum, table) => sum + table.rows.length, 0);
  const request = {
    kind: 'report',
    format,
    policy,
    subject,
    value: page,
    rows,
    verdict,
    fingerprint: sources.register.orders?.fingerprint ?? null,
  } as const;
  const { result } = await releaseOther(request, make, sources.log);
  if (result.ok) await enter(result.value.decision, page.note);
  return result;
}
