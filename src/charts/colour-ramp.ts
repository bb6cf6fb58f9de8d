type Triple = readonly [number, number, number];

const toLinear = (part: number): number => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
const toGamma = (part: number): number =>
  part <= 0.0031308 ? part * 12.92 : 1.055 * part ** (1 / 2.4) - 0.055;

function times(rows: readonly Triple[], [a, b, c]: Triple): Triple {
  const [x = 0, y = 0, z = 0] = rows.map(([p, q, r]) => p * a + q * b + r * c);
  return [x, y, z];
}

// Matrices of OKLab. (Björn Ottosson: A perceptual color space for image processing, 2020.)
const CONES: readonly Triple[] = [
  [0.4122214708, 0.5363325363, 0.0514459929],
  [0.2119034982, 0.6806995451, 0.1073969566],
  [0.0883024619, 0.2817188376, 0.6299787005],
];
const LAB: readonly Triple[] = [
  [0.2104542553, 0.793617785, -0.0040720468],
  [1.9779984951, -2.428592205, 0.4505937099],
  [0.0259040371, 0.7827717662, -0.808675766],
];
const FROM_LAB: readonly Triple[] = [
  [1, 0.3963377774, 0.2158037573],
  [1, -0.1055613458, -0.0638541728],
  [1, -0.0894841775, -1.291485548],
];
const FROM_CONES: readonly Triple[] = [
  [4.0767416621, -3.3077115913, 0.2309699292],
  [-1.2684380046, 2.6097574011, -0.3413193965],
  [-0.0041960863, -0.7034186147, 1.707614701],
];

function oklab(hex: string): Triple {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) =>
    toLinear(Number.parseInt(hex.slice(at, at + 2), 16) / 255),
  );
  const [l, m, s] = times(CONES, [red, green, blue]);
  return times(LAB, [Math.cbrt(l), Math.cbrt(m), Math.cbrt(s)]);
}

function hexOf(lab: Triple): string {
  const [l, m, s] = times(FROM_LAB, lab);
  const parts = times(FROM_CONES, [l ** 3, m ** 3, s ** 3]).map((part) =>
    Math.round(255 * Math.min(1, Math.max(0, toGamma(part))))
      .toString(16)
      .padStart(2, '0'),
  );
  return `#${parts.join('')}`;
}

/**
 * A colour between others, such that equal steps look equal: mixed in OKLab.
 *
 * @param stops at least one colour, `#rrggbb`, at equal distances
 * @param share where between the first (0) and the last (1); beyond them is cut off
 * @returns `#rrggbb`
 */
export function mixed(stops: readonly string[], share: number): string {
  const place = Math.min(1, Math.max(0, share)) * (stops.length - 1);
  const below = Math.min(Math.floor(place), Math.max(0, stops.length - 2));
  const [from, to] = [stops[below] ?? '#000000', stops[below + 1] ?? stops[below] ?? '#000000'];
  const [a, b] = [oklab(from), oklab(to)];
  const part = (at: 0 | 1 | 2): number => a[at] + (b[at] - a[at]) * (place - below);
  return hexOf([part(0), part(1), part(2)]);
}
