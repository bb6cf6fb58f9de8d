import type { CleaningReceipt } from '../contract/import.ts';
import type { KeptData, KeptFigures, KeptFile, KeptLoad } from '../contract/kept.ts';

/** Amounts are sums of floating-point numbers; this share of them may differ. */
const TOLERANCE = 1e-9;

/** The figures of a receipt that are kept. */
export function figuresOf({ read, loaded, customers, orders, revenue }: CleaningReceipt): KeptFigures {
  return { read, loaded, customers, orders, revenue };
}

/** Whether a receipt has the figures it had when its data were kept. */
export function sameFigures(kept: KeptFigures, now: KeptFigures): boolean {
  const counts = (['read', 'loaded', 'customers', 'orders'] as const).every((key) => kept[key] === now[key]);
  return counts && Math.abs(kept.revenue - now.revenue) <= TOLERANCE * Math.abs(kept.revenue);
}

/** What tells a file from another without reading it. */
export type FileMark = Pick<KeptFile, 'name' | 'size' | 'modifiedAt'>;

/** JSON whose keys are in an order of their own, so that texts of the same values are the same. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
}

/** Whether what is loaded came from the files that are kept. */
export function sameFiles(kept: readonly FileMark[], loaded: readonly FileMark[]): boolean {
  const mark = ({ name, size, modifiedAt }: FileMark): string => canonical({ name, size, modifiedAt });
  return kept.length === loaded.length && kept.every((file, at) => mark(file) === mark(loaded[at] ?? file));
}

/** Whether files are kept with just the way they are loaded in. */
export function sameLoad({ load }: Pick<KeptData, 'load'>, loaded: KeptLoad): boolean {
  return canonical(load) === canonical(loaded);
}
