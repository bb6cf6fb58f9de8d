import { appError, AppFailure } from '../../src/contract/error.ts';
import type { ShownCell, SnapshotTile } from '../../src/contract/snapshot.ts';
import { type Asked, cellQuestion, type CellQuestion, type QuestionGround } from './cell-question.ts';

/** A cell of a notebook as a tile of a dashboard shows it. */
export type ShownTile = Pick<Extract<SnapshotTile, { kind: 'cell' }>, 'runs' | 'shown' | 'called'>;

/** What cells have made. */
type Made = Pick<QuestionGround, 'store' | 'ran'>;

/** What is asked for, and the relation it is about. */
interface AskedOf {
  readonly relation: string;
  readonly asked: Asked;
}

/** @throws AppFailure `cell.notRun` for an analysis that does not stand, or has nothing to show */
function askedOf({ store, ran }: Made, shown: ShownCell): AskedOf {
  const plain = { choice: null, view: null, declaration: null, isPicture: false };
  if (shown.kind === 'rows') {
    const { relation, declaration } = shown;
    return { relation, asked: { ...plain, declaration } };
  }
  if (shown.kind === 'chart') {
    const { relation, choice } = shown;
    return { relation, asked: { ...plain, choice, isPicture: true } };
  }
  const { name } = shown;
  const made = store.all.find((each) => each.name === name);
  const stands = made === undefined ? undefined : ran.of(made);
  const views = stands?.analysis.views ?? [];
  const view =
    views.find(({ id }) => id === shown.view) ??
    views.find(({ when }) => when?.(stands?.outcome.params ?? {}) ?? true);
  if (view === undefined) throw new AppFailure(appError('cell.notRun', { name }));
  return { relation: `${name}.${view.table}`, asked: { ...plain, view: view.id } };
}

/** Says a name as the user knows it, in place of the one that the cell runs under. */
function calledBy({ question, ...rest }: CellQuestion, name: string, called: string): CellQuestion {
  const plain = (text: string): string => text.replaceAll(name, () => called);
  return {
    ...rest,
    question: {
      ...question,
      subject: plain(question.subject),
      described: (language) => plain(question.described(language)),
    },
  };
}

/**
 * A cell that is shown outside of its notebook, as a question to the gate: the same as for its report.
 *
 * @param groundOf what questions on a relation are answered from
 * @throws AppFailure `cell.notRun` where nothing stands to be shown, or as the engine
 */
export async function shownQuestion(
  made: Made,
  { shown, called }: ShownTile,
  groundOf: (relation: string) => Promise<QuestionGround>,
): Promise<CellQuestion> {
  const { relation, asked } = askedOf(made, shown);
  const question = await cellQuestion(await groundOf(relation), asked);
  return calledBy(question, shown.kind === 'analysis' ? shown.name : relation, called);
}
