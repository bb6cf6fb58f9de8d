/** ln(eᵃ + eᵇ) without overflow; −∞ stands for an absent term. */
export function logAddExp(a: number, b: number): number {
  const high = Math.max(a, b);
  return high === -Infinity ? high : high + Math.log1p(Math.exp(-Math.abs(a - b)));
}

/** 1 / (1 + eˣ), which is 0 and not NaN when eˣ overflows. */
export function logisticOfMinus(x: number): number {
  return 1 / (1 + Math.exp(x));
}

/** (1 − e⁻ˣ) / x, with its limit 1 at 0. */
export function expm1Share(x: number): number {
  return Math.abs(x) < 1e-300 ? 1 : -Math.expm1(-x) / x;
}
