/** A number with an exponent, in its parts. */
const WITH_EXPONENT = /^(-?)(\d+)(?:\.(\d+))?[eE]([-+]?\d+)$/u;
/** Digits beyond this are the writing of no amount; such a number stays as it stands. */
const LONGEST = 400;

/**
 * Writes a number without an exponent, digit for digit: `1.5E+3` becomes `1500`, `1E-7` becomes `0.0000001`. Nothing is
 * rounded, since the text is not read as a number.
 *
 * @param text as JavaScript, JSON or a workbook writes it; what is no number with an exponent comes back as it is
 */
export function plainNumber(text: string): string {
  const parts = WITH_EXPONENT.exec(text);
  if (parts === null) return text;
  const [, sign = '', whole = '', fraction = '', power = '0'] = parts;
  const exponent = Number(power);
  if (Math.abs(exponent) > LONGEST) return text;
  const point = whole.length + exponent;
  const padded = '0'.repeat(Math.max(0, 1 - point)) + whole + fraction;
  const at = Math.max(1, point);
  const before = padded
    .slice(0, at)
    .padEnd(at, '0')
    .replace(/^0+(?=\d)/u, '');
  const after = padded.slice(at).replace(/0+$/u, '');
  return sign + before + (after === '' ? '' : `.${after}`);
}
