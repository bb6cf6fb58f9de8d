/** What a reader does with the marks of a chart. */
export interface ChartGestures {
  /**
   * Chooses a mark.
   *
   * @param mark its place in drawing order
   * @param series it belongs to, where each has a mark of its own
   * @param adds to what is chosen, or takes it away, instead of choosing it alone
   */
  choose(mark: number, series: number | null, adds: boolean): void;
  /** Absent: the places have no order. */
  readonly brush?: Brush;
  /** Takes the choice away. */
  clear(): void;
}

/** Choosing a stretch of neighbouring places. */
export interface Brush {
  /** The stretch reaches from the place where it began to another, in either direction. */
  move(from: number, to: number): void;
  /** The stretch stays as it is. */
  end(): void;
}
