import type { Finding, FindingCode } from '../contract/doctor.ts';
import type { ImportSession } from './import-session.svelte.ts';
import { sameColumns } from './import-suggestions.ts';
import type { Workspace } from './workspace.svelte.ts';

/** A file of the loaded orders, with what the doctor had found in it when they were loaded. */
export interface TreatedFile {
  readonly session: ImportSession;
  readonly findings: readonly Finding[];
  /** Rows the findings were counted in; null where that was the whole file. */
  readonly countedIn: number | null;
}

/** Findings that are cleaning rules once rows are loaded. */
const ELSEWHERE: ReadonlySet<FindingCode> = new Set(['separatorRows', 'footerTotals', 'cancellations']);

/**
 * What was found in a file, as far as it holds beside others: one whose copy is not among them is no duplicate.
 *
 * @param files the file itself may be among them
 */
export function findingsAmong(
  session: Pick<ImportSession, 'file' | 'preview'>,
  files: readonly Pick<ImportSession, 'file' | 'preview'>[],
): readonly Finding[] {
  const others = files.filter((each) => each !== session).map(({ file }) => file.name);
  const found = session.preview?.findings ?? [];
  return found.filter(({ code, detail }) => code !== 'duplicateFile' || others.includes(detail));
}

/** What was cured in files before their rows were counted, and which are loaded twice; others are left out. */
export function treatedFiles(sessions: readonly ImportSession[]): readonly TreatedFile[] {
  return sessions.flatMap((session): TreatedFile[] => {
    const { preview } = session;
    const findings = findingsAmong(session, sessions).filter(({ code }) => !ELSEWHERE.has(code));
    if (preview === null || findings.length === 0) return [];
    return [{ session, findings, countedIn: preview.complete ? null : preview.sampleRows }];
  });
}

/**
 * Switches a cure of the loaded orders: the file is read and all of them are loaded again, under the same cleaning rules and
 * with customers merged by the same rules. Where the columns are others then, the user is shown them and nothing is loaded;
 * where loading is stopped or fails, the cure is as it was.
 */
export async function switchCure(
  workspace: Workspace,
  { session }: TreatedFile,
  code: FindingCode,
  on: boolean,
): Promise<void> {
  const { dataset, imports, notices, router } = workspace;
  if (!workspace.canOpen || dataset === null || imports.loading || session.reading) return;
  const { rules, receipt, sessions } = dataset;
  const before = session.preview;
  await session.setCure(code, on);
  if (session.preview === null || !session.canLoad || !sameColumns(before, session.preview)) {
    imports.look(session);
    router.go({ name: 'columns' });
    notices.info('receipt.cures.look', { name: session.title });
    return;
  }
  await workspace.loadAgain(sessions);
  const loaded = workspace.dataset;
  if (loaded === null || loaded === dataset) {
    const { error } = session;
    await session.setCure(code, !on);
    if (error !== null) notices.error(error);
    return;
  }
  await loaded.setRules(rules);
  if (receipt.merged !== null) await loaded.merge(receipt.merged.asked);
}
