import type {
  DashboardFigures,
  FiguresRequest,
  PreparedDashboard,
  PrepareRequest,
  TileFigures,
  TileOutcome,
  TileQuestion,
  TileRun,
} from '../../../src/contract/dashboard.ts';
import { appError, type AppError } from '../../../src/contract/error.ts';
import { asPrivate } from '../../../src/contract/privacy.ts';
import { fail, ok, type Result } from '../../../src/contract/result.ts';
import type { DashboardPort, RunControl } from '../../../src/state/engine-port.ts';

/** A call that the fake engine has been asked for and has not answered. */
export interface PendingCall<Request, Answer> {
  readonly request: Request;
  readonly aborted: () => boolean;
  /** Answers it, and lets those who wait hear it. */
  answer(answer: Answer): Promise<void>;
  refuse(error?: AppError): Promise<void>;
}

/** Lets promises that are settled tell. */
export async function passOn(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
}

export const PREPARED: PreparedDashboard = {
  dimensions: [
    { name: 'period', level: 'time', ordered: true, values: ['2026-01', '2026-02'] },
    { name: 'country', level: 'order', ordered: false, values: ['DE', 'FR'] },
  ],
  missing: ['channel'],
  measures: ['revenue', 'orders', 'customers'],
  lastIsIncomplete: false,
  firstDay: '2026-01-01',
  lastDay: '2026-02-28',
  customers: 100,
  currency: 'EUR',
  cells: 10,
  elapsedMs: 5,
};

function figuresOf(question: TileQuestion): TileFigures {
  const table = { columns: [], rowCount: 0 };
  if (question.kind === 'groups') return { kind: 'groups', tile: question.tile, table };
  return {
    kind: 'figure',
    tile: question.tile,
    series: table,
    window: null,
    now: {},
    before: {},
    yearBefore: {},
  };
}

/** What the engine answers to a request for figures. */
export function answerTo({ tiles, selection }: FiguresRequest): DashboardFigures {
  const customers = selection.length === 0 ? 100 : 10;
  return { tiles: tiles.map(figuresOf), population: { customers, orders: customers }, elapsedMs: 1 };
}

/** A run of a tile that took so long. */
export function outcomeOf({ analysisId, datasetId, params }: TileRun, elapsedMs: number): TileOutcome {
  const outcome = {
    analysisId,
    version: 1,
    datasetId,
    params,
    tables: {},
    rowTables: {},
    facts: asPrivate({}),
    sql: {},
    elapsedMs,
  };
  return { outcome, customers: 100 };
}

class Calls<Request, Answer> {
  readonly all: PendingCall<Request, Answer>[] = [];

  get last(): PendingCall<Request, Answer> {
    const call = this.all.at(-1);
    if (call === undefined) throw new RangeError('nothing was asked for');
    return call;
  }

  make(request: Request, control: RunControl | undefined): Promise<Result<Answer>> {
    return new Promise((resolve) => {
      control?.signal?.addEventListener('abort', () => {
        resolve(fail(appError('engine.cancelled', {})));
      });
      this.all.push({
        request,
        aborted: () => control?.signal?.aborted === true,
        answer: async (answer) => {
          resolve(ok(answer));
          await passOn();
        },
        refuse: async (error = appError('engine.crashed', {})) => {
          resolve(fail(error));
          await passOn();
        },
      });
    });
  }
}

/** An engine whose answers come when a test says so; an aborted call ends by itself. */
export class FakeDashboardEngine implements Pick<DashboardPort, 'prepare' | 'figures' | 'runTile'> {
  readonly prepares = new Calls<PrepareRequest, PreparedDashboard>();
  readonly asked = new Calls<FiguresRequest, ReturnType<typeof asPrivate<DashboardFigures>>>();
  readonly runs = new Calls<TileRun, TileOutcome>();

  readonly prepare: DashboardPort['prepare'] = (request, control) => this.prepares.make(request, control);
  readonly figures: DashboardPort['figures'] = (request, control) => this.asked.make(request, control);
  readonly runTile: DashboardPort['runTile'] = (request, control) => this.runs.make(request, control);

  /** Answers the figures that were asked for last. */
  answerFigures(): Promise<void> {
    const { last } = this.asked;
    return last.answer(asPrivate(answerTo(last.request)));
  }
}
