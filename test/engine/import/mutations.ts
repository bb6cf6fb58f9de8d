/** Random numbers from a seed, the same on every machine. */
export interface Random {
  /** A whole number from 0 to below the bound. */
  below(bound: number): number;
}

/** Makes random numbers from a seed (mulberry32). */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return {
    below(bound) {
      state = (state + 0x6d2b79f5) >>> 0;
      let mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      return ((mixed ^ (mixed >>> 14)) >>> 0) % Math.max(1, bound);
    },
  };
}

type Mutation = (bytes: Uint8Array, other: Uint8Array, random: Random) => Uint8Array;

const DELIMITERS = [0x2c, 0x3b, 0x09, 0x7c, 0x22, 0x0a, 0x0d];

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

function replaced(bytes: Uint8Array, at: number, byte: number): Uint8Array {
  const changed = Uint8Array.from(bytes);
  changed[at] = byte;
  return changed;
}

function stretch(bytes: Uint8Array, random: Random): readonly [from: number, to: number] {
  const from = random.below(bytes.length);
  return [from, from + 1 + random.below(bytes.length - from)];
}

const flipBit: Mutation = (bytes, _other, random) => {
  const at = random.below(bytes.length);
  return replaced(bytes, at, (bytes[at] ?? 0) ^ (1 << random.below(8)));
};
const anyByte: Mutation = (bytes, _other, random) =>
  replaced(bytes, random.below(bytes.length), random.below(256));
const cutEnd: Mutation = (bytes, _other, random) => bytes.slice(0, random.below(bytes.length + 1));
const cutStart: Mutation = (bytes, _other, random) => bytes.slice(random.below(bytes.length));
const cutOut: Mutation = (bytes, _other, random) => {
  const [from, to] = stretch(bytes, random);
  return joined(bytes.slice(0, from), bytes.slice(to));
};
const double: Mutation = (bytes, _other, random) => {
  const [from, to] = stretch(bytes, random);
  return joined(bytes.slice(0, to), bytes.slice(from));
};
const swapDelimiters: Mutation = (bytes, _other, random) => {
  const from = DELIMITERS[random.below(DELIMITERS.length)] ?? 0x2c;
  const to = DELIMITERS[random.below(DELIMITERS.length)] ?? 0x3b;
  const begin = random.below(bytes.length);
  return bytes.map((byte, index) => (index >= begin && byte === from ? to : byte));
};
const insertDelimiter: Mutation = (bytes, _other, random) => {
  const at = random.below(bytes.length + 1);
  const mark = DELIMITERS[random.below(DELIMITERS.length)] ?? 0x22;
  return joined(bytes.slice(0, at), Uint8Array.of(mark), bytes.slice(at));
};
/** The rest of the file in another encoding. */
const mixEncodings: Mutation = (bytes, _other, random) => {
  const at = random.below(bytes.length);
  const text = Buffer.from(bytes.slice(at)).toString('latin1');
  const encoding = (['utf16le', 'utf8', 'latin1'] as const)[random.below(3)] ?? 'utf8';
  return joined(bytes.slice(0, at), Buffer.from(`é${text}`, encoding));
};
/** The beginning of one file and the end of another. */
const graft: Mutation = (bytes, other, random) =>
  joined(bytes.slice(0, random.below(bytes.length)), other.slice(random.below(other.length)));
const zeros: Mutation = (bytes, _other, random) => {
  const [from, to] = stretch(bytes, random);
  return bytes.map((byte, index) => (index >= from && index < Math.min(to, from + 8) ? 0 : byte));
};

const MUTATIONS: readonly Mutation[] = [
  flipBit,
  anyByte,
  cutEnd,
  cutStart,
  cutOut,
  double,
  swapDelimiters,
  insertDelimiter,
  mixEncodings,
  graft,
  zeros,
];

/** A file with one to three mutations. `other`: a file that parts of it may come from. */
export function mutated(bytes: Uint8Array, other: Uint8Array, random: Random): Uint8Array {
  let changed = bytes;
  for (let left = 1 + random.below(3); left > 0 && changed.length > 0; left -= 1) {
    const mutate = MUTATIONS[random.below(MUTATIONS.length)] ?? flipBit;
    changed = mutate(changed, other, random);
  }
  return changed;
}
