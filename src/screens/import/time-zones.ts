/** Offsets from UTC that zones have, minutes, west to east. */
export const UTC_OFFSETS: readonly number[] = [
  ...Array.from({ length: 12 }, (_, index) => (index - 12) * 60),
  -210,
  0,
  60,
  120,
  180,
  210,
  240,
  270,
  300,
  330,
  345,
  360,
  390,
  420,
  480,
  540,
  570,
  600,
  630,
  660,
  720,
  780,
  840,
].toSorted((a, b) => a - b);

/** An offset as it is written: `+05:30`, `−03:00`, `±00:00`. */
export function offsetText(minutes: number): string {
  const sign = minutes === 0 ? '±' : minutes < 0 ? '−' : '+';
  const two = (value: number): string => String(value).padStart(2, '0');
  const size = Math.abs(minutes);
  return `${sign}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}
