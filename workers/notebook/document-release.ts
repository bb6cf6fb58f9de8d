import type { DocumentRequest } from '../../src/contract/notebook.ts';
import type { Decision, RegisteredRelease, ReleasedFile } from '../../src/contract/privacy.ts';
import type { Result } from '../../src/contract/result.ts';
import { decideDocument } from '../../src/privacy/decide-document.ts';
import { openReleased, type Released, releaseOther } from '../../src/privacy/gate.ts';
import type { Database, Run } from '../engine/database.ts';
import { placedWords, textsOfDocument } from './document-words.ts';
import { customersNamed } from './named-customers.ts';
import type { NotebookGround } from './notebook-ground.ts';

/** A text on its way out. */
export interface LeavingText {
  readonly form: Extract<DocumentRequest['form'], 'document' | 'script'>;
  readonly title: string;
  readonly text: string;
}

const FILES = {
  document: { ending: 'cloister.json', mime: 'application/json;charset=utf-8' },
  script: { ending: 'sql', mime: 'application/sql;charset=utf-8' },
} as const;

/** As much of a name as every file system takes: 255 bytes, of which a character may need three. */
const LONGEST_NAME = /^.{0,72}/su;

/** A name that every file system takes. */
export function fileNameOf(title: string, ending: string): string {
  const whole = title.replaceAll(/[^\p{L}\p{N}_-]+/gu, '-');
  const plain = (LONGEST_NAME.exec(whole)?.[0] ?? '').replaceAll(/^-+|-+$/gu, '');
  return `${plain === '' ? 'notebook' : plain}.${ending}`;
}

/** What left without figures of its own, as the register lists it. */
export function wordsReleased(decision: Decision, title: string): RegisteredRelease {
  const { id, at, subject, format, kind } = decision;
  const listed = { id, at, subject, format, cells: 0, customers: null, description: title, epsilon: null };
  return kind === 'aggregate' ? listed : { ...listed, kind };
}

/**
 * Asks the gate for what the user has written. It is searched for ids of customers of the loaded data, where any are
 * loaded; the answer is written to the log.
 */
export async function releaseText(
  db: Database,
  run: Run,
  { loaded, sides, policy, log, register }: NotebookGround,
  { form, title, text }: LeavingText,
): Promise<Result<ReleasedFile>> {
  const named =
    loaded === null
      ? { customers: 0, places: [] }
      : await customersNamed(db, run, sides, placedWords(textsOfDocument(text)));
  const { ending, mime } = FILES[form];
  const make = (released: Released<string>): Promise<Omit<ReleasedFile, 'decision'>> =>
    Promise.resolve({
      name: fileNameOf(title, ending),
      mime,
      bytes: new TextEncoder().encode(openReleased(released)),
    });
  const released = loaded === null ? null : await register.of(run, loaded);
  const fingerprint = released?.fingerprint ?? null;
  const verdict = decideDocument(named);
  const request = {
    kind: 'document',
    format: form,
    policy,
    subject: `notebook/${form}`,
    fingerprint,
  } as const;
  const { result } = await releaseOther({ ...request, value: text, rows: 0, verdict }, make, log);
  if (result.ok) await released?.note(wordsReleased(result.value.decision, title));
  return result;
}
