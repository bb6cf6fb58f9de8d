import type { ReleaseRequest } from '../../contract/engine-api.ts';
import type { AnalysisOutcome } from '../../contract/outcome.ts';
import type { ExportFormat } from '../../contract/privacy.ts';
import type { Locale } from '../../i18n/messages.ts';
import { ReleaseAnswers } from './release-answers.svelte.ts';

/** Language and theme that a released file is made in. */
export interface ReleaseLook {
  readonly locale: Locale;
  readonly theme: 'light' | 'dark';
}

/** What the user asks to let out: a table, or a view of it as a picture. */
export interface ReleaseChoice {
  readonly table: string;
  readonly format: ExportFormat;
  readonly view?: string;
}

/** Pictures are drawn at this size, CSS pixels. */
const PICTURE_SIZE = [960, 540] as const;

/** What would leave of a result, and the requests to let it out. */
export class ReleaseState extends ReleaseAnswers {
  /** Asks the gate about every aggregate table of a result. */
  check(outcome: AnalysisOutcome, look: ReleaseLook): Promise<void> {
    const requests = Object.keys(outcome.tables).map(
      (table) => [table, request(outcome, { table, format: 'csv' }, look)] as const,
    );
    return this.ask(requests, (each) => this.engine.preview(each));
  }

  /** Asks the gate for a file and saves it when the gate agrees. */
  release(outcome: AnalysisOutcome, choice: ReleaseChoice, look: ReleaseLook): Promise<void> {
    return this.save(this.engine.release(request(outcome, choice, look)));
  }
}

function request(outcome: AnalysisOutcome, choice: ReleaseChoice, look: ReleaseLook): ReleaseRequest {
  const picture = choice.view === undefined ? {} : { size: PICTURE_SIZE };
  return { datasetId: outcome.datasetId, analysisId: outcome.analysisId, ...choice, ...picture, ...look };
}
