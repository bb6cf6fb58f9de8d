import type { Language } from '../../src/charts/look.ts';
import { type AppError, toAppError } from '../../src/contract/error.ts';
import type { DocumentRequest, ReportPart } from '../../src/contract/notebook.ts';
import type { ReleasedFile } from '../../src/contract/privacy.ts';
import type { Result } from '../../src/contract/result.ts';
import { type MessageKey, loadMessages } from '../../src/i18n/messages.ts';
import { createTranslate } from '../../src/i18n/translate.ts';
import { decideDocument } from '../../src/privacy/decide-document.ts';
import { type Released, releaseOther } from '../../src/privacy/gate.ts';
import { releaseTable } from '../engine/release-desk.ts';
import { notebookReport, type ReportBlock, resultBlock } from '../export/notebook-report.ts';
import { cellQuestion } from './cell-question.ts';
import type { CellReleaseGround } from './cell-release.ts';
import { fileNameOf, wordsReleased } from './document-release.ts';
import { placedWords } from './document-words.ts';
import { customersNamed } from './named-customers.ts';

type ReportRequest = Extract<DocumentRequest, { form: 'report' }>;
type ResultPart = Extract<ReportPart, { kind: 'result' }>;

/** Finds what results are released from, by the relation they show. */
export type GroundOf = (relation: string) => Promise<CellReleaseGround>;

/** A sentence on an error, with the values of its places. */
function sentence(error: AppError, { translate }: Language): string {
  const { code, params } = error;
  type Say = (key: MessageKey, values: Readonly<Record<string, unknown>>) => string;
  return (translate as Say)(`error.${code}`, params);
}

/** One result as it leaves: a release of its own, in the log and in the register. */
async function resultOf(
  groundOf: GroundOf,
  part: ResultPart,
  { locale, theme }: ReportRequest,
  language: Language,
): Promise<ReportBlock> {
  const refused = (error: AppError): ReportBlock => ({
    kind: 'refused',
    title: part.title,
    reason: language.translate('cellRelease.notReleased', { reason: sentence(error, language) }),
  });
  try {
    const ground = await groundOf(part.relation);
    const asked = { ...part, isPicture: part.choice !== null };
    const { question, view, shape, context } = await cellQuestion(ground.questions, asked);
    const look = { ...language, locale, theme, view, shape, context, synthetic: ground.synthetic };
    const made: ReportBlock[] = [];
    const result = await releaseTable(
      ground.questions.run,
      ground.release,
      question,
      { format: 'print' },
      {
        locale,
        make: async (released) => {
          const { html, bytes } = await resultBlock(released, part.title, look);
          made.push({ kind: 'result', html });
          return { name: fileNameOf(part.title, 'html'), mime: 'text/html;charset=utf-8', bytes };
        },
      },
    );
    const [block] = made;
    return result.ok && block !== undefined ? block : refused(result.ok ? toAppError(null) : result.error);
  } catch (thrown) {
    return refused(toAppError(thrown));
  }
}

function textsOf({ title, parts }: ReportRequest): { readonly text: string; readonly place: string }[] {
  return [
    { text: title, place: 'title' },
    ...parts.flatMap((part, index) => {
      const place = `#${index + 1}`;
      if (part.kind === 'text') return [{ text: part.markdown, place }];
      if (part.kind === 'result') return [{ text: part.title, place }];
      const { value } = part;
      const said = value.type === 'texts' ? value.values : [String(value.value)];
      return said.map((text) => ({ text: value.type === 'number' ? text : `'${text}'`, place }));
    }),
  ];
}

/**
 * Asks the gate for a report of a notebook: its words, which are searched for ids of customers, and each result as a
 * release of its own, with a sentence where one could not leave. The page itself is released as a report.
 *
 * @param ground of any relation, for what holds for the whole report
 */
export async function releaseNotebookReport(
  ground: Omit<CellReleaseGround, 'questions'> & Pick<CellReleaseGround['questions'], 'db' | 'run' | 'sides'>,
  groundOf: GroundOf,
  request: ReportRequest,
): Promise<Result<ReleasedFile>> {
  const { locale, title } = request;
  const language: Language = { locale, translate: createTranslate(locale, await loadMessages(locale)) };
  const { db, run, sides } = ground;
  const { loaded, policy, log, register } = ground.release;
  const released = await register.of(run, loaded);
  const { fingerprint } = released;
  const verdict = decideDocument(await customersNamed(db, run, sides, placedWords(textsOf(request))));
  const blocks: ReportBlock[] = [];
  if (verdict.outcome === 'released' && policy.formats.includes('print')) {
    for (const part of request.parts) {
      blocks.push(part.kind === 'result' ? await resultOf(groundOf, part, request, language) : part);
    }
  }
  const page = {
    title,
    at: new Date().toISOString(),
    threshold: policy.threshold,
    synthetic: ground.synthetic,
    blocks,
  };
  const make = (released: Released<typeof page>): Promise<Omit<ReleasedFile, 'decision'>> =>
    Promise.resolve({
      name: fileNameOf(title, 'html'),
      mime: 'text/html;charset=utf-8',
      bytes: notebookReport(released, language),
    });
  const common = {
    kind: 'report',
    format: 'print',
    policy,
    subject: 'notebook/report',
    fingerprint,
  } as const;
  const { result } = await releaseOther({ ...common, value: page, rows: blocks.length, verdict }, make, log);
  // Its results have been entered one by one; the page is listed with them.
  if (result.ok) await released.note(wordsReleased(result.value.decision, title));
  return result;
}
