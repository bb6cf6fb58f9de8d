import type { EChartsOption } from 'echarts';

/** What figures change in an option, and what is a function of them: never looked at. */
const FIGURES: ReadonlySet<string> = new Set(['data', 'renderItem', 'formatter', 'interval', 'customValues']);

/** Names of all that is set in a part of an option, with the kinds of what draws. */
function shapeOf(part: unknown): string {
  if (Array.isArray(part)) return `[${part.map(shapeOf).join()}]`;
  if (typeof part !== 'object' || part === null) return '';
  const names = Object.entries(part)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => {
      if (name === 'type') return `type=${String(value)}`;
      return FIGURES.has(name) ? name : `${name}${shapeOf(value)}`;
    });
  return `{${names.sort().join()}}`;
}

/**
 * Whether one option can be laid over another: both set the same things, so that nothing of the earlier one stays where
 * the later one says nothing.
 */
export function isAlike(one: EChartsOption, other: EChartsOption): boolean {
  return shapeOf(one) === shapeOf(other);
}
