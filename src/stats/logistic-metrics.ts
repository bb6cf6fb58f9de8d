/** Scores beside what happened: arrays of equal length. */
export interface Scored {
  /** Probability that was predicted, 0 to 1. */
  readonly score: Float64Array;
  /** 1 where the event happened, else 0. */
  readonly outcome: Float64Array;
  /** How many observations a row stands for; absent: one. */
  readonly weight?: Float64Array;
}

/** How well scores tell events from others, and how far they can be taken for probabilities. */
export interface ScoreQuality {
  /** Area under the receiver operating curve: chance that an event scores higher than another, ties half. */
  readonly auc: number;
  /** Σ (recall gained) · precision over the distinct scores, highest first, not interpolated. */
  readonly averagePrecision: number;
  /** Mean of −ln of the probability given to what happened. */
  readonly logLoss: number;
  /** Mean squared error (Brier 1950). */
  readonly brier: number;
  /** Largest distance of the two groups' distributions of scores (Kolmogorov–Smirnov). */
  readonly ks: number;
}

/** A bin of rows with neighbouring scores. */
export interface ScoreBin {
  readonly n: number;
  readonly events: number;
  readonly meanScore: number;
  /** Share of events. */
  readonly rate: number;
}

function ranked({ score }: Scored, sign: 1 | -1): Uint32Array {
  const places = Uint32Array.from(score, (_, row) => row);
  return places.sort((a, b) => sign * ((score[a] ?? 0) - (score[b] ?? 0)) || a - b);
}

/** Weights of events and others at each distinct score, highest first. */
function steps(scored: Scored): readonly { events: number; others: number }[] {
  const found: { score: number; events: number; others: number }[] = [];
  for (const row of ranked(scored, -1)) {
    const score = scored.score[row] ?? 0;
    const weight = scored.weight?.[row] ?? 1;
    const event = (scored.outcome[row] ?? 0) > 0;
    let last = found.at(-1);
    if (last?.score !== score) {
      last = { score, events: 0, others: 0 };
      found.push(last);
    }
    if (event) last.events += weight;
    else last.others += weight;
  }
  return found;
}

/** Measures scores by what happened. Figures that need both events and others are NaN without one of them. */
export function scoreQuality(scored: Scored): ScoreQuality {
  const thresholds = steps(scored);
  const allEvents = thresholds.reduce((sum, { events }) => sum + events, 0);
  const allOthers = thresholds.reduce((sum, { others }) => sum + others, 0);
  let [events, others, area, precision, ks] = [0, 0, 0, 0, 0];
  for (const step of thresholds) {
    area += step.others * (events + step.events / 2);
    events += step.events;
    others += step.others;
    if (step.events > 0) precision += (step.events / allEvents) * (events / (events + others));
    ks = Math.max(ks, Math.abs(events / allEvents - others / allOthers));
  }
  let [loss, squares] = [0, 0];
  for (const [row, score] of scored.score.entries()) {
    const weight = scored.weight?.[row] ?? 1;
    const event = (scored.outcome[row] ?? 0) > 0;
    loss -= weight * (event ? Math.log(score) : Math.log1p(-score));
    squares += weight * (score - (event ? 1 : 0)) ** 2;
  }
  const all = allEvents + allOthers;
  const both = allEvents > 0 && allOthers > 0;
  return {
    auc: both ? area / (allEvents * allOthers) : Number.NaN,
    averagePrecision: allEvents > 0 ? precision : Number.NaN,
    logLoss: loss / all,
    brier: squares / all,
    ks: both ? ks : Number.NaN,
  };
}

/**
 * Cuts rows by rank of score into bins as equal as can be; the first ones take what does not divide. Equal scores
 * stand in the order of the rows, and a row whose weight crosses an edge is divided in proportion.
 *
 * @param count how many bins
 * @param first whether the bins begin with the highest or the lowest scores
 */
export function scoreBins(scored: Scored, count: number, first: 'highest' | 'lowest'): readonly ScoreBin[] {
  const total = scored.score.reduce((sum, _, row) => sum + (scored.weight?.[row] ?? 1), 0);
  const whole = Math.floor(total / count);
  const longer = Math.round(total - whole * count);
  const sums = Array.from({ length: count }, (_, bin) => ({
    room: whole + (bin < longer ? 1 : 0),
    n: 0,
    events: 0,
    scores: 0,
  }));
  let bin = 0;
  for (const row of ranked(scored, first === 'highest' ? -1 : 1)) {
    let left = scored.weight?.[row] ?? 1;
    while (left > 0) {
      while (bin < count - 1 && (sums[bin]?.room ?? 0) <= 0) bin += 1;
      const sum = sums[bin];
      if (sum === undefined) break;
      const taken = bin === count - 1 ? left : Math.min(left, sum.room);
      sum.room -= taken;
      sum.n += taken;
      sum.events += taken * (scored.outcome[row] ?? 0);
      sum.scores += taken * (scored.score[row] ?? 0);
      left -= taken;
    }
  }
  return sums.map(({ n, events, scores }) => ({ n, events, meanScore: scores / n, rate: events / n }));
}

/**
 * Expected calibration error: mean distance of predicted and observed shares over bins of equal size (Naeini, Cooper
 * and Hauskrecht 2015).
 */
export function calibrationError(bins: readonly ScoreBin[]): number {
  const filled = bins.filter(({ n }) => n > 0);
  const all = filled.reduce((sum, { n }) => sum + n, 0);
  return filled.reduce((sum, bin) => sum + (bin.n / all) * Math.abs(bin.meanScore - bin.rate), 0);
}
