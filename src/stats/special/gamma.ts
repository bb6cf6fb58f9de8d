const HALF_LOG_TWO_PI = 0.9189385332046728;
/** From here on the asymptotic series below are exact to the last digits of a double. */
const SERIES_FROM = 9;

/**
 * ln Γ(x) for x > 0 (NaN below), to about 1e-15 of its size: Stirling's series (Abramowitz & Stegun 6.1.41) after the argument
 * was raised by Γ(x + 1) = xΓ(x).
 */
export function lnGamma(x: number): number {
  if (!(x > 0)) return x === 0 ? Infinity : NaN;
  let product = 1;
  let y = x;
  while (y < SERIES_FROM) {
    product *= y;
    y += 1;
  }
  const i = 1 / y;
  const i2 = i * i;
  const series =
    i *
    (1 / 12 -
      i2 * (1 / 360 - i2 * (1 / 1260 - i2 * (1 / 1680 - i2 * (1 / 1188 - i2 * (691 / 360360 - i2 / 156))))));
  return (y - 0.5) * Math.log(y) - y + HALF_LOG_TWO_PI + series - Math.log(product);
}

/** ln B(a, b) for a, b > 0. */
export function lnBeta(a: number, b: number): number {
  return lnGamma(a) + lnGamma(b) - lnGamma(a + b);
}

/** ψ(x), the derivative of ln Γ, for x > 0 (Abramowitz & Stegun 6.3.18 after 6.3.5). */
export function digamma(x: number): number {
  if (!(x > 0)) return NaN;
  let shift = 0;
  let y = x;
  while (y < SERIES_FROM) {
    shift += 1 / y;
    y += 1;
  }
  const i = 1 / y;
  const i2 = i * i;
  const series =
    i2 *
    (1 / 12 -
      i2 * (1 / 120 - i2 * (1 / 252 - i2 * (1 / 240 - i2 * (1 / 132 - i2 * (691 / 32760 - i2 / 12))))));
  return Math.log(y) - 0.5 * i - series - shift;
}

/** ψ′(x) for x > 0 (Abramowitz & Stegun 6.4.12 after 6.4.6). */
export function trigamma(x: number): number {
  if (!(x > 0)) return NaN;
  let shift = 0;
  let y = x;
  while (y < SERIES_FROM) {
    shift += 1 / (y * y);
    y += 1;
  }
  const i = 1 / y;
  const i2 = i * i;
  const series =
    i2 *
    (1 / 6 -
      i2 * (1 / 30 - i2 * (1 / 42 - i2 * (1 / 30 - i2 * (5 / 66 - i2 * (691 / 2730 - i2 * (7 / 6)))))));
  return shift + i + 0.5 * i2 + i * series;
}
