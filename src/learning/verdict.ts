import type { DidItStop } from './learning';

/** Complaints counted in a time, and what they are counted against: contacts, or days where no contacts are known. */
export interface Counted {
  readonly count: number;
  readonly exposure: number;
}

/**
 * Whether a cause became rarer or more frequent, so that noise is not called a change: the exact test for two Poisson
 * counts. Were the rate the same before and after, each of the complaints would fall into the time after with the chance
 * that time's share of the exposure gives it; the counts tell something else only when what was seen, or more extreme, has
 * at most half of 1 - confidence on its side (two-sided). `stopped` is a `less` without any complaint after: with equal
 * exposure at 95 % that takes at least 6 before.
 */
export function verdictOf(
  before: Counted,
  after: Counted,
  confidence: number,
): Exclude<DidItStop['verdict'], 'too_early'> {
  const total = before.count + after.count;
  const exposure = before.exposure + after.exposure;
  if (total === 0 || before.exposure <= 0 || after.exposure <= 0) return 'same';
  const share = after.exposure / exposure;
  const tail = (1 - confidence) / 2;
  if (atMost(after.count, total, share) <= tail) return after.count === 0 ? 'stopped' : 'less';
  return atMost(before.count, total, 1 - share) <= tail ? 'more' : 'same';
}

/** Chance of at most `hits` of `total`, each with chance `share` (binomial). */
export function atMost(hits: number, total: number, share: number): number {
  let logTerm = total * Math.log1p(-share);
  let sum = Math.exp(logTerm);
  for (let k = 1; k <= hits; k += 1) {
    logTerm += Math.log((total - k + 1) / k) + Math.log(share) - Math.log1p(-share);
    sum += Math.exp(logTerm);
  }
  return Math.min(1, sum);
}
