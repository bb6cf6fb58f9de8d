/** Nodes on [0, 1] and weights of a Gauss–Legendre rule. */
export interface Rule {
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
}

/**
 * The Gauss–Legendre rule with n nodes on [0, 1]: roots of the Legendre polynomial by Newton's method from
 * cos π(i + ¾)/(n + ½) (Abramowitz & Stegun 22.16.6, 25.4.29).
 *
 * @param n number of nodes, from 1
 */
export function gaussLegendre(n: number): Rule {
  const nodes = new Float64Array(n);
  const weights = new Float64Array(n);
  for (let i = 0; i < n; i += 1) {
    let root = Math.cos((Math.PI * (i + 0.75)) / (n + 0.5));
    let slope = 1;
    for (let step = 0; step < 100; step += 1) {
      const legendre = legendreAt(n, root);
      slope = legendre.slope;
      const change = legendre.value / slope;
      root -= change;
      if (Math.abs(change) < 1e-16) break;
    }
    nodes[n - 1 - i] = (1 + root) / 2;
    weights[n - 1 - i] = 1 / ((1 - root * root) * slope * slope);
  }
  return { nodes, weights };
}

/** Pₙ(x) and its derivative by the three-term recurrence. */
function legendreAt(n: number, x: number): { value: number; slope: number } {
  let before = 0;
  let value = 1;
  for (let k = 1; k <= n; k += 1) {
    const next = ((2 * k - 1) * x * value - (k - 1) * before) / k;
    before = value;
    value = next;
  }
  return { value, slope: (n * (x * value - before)) / (x * x - 1) };
}
