import { lnGamma } from './gamma.ts';

/**
 * ln U(a, b, z), Tricomi's confluent hypergeometric function Ψ(a, b; z), for a > 0 and z > 0, from
 * U = 1/Γ(a) ∫₀^∞ e^−zt t^(a−1) (1+t)^(b−a−1) dt (Abramowitz & Stegun 13.2.5). With t = exp(y − e^−y) the integrand
 * falls doubly exponentially on both sides, and the trapezoidal rule is exact to about 1e-13 (Takahasi & Mori 1974).
 */
export function lnTricomi(a: number, b: number, z: number): number {
  const logAt = (y: number) => {
    const bend = Math.exp(-y);
    const logT = y - bend;
    const t = Math.exp(logT);
    return a * logT - z * t + (b - a - 1) * Math.log1p(t) + Math.log1p(bend);
  };
  const from = -Math.log(1 + 760 / a);
  const to = 2 + Math.log(1 + 800 / z);
  const peak = maximum(logAt, from, to);
  let sum = 0;
  for (let y = from; y <= to; y += STEP) sum += Math.exp(logAt(y) - peak);
  return peak + Math.log(sum * STEP) - lnGamma(a);
}

const STEP = 1 / 24;

function maximum(logAt: (y: number) => number, from: number, to: number): number {
  let most = -Infinity;
  for (let y = from; y <= to; y += 0.25) most = Math.max(most, logAt(y));
  return most;
}
