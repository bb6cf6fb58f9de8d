/** Plain union by the smallest: what clusters are, without a database. */
export class UnionFind {
  readonly #parents = new Map<string, string>();

  find(each: string): string {
    const parent = this.#parents.get(each) ?? each;
    return parent === each ? each : this.find(parent);
  }

  join(one: string, other: string): void {
    const [a, b] = [this.find(one), this.find(other)];
    if (a !== b) this.#parents.set(a < b ? b : a, a < b ? a : b);
  }
}
