import type { DeidentifyOutcome, Explanation, LatticeNode } from '../../../contract/records.ts';
import type { LineSpec } from '../../../charts/chart-spec.ts';
import type { RecordsWork } from '../../../state/records-work.svelte.ts';
import type { Workspace } from '../../../state/workspace.svelte.ts';
import { levelsInWords } from './recipe-steps.ts';

type Words = Pick<Workspace, 't' | 'formats'>;

/** What a solution does to each column, in words: `age: bins of 10 · country: anything`. */
export function levelsOfNode({ levels }: LatticeNode, work: RecordsWork, { t }: Words): string {
  return Object.entries(levels)
    .map(([column, level]) => `${column}: ${levelWord(column, level, work, t)}`)
    .join(' · ');
}

function levelWord(column: string, level: number, work: RecordsWork, t: Words['t']): string {
  const coverage = work.hierarchies[column];
  return coverage === undefined
    ? String(level)
    : (levelsInWords(coverage.hierarchy, t)[level] ?? String(level));
}

/** One reason in a sentence. */
export function explanationInWords(reason: Explanation, work: RecordsWork, { t, formats }: Words): string {
  switch (reason.kind) {
    case 'attribute':
      return t('records.deidentify.why.attribute', {
        column: reason.column,
        level: levelWord(reason.column, reason.level, work, t),
        share: formats.share(reason.lossShare),
      });
    case 'suppressed':
      return t('records.deidentify.why.suppressed', {
        count: reason.records,
        model: t(`records.deidentify.model.${reason.model}`),
      });
    case 'without':
      return t('records.deidentify.why.without', {
        column: reason.column,
        loss: formats.number(reason.loss, 3),
        suppressed: formats.number(reason.suppressed),
      });
    case 'withoutModel':
      return t('records.deidentify.why.withoutModel', {
        model: t(`records.deidentify.model.${reason.model}`),
        loss: formats.number(reason.loss, 3),
        suppressed: formats.number(reason.suppressed),
      });
  }
}

/** Draws the solutions that no other beats in both loss and risk. */
export function frontierChart({ frontier }: DeidentifyOutcome, records: number): LineSpec {
  const points = [...frontier].sort((a, b) => a.averageRisk - b.averageRisk);
  return {
    kind: 'line',
    title: 'records.deidentify.frontier',
    unit: 'number',
    figure: 'records.deidentify.choice.loss',
    currency: null,
    contributors: records,
    x: {
      title: 'records.deidentify.frontier.x',
      kind: 'number',
      unit: 'share',
      values: points.map(({ averageRisk }) => averageRisk),
    },
    series: [
      {
        label: { key: 'records.deidentify.choice.loss' },
        colour: 'accent',
        style: 'solid',
        step: true,
        values: points.map(({ loss }) => loss),
        withheld: points.map(() => false),
      },
    ],
    zeroBased: true,
  };
}

/** Whether two solutions are the same. */
export function sameLevels(
  one: Readonly<Record<string, number>>,
  other: Readonly<Record<string, number>>,
): boolean {
  return Object.entries(one).every(([column, level]) => other[column] === level);
}
