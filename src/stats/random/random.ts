/**
 * Random numbers that are the same for the same seed. The generator is sfc32 (Chris Doty-Humphrey, PractRand,
 * http://pracrand.sourceforge.net): 128 bits of state of which 32 count, so no state is shorter than 2^32
 * steps. It is made for simulation and keeps no secrets.
 */
export class Random {
  #a = 0;
  #b = 0;
  #c = 0;
  #counter = 1;

  /**
   * Starts one of 2^96 streams. After 15 rounds, as in PractRand's own seeding, neighbouring streams have
   * nothing to do with each other.
   *
   * @param seed of the whole file, a whole number from 0 to 2^32 − 1
   * @param subject what the stream is about, such as a customer's number
   * @param topic which of the subject's streams
   */
  seed(seed: number, subject: number, topic: number): this {
    this.#a = seed | 0;
    this.#b = subject | 0;
    this.#c = topic | 0;
    this.#counter = 1;
    for (let round = 0; round < 15; round += 1) this.#next();
    return this;
  }

  /** Writes the state to four words from `offset`, so that a stream can be taken up again later. */
  save(states: Int32Array, offset: number): void {
    states[offset] = this.#a;
    states[offset + 1] = this.#b;
    states[offset + 2] = this.#c;
    states[offset + 3] = this.#counter;
  }

  /** Takes up a stream that was saved. */
  load(states: Int32Array, offset: number): void {
    this.#a = states[offset] ?? 0;
    this.#b = states[offset + 1] ?? 0;
    this.#c = states[offset + 2] ?? 0;
    this.#counter = states[offset + 3] ?? 0;
  }

  #next(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** Uniform on (0, 1), in steps of 2^-32; neither end is ever drawn, so its logarithm is finite. */
  uniform(): number {
    return (this.#next() + 0.5) / 4294967296;
  }

  /** A whole number from 0 to `count` − 1, all equally likely. */
  below(count: number): number {
    return Math.floor(this.uniform() * count);
  }

  /** Exponential with mean 1, by inversion. */
  exponential(): number {
    return -Math.log(this.uniform());
  }

  /** Standard normal by the polar method (Marsaglia & Bray 1964); the second of the pair is not kept. */
  normal(): number {
    for (;;) {
      const x = 2 * this.uniform() - 1;
      const y = 2 * this.uniform() - 1;
      const square = x * x + y * y;
      if (square < 1 && square > 0) return x * Math.sqrt((-2 * Math.log(square)) / square);
    }
  }

  /**
   * Gamma with rate 1 (Marsaglia & Tsang 2000, "A simple method for generating gamma variables"; shapes below
   * 1 by their boost U^(1/shape)).
   *
   * @param shape above 0
   */
  gamma(shape: number): number {
    if (shape < 1) return this.gamma(shape + 1) * Math.pow(this.uniform(), 1 / shape);
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = this.normal();
      const v = (1 + c * x) ** 3;
      if (v > 0 && Math.log(this.uniform()) < 0.5 * x * x + d * (1 - v + Math.log(v))) return d * v;
    }
  }

  /**
   * Beta, as a share of two gammas.
   *
   * @param a above 0
   * @param b above 0
   */
  beta(a: number, b: number): number {
    const x = this.gamma(a);
    const y = this.gamma(b);
    return x / (x + y);
  }

  /**
   * Draws an index with probabilities proportional to weights.
   *
   * @param cumulative running sums of the weights
   */
  weighted(cumulative: readonly number[]): number {
    const target = this.uniform() * (cumulative.at(-1) ?? 0);
    const index = cumulative.findIndex((sum) => target < sum);
    return index < 0 ? cumulative.length - 1 : index;
  }
}

/** Running sums, as {@link Random.weighted} wants them. */
export function cumulate(weights: readonly number[]): number[] {
  let sum = 0;
  return weights.map((weight) => (sum += weight));
}
