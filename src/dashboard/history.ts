import { recordStep, type HistoryMove, type StepHistory } from '../document/step-history.ts';
import type { PlainKey } from '../i18n/messages.ts';
import type { Dashboard } from './dashboard.ts';
import type { DashboardOperation } from './operations.ts';

/** What a step was, for the menu: the key of words such as `Move the tile`. */
export type DashboardStepWord = Extract<PlainKey, `dashboard.step.${string}`>;
/** What has been done to a dashboard and taken back. */
export type DashboardHistory = StepHistory<DashboardOperation, DashboardStepWord>;
/** An edit to apply, and the history after it. */
export type DashboardHistoryMove = HistoryMove<DashboardOperation, DashboardStepWord>;

/** Nothing done yet. */
export const NO_DASHBOARD_HISTORY: DashboardHistory = { done: [], undone: [] };

const SETTINGS: Readonly<Record<keyof Omit<Dashboard, 'pages'>, DashboardStepWord>> = {
  title: 'dashboard.step.title',
  grain: 'dashboard.step.grain',
  days: 'dashboard.step.days',
  filters: 'dashboard.step.filters',
  selection: 'dashboard.step.selection',
  alerts: 'dashboard.step.alerts',
};

function isSetting(key: string | undefined): key is keyof typeof SETTINGS {
  return key !== undefined && Object.hasOwn(SETTINGS, key);
}

/** The one key of a patch; undefined where there are none or several. */
function onlyKey(patch: object): string | undefined {
  const keys = Object.keys(patch);
  return keys.length === 1 ? keys[0] : undefined;
}

/** The field that an edit types or drags into; null where it does more. */
function typedField(operation: DashboardOperation): string | null {
  switch (operation.kind) {
    case 'set':
      return onlyKey(operation.patch) === 'title' ? 'title' : null;
    case 'renamePage':
      return `page ${operation.page}`;
    case 'changeTile': {
      const key = onlyKey(operation.patch);
      const isText = key === 'title' || key === 'note' || operation.patch.body?.kind === 'text';
      return key !== undefined && isText ? `tile ${operation.id} ${key}` : null;
    }
    default:
      return null;
  }
}

const WORDS: Readonly<Record<Exclude<DashboardOperation['kind'], 'set' | 'batch'>, DashboardStepWord>> = {
  insertPage: 'dashboard.step.insertPage',
  removePage: 'dashboard.step.removePage',
  renamePage: 'dashboard.step.renamePage',
  movePage: 'dashboard.step.movePage',
  insertTile: 'dashboard.step.insertTile',
  removeTile: 'dashboard.step.removeTile',
  changeTile: 'dashboard.step.changeTile',
  placeTiles: 'dashboard.step.placeTiles',
};

/** The word for an edit: in a batch, what it is about, as putting tiles in order follows from it. */
function wordOf(operation: DashboardOperation): DashboardStepWord {
  if (operation.kind === 'set') {
    const key = onlyKey(operation.patch);
    return isSetting(key) ? SETTINGS[key] : 'dashboard.step.several';
  }
  if (operation.kind !== 'batch') return WORDS[operation.kind];
  const about = operation.operations.filter(({ kind }) => kind !== 'placeTiles');
  const [first, second] = about;
  if (first?.kind === 'removeTile' && second?.kind === 'insertTile' && second.tile.id === first.id) {
    return 'dashboard.step.moveTile';
  }
  if (first === undefined) return 'dashboard.step.placeTiles';
  return second === undefined ? wordOf(first) : 'dashboard.step.several';
}

/** An edit of a dashboard that has been made. */
export interface MadeDashboardEdit {
  readonly operation: DashboardOperation;
  readonly inverse: DashboardOperation;
  /** When, milliseconds on any clock that does not go back. */
  readonly at: number;
}

/** Keeps an edit; one that goes on typing into the same field becomes one step with it. */
export function recordEdit(
  history: DashboardHistory,
  { operation, inverse, at }: MadeDashboardEdit,
): DashboardHistory {
  return recordStep(history, {
    word: wordOf(operation),
    operation,
    inverse,
    field: typedField(operation),
    at,
  });
}
