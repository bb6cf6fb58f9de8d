import type { Unit } from '../contract/result-set.ts';
import type {
  FigureValue,
  SnapshotColumn,
  SnapshotContent,
  SnapshotProvenance,
  SnapshotTable,
  Words,
} from './content.ts';
import { sameWords } from './both-languages.ts';
import { valueText } from './figure-text.ts';
import { namedTiles } from './page-markup.ts';

/** A figure that stands in both snapshots. */
export interface ComparedFigure {
  /** Title of the tile in the later snapshot. */
  readonly title: Words;
  /** The measure. */
  readonly label: Words;
  /** Groups it is of, in the order of their columns; empty for a figure tile. */
  readonly groups: readonly Words[];
  /** The window it is told for, where it is a figure tile. */
  readonly windows: readonly [earlier: Words, later: Words] | null;
  readonly unit: Unit | null;
  readonly currency: string | null;
  readonly earlier: FigureValue;
  readonly later: FigureValue;
  /** Change as a share of the earlier figure; of shares, their difference. Null where either is not there. */
  readonly change: number | null;
}

/** What the two snapshots do not have in common, so that their figures may differ for its sake. */
export interface ComparedTerm {
  readonly on: 'data' | 'period' | 'filters' | 'threshold' | 'policy' | 'version';
  readonly earlier: readonly Words[];
  readonly later: readonly Words[];
}

/** Two snapshots side by side. */
export interface SnapshotComparison {
  readonly figures: readonly ComparedFigure[];
  /** Figures of tiles that stand in one of them only, by title. */
  readonly onlyEarlier: readonly Words[];
  readonly onlyLater: readonly Words[];
  readonly terms: readonly ComparedTerm[];
}

/** A figure with what it is known by. */
interface KeyedFigure extends Pick<ComparedFigure, 'title' | 'label' | 'groups' | 'unit' | 'currency'> {
  readonly key: string;
  readonly window: Words | null;
  readonly value: FigureValue;
}

function valueOf({ values, withheld }: SnapshotColumn, row: number): FigureValue {
  const value = values[row];
  if (withheld.includes(row)) return 'withheld';
  return typeof value === 'number' ? value : null;
}

function groupWords(column: SnapshotColumn, row: number): Words {
  const value = column.values[row] ?? null;
  return column.valueWords[value === null ? '' : String(value)] ?? sameWords(valueText(value, column));
}

function ofTable(title: Words, { columns, rowCount }: SnapshotTable): readonly KeyedFigure[] {
  const groups = columns.filter(({ meaning }) => meaning === 'group');
  const figures = columns.filter(
    ({ meaning, type }) => meaning === 'figure' && (type === 'integer' || type === 'number'),
  );
  return Array.from({ length: rowCount }, (_, row) => row).flatMap((row) =>
    figures.map((figure) => {
      const { name, label, unit, currency } = figure;
      const place = groups.map(({ dimension, name: group, values }) => [
        dimension ?? group,
        values[row] ?? null,
      ]);
      return {
        key: JSON.stringify([title.en, name, place]),
        title,
        label,
        groups: groups.map((group) => groupWords(group, row)),
        unit,
        currency,
        window: null,
        value: valueOf(figure, row),
      };
    }),
  );
}

function figuresOf(content: SnapshotContent): ReadonlyMap<string, KeyedFigure> {
  const found = namedTiles(content)
    .flat()
    .flatMap(({ tile }): readonly KeyedFigure[] => {
      if (tile.kind === 'table') return ofTable(tile.title, tile.table);
      if (tile.kind !== 'figure') return [];
      return tile.figures.map(({ measure, label, unit, currency, window, now }) => {
        const key = JSON.stringify([tile.title.en, measure]);
        return { key, title: tile.title, label, groups: [], unit, currency, window, value: now };
      });
    });
  // Of two tiles that are told apart by nothing, the first is compared.
  return new Map(found.toReversed().map((figure) => [figure.key, figure]));
}

function changeOf(earlier: FigureValue, later: FigureValue, unit: Unit | null): number | null {
  if (typeof earlier !== 'number' || typeof later !== 'number') return null;
  if (unit === 'share') return later - earlier;
  const change = (later - earlier) / Math.abs(earlier);
  return Number.isFinite(change) ? change : null;
}

function titlesMissing(
  figures: ReadonlyMap<string, KeyedFigure>,
  others: ReadonlyMap<string, KeyedFigure>,
): readonly Words[] {
  const missing = [...figures].filter(([key]) => !others.has(key)).map(([, { title }]) => title);
  return [...new Map(missing.map((title) => [title.en, title])).values()];
}

/** Terms of a snapshot, in the words that stand in it. */
function termsOf(provenance: SnapshotProvenance): Readonly<Record<ComparedTerm['on'], readonly Words[]>> {
  const { fingerprint, firstDay, lastDay, filters, threshold, policy, version, build } = provenance;
  return {
    data: [sameWords(fingerprint ?? '–')],
    period: [sameWords(firstDay === null || lastDay === null ? '–' : `${firstDay} – ${lastDay}`)],
    filters,
    threshold: [sameWords(String(threshold))],
    policy: policy.map(({ on, says }) => ({
      en: `${on.en}: ${says.en}`,
      'zh-CN': `${on['zh-CN']}：${says['zh-CN']}`,
    })),
    version: [sameWords(`${version} (${build})`)],
  };
}

function without(words: readonly Words[], others: readonly Words[]): readonly Words[] {
  const known = new Set(others.map(({ en }) => en));
  return words.filter(({ en }) => !known.has(en));
}

const TERMS = ['data', 'period', 'filters', 'threshold', 'policy', 'version'] as const;

/**
 * Compares the figures of two snapshots: figure tiles by title and measure, tables by title, groups and figure. Nothing is
 * computed of what is withheld in either.
 */
export function compareSnapshots(earlier: SnapshotContent, later: SnapshotContent): SnapshotComparison {
  const [before, after] = [figuresOf(earlier), figuresOf(later)];
  const figures = [...after.values()].toReversed().flatMap((figure): readonly ComparedFigure[] => {
    const old = before.get(figure.key);
    if (old === undefined) return [];
    const { title, label, groups, unit, currency, window, value } = figure;
    const isSameUnit = old.unit === unit && old.currency === currency;
    const windows = old.window === null || window === null ? null : ([old.window, window] as const);
    const change = isSameUnit ? changeOf(old.value, value, unit) : null;
    return [{ title, label, groups, windows, unit, currency, earlier: old.value, later: value, change }];
  });
  const [was, is] = [termsOf(earlier.provenance), termsOf(later.provenance)];
  const terms = TERMS.map((on) => ({
    on,
    earlier: without(was[on], is[on]),
    later: without(is[on], was[on]),
  }));
  return {
    figures,
    onlyEarlier: titlesMissing(before, after),
    onlyLater: titlesMissing(after, before),
    terms: terms.filter((term) => term.earlier.length + term.later.length > 0),
  };
}
