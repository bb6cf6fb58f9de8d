import type { Dashboard, DashboardPage, Target, TileId } from './dashboard.ts';
import { isShare } from './figure-change.ts';
import type { DashboardOperation } from './operations.ts';

/** Digits of a target that is taken from the data; shares keep three decimals. */
const DIGITS = 3;
/** Share of the target within which it is amber. */
const TOLERANCE = 0.05;

function rounded(value: number, share: boolean): number {
  return share ? Number(value.toFixed(DIGITS)) : Number(value.toPrecision(DIGITS));
}

/**
 * The edit that gives every figure tile without a target one: what it was a year before, to be changed by hand.
 *
 * @param yearBefore figure of the same window a year earlier; null where the data do not reach that far
 * @returns null where there is nothing to set
 */
export function yearBeforeTargets(
  dashboard: Dashboard,
  yearBefore: (tile: TileId) => number | null | undefined,
): DashboardOperation | null {
  const operations = dashboard.pages.flatMap(({ tiles }) =>
    tiles.flatMap(({ id, body }): readonly DashboardOperation[] => {
      if (body.kind !== 'figure' || body.target !== null) return [];
      const figure = yearBefore(id);
      if (typeof figure !== 'number' || !Number.isFinite(figure)) return [];
      const value = rounded(figure, isShare(body.measure));
      const target: Target = { value, better: 'more', tolerance: TOLERANCE };
      return [{ kind: 'changeTile', id, patch: { body: { ...body, target } } }];
    }),
  );
  return operations.length === 0 ? null : { kind: 'batch', operations };
}

/**
 * Whether a page is a scorecard that waits for its targets: nothing but figures and words, and no figure with a target.
 * Elsewhere figures do without.
 */
export function lacksTargets({ tiles }: DashboardPage): boolean {
  const figures = tiles.flatMap(({ body }) => (body.kind === 'figure' ? [body] : []));
  const others = tiles.filter(({ body }) => body.kind !== 'figure' && body.kind !== 'text');
  return figures.length > 1 && others.length === 0 && figures.every(({ target }) => target === null);
}
