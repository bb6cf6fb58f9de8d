/** What was computed lately, by key: the oldest goes when there is no more room. */
export class RecentValues<T> {
  readonly #room: number;
  readonly #weight: (value: T) => number;
  readonly #values = new Map<string, T>();
  #held = 0;

  /**
   * @param room how much may be held besides the latest, in units of weight
   * @param weight of a value; absent: each weighs 1
   */
  constructor(room: number, weight: (value: T) => number = () => 1) {
    this.#room = room;
    this.#weight = weight;
  }

  /** The value of a key, made when it is not there. */
  get(key: string, make: () => T): T {
    const found = this.#values.get(key);
    const value = found ?? make();
    if (found === undefined) this.#held += this.#weight(value);
    this.#values.delete(key);
    this.#values.set(key, value);
    for (const [oldest, old] of this.#values) {
      if (this.#held <= this.#room || oldest === key) break;
      this.#values.delete(oldest);
      this.#held -= this.#weight(old);
    }
    return value;
  }
}
