import type { ModelName } from './model.ts';

/**
 * Places to start a search from, for a base whose longest T is 10: the purchase rate of the fit without dropout, and
 * faster ones, each with light and heavy dropout.
 *
 * @param name which model
 * @param withoutDropout r and α of the NBD
 */
export function startsFor(name: ModelName, withoutDropout: Float64Array): Float64Array[] {
  const [r = 1, alpha = 1] = withoutDropout.map((value) => Math.min(Math.max(value, 0.02), 50));
  switch (name) {
    case 'nbd':
      return [Float64Array.of(r, alpha)];
    case 'bgnbd':
    case 'mbgnbd':
      return [
        Float64Array.of(r, alpha / 2, 0.8, 2.5),
        Float64Array.of(1, 1, 1, 1),
        Float64Array.of(r, alpha, 0.2, 4),
      ];
    case 'paretonbd':
      return [
        Float64Array.of(r, alpha / 2, 0.6, 3),
        Float64Array.of(1, 1, 1, 5),
        Float64Array.of(r, alpha, 0.3, 10),
      ];
    case 'bgbb':
      return [Float64Array.of(1, 1, 0.5, 2), Float64Array.of(1, 2, 1, 5), Float64Array.of(0.5, 0.5, 0.5, 3)];
  }
}
