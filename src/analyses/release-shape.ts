import type { ReleaseShape } from '../privacy/shape.ts';
import type { TableShape } from './analysis.ts';

/** A declared table as the gate is to know it: with what hangs on the parameters it was made with. */
export function releaseShape(
  shape: TableShape,
  params: Readonly<Record<string, unknown>>,
): TableShape & Pick<ReleaseShape, 'ranked' | 'nested'> {
  const nested = shape.nestedBy?.(params) ?? null;
  return {
    ...shape,
    ranked: shape.rankedBy?.(params) === true,
    ...(nested === null ? {} : { nested }),
  };
}
