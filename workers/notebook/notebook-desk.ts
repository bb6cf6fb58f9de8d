import type { ReleasePreview } from '../../src/contract/engine-api.ts';
import { appError, AppFailure } from '../../src/contract/error.ts';
import type { CellId } from '../../src/contract/ids.ts';
import type {
  CatalogRelation,
  CellOutcome,
  CellReleaseRequest,
  CellRows,
  CellRun,
  CellWindow,
  ColumnProfile,
  DocumentRequest,
  SqlInspection,
  SqlVocabulary,
} from '../../src/contract/notebook.ts';
import type { Private, ReleasedFile } from '../../src/contract/privacy.ts';
import type { Result } from '../../src/contract/result.ts';
import type { Compute } from '../engine/compute.ts';
import type { Database, Run } from '../engine/database.ts';
import type { NotebookGround } from './notebook-ground.ts';

function pending(): Promise<never> {
  return Promise.reject(new AppFailure(appError('engine.notReady', {})));
}

/** The cells of a notebook in the engine: what they have made, and what may leave of it. */
export class NotebookDesk {
  protected readonly db: Database;
  protected readonly compute: Compute;
  protected readonly ground: () => NotebookGround;

  constructor(db: Database, compute: Compute, ground: () => NotebookGround) {
    this.db = db;
    this.compute = compute;
    this.ground = ground;
  }

  inspect(_run: Run, _text: string): Promise<SqlInspection> {
    return pending();
  }

  run(_run: Run, _request: CellRun): Promise<CellOutcome> {
    return pending();
  }

  drop(_run: Run, _cell: CellId): Promise<null> {
    return pending();
  }

  rows(_run: Run, _window: CellWindow): Promise<Private<CellRows>> {
    return pending();
  }

  profile(_run: Run, _relation: string, _column: string): Promise<Private<ColumnProfile>> {
    return pending();
  }

  catalog(_run: Run): Promise<readonly CatalogRelation[]> {
    return pending();
  }

  vocabulary(_run: Run): Promise<SqlVocabulary> {
    return pending();
  }

  preview(_run: Run, _request: CellReleaseRequest): Promise<Result<ReleasePreview>> {
    return pending();
  }

  release(_run: Run, _request: CellReleaseRequest): Promise<Result<ReleasedFile>> {
    return pending();
  }

  releaseDocument(_run: Run, _request: DocumentRequest): Promise<Result<ReleasedFile>> {
    return pending();
  }
}
