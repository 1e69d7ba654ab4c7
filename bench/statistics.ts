/** The arithmetic of the benchmark: plain functions, so that a test can hold them to known figures. */

/** Times of many calls or turns, in ms. */
export interface Summary {
  readonly count: number;
  /** How many a second would run one after the other (calls), or ran (turns). */
  readonly perSecond: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/**
 * The value that `share` of all values do not exceed (nearest rank).
 * @param sorted ascending
 * @param share 0–1
 */
export function percentile(sorted: readonly number[], share: number): number {
  if (sorted.length === 0) return Number.NaN;
  const rank = Math.max(1, Math.ceil(share * sorted.length));
  return sorted[Math.min(rank, sorted.length) - 1] ?? Number.NaN;
}

/** The middle value; of an even number of values the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  if (sorted.length === 0) return Number.NaN;
  if (!Number.isInteger(half)) return sorted[Math.floor(half)] as number;
  return ((sorted[half - 1] as number) + (sorted[half] as number)) / 2;
}

/**
 * @param times ms of each
 * @param elapsedMs how long all of them took together; their sum unless told (one after the other)
 */
export function summarise(
  times: readonly number[],
  elapsedMs: number = times.reduce((sum, one) => sum + one, 0),
): Summary {
  const sorted = [...times].sort((a, b) => a - b);
  return {
    count: times.length,
    perSecond: elapsedMs > 0 ? (times.length * 1000) / elapsedMs : 0,
    p50: percentile(sorted, 0.5),
    p95: percentile(sorted, 0.95),
    p99: percentile(sorted, 0.99),
  };
}

/** Several rounds of one line as one: the median of each figure, so that one disturbed round decides nothing. */
export function overRounds(rounds: readonly Summary[]): Summary {
  const of = (pick: (one: Summary) => number): number => median(rounds.map(pick));
  return {
    count: rounds.reduce((sum, one) => sum + one.count, 0),
    perSecond: of((one) => one.perSecond),
    p50: of((one) => one.p50),
    p95: of((one) => one.p95),
    p99: of((one) => one.p99),
  };
}

/** The median over the rounds of one line's figure by another's: both were measured at nearly the same time. */
export function ratioOverRounds(
  of: readonly Summary[],
  by: readonly Summary[],
  pick: (one: Summary) => number,
): number {
  return median(of.flatMap((one, round) => (by[round] ? [pick(one) / pick(by[round])] : [])));
}
