import type { StoredProblem } from './stored-problem';

/** A trouble is not said to have begun longer ago: that is another one, or a slip of the pen. */
export const longestBegunMs = 14 * 86_400_000;
const hourMs = 3_600_000;

/** Whether it may have begun then: not ahead, and not too long ago. @param since none: nobody says */
export const isBeginning = (since: number | undefined, now: number): boolean =>
  since === undefined || (since <= now && now - since <= longestBegunMs);

/** What a supervisor says of its beginning, kept: complaints attached do not change it any more. */
export const saidBeginning = (since: number | undefined): Pick<StoredProblem, 'since' | 'sinceSaid'> =>
  since === undefined ? {} : { since, sinceSaid: true };

/** With the first of the complaints attached as its beginning, where nobody has said one and none came before. */
export function withFirst<Problem extends Pick<StoredProblem, 'since' | 'sinceSaid'>>(
  problem: Problem,
  first: number | undefined,
): Problem {
  if (first === undefined || problem.sinceSaid === true) return problem;
  return { ...problem, since: Math.min(problem.since ?? first, first) };
}

/**
 * The beginning as customers are told it: what was said, to the minute; of the time of a complaint the hour alone, as the
 * trouble was there before it. @returns `undefined`: nobody knows
 */
export const toldBeginning = ({ since, sinceSaid }: Pick<StoredProblem, 'since' | 'sinceSaid'>): number | undefined =>
  since === undefined || sinceSaid === true ? since : since - (since % hourMs);
