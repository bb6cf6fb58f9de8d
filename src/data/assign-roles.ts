interface Assignment {
  readonly value: number;
  /** Role of each column so far, by its place, or -1. */
  readonly chosen: readonly number[];
}

/**
 * Gives each role at most one column and each column at most one role, so that the squares of the confidences sum to
 * the most there can be. Exact: it keeps the best assignment of every set of roles, column by column.
 *
 * @param scores confidence of each role for each column, 0 to 1: a row for each column, at most 30 roles
 * @param least a confidence below this is no reason to give the role
 * @returns for each column the place of its role, or -1
 */
export function assignRoles(scores: readonly (readonly number[])[], least: number): readonly number[] {
  let best = new Map<number, Assignment>([[0, { value: 0, chosen: [] }]]);
  for (const [index, column] of scores.entries()) {
    const next = new Map<number, Assignment>();
    const offer = (taken: number, candidate: Assignment): void => {
      if ((next.get(taken)?.value ?? Number.NEGATIVE_INFINITY) < candidate.value) next.set(taken, candidate);
    };
    // Of equal columns the earlier one is taken, as files tend to put keys first.
    const early = 1e-6 * (scores.length - index);
    for (const [taken, { value, chosen }] of best) {
      offer(taken, { value, chosen: [...chosen, -1] });
      for (const [role, confidence] of column.entries()) {
        const bit = 1 << role;
        if (confidence >= least && (taken & bit) === 0) {
          offer(taken | bit, { value: value + confidence ** 2 + early, chosen: [...chosen, role] });
        }
      }
    }
    best = next;
  }
  return [...best.values()].reduce((winner, each) => (each.value > winner.value ? each : winner)).chosen;
}
