/** Gives so many random bytes. Only tests give another than {@link secureBytes}. */
export type RandomBytes = (count: number) => Uint8Array;

/** Random bytes of the platform's cryptographic generator. */
export function secureBytes(count: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(count));
}

const BITS_PER_BYTE = 8n;

/** A whole number from 0 to below a bound, each as likely, by rejection. */
function below(bound: bigint, bytes: RandomBytes): bigint {
  const bits = BigInt((bound - 1n).toString(2).length);
  const count = Number((bits + BITS_PER_BYTE - 1n) / BITS_PER_BYTE);
  const mask = (1n << bits) - 1n;
  for (;;) {
    const drawn = bytes(count).reduce((number, byte) => (number << BITS_PER_BYTE) | BigInt(byte), 0n) & mask;
    if (drawn < bound) return drawn;
  }
}

/** True with probability n/d. */
function bernoulli(n: bigint, d: bigint, bytes: RandomBytes): boolean {
  return below(d, bytes) < n;
}

/** True with probability exp(−n/d). */
function bernoulliOfExp(n: bigint, d: bigint, bytes: RandomBytes): boolean {
  let left = n;
  for (; left > d; left -= d) if (!bernoulliOfExp(d, d, bytes)) return false;
  let tries = 1n;
  while (bernoulli(left, d * tries, bytes)) tries += 1n;
  return tries % 2n === 1n;
}

/**
 * Draws from the discrete Laplace distribution of scale t/s: P(x) = (1 − e^(−s/t)) / (1 + e^(−s/t)) · e^(−|x|·s/t). Exact:
 * whole numbers only, since the low bits of noise made with floating point give the true figure away (Mironov, CCS
 * 2012). Canonne, Kamath & Steinke, The Discrete Gaussian for Differential Privacy, NeurIPS 2020, algorithm 2.
 *
 * @param t numerator of the scale, 1 or more
 * @param s denominator of the scale, 1 or more
 * @param bytes source of randomness
 */
export function discreteLaplace(t: bigint, s: bigint, bytes: RandomBytes = secureBytes): bigint {
  for (;;) {
    const offset = below(t, bytes);
    if (!bernoulliOfExp(offset, t, bytes)) continue;
    let steps = 0n;
    while (bernoulliOfExp(1n, 1n, bytes)) steps += 1n;
    const size = (offset + t * steps) / s;
    const isNegative = bernoulli(1n, 2n, bytes);
    if (isNegative && size === 0n) continue;
    return isNegative ? -size : size;
  }
}

/**
 * Probability of a value under the discrete Laplace distribution.
 *
 * @param value a whole number
 * @param scale t/s, positive
 */
export function discreteLaplaceMass(value: number, scale: number): number {
  return Math.tanh(0.5 / scale) * Math.exp(-Math.abs(value) / scale);
}
