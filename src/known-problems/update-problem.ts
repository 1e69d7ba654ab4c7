import type { Actor } from '../complaints/state-table';
import { applyProblemEvent, type Stepped } from './apply-problem-event';
import { saidBeginning } from './beginning';
import { newsFor } from './news-for';
import type { ProblemUpdate } from './problem-news';
import type { StoredProblem } from './stored-problem';
import { isSameWords, wordsOf } from './told-words';

/**
 * Other words or another time, which are news for everybody attached, and another beginning, which is none: it is told to
 * whoever comes from now on.
 * @returns `undefined`: it is as wished already
 */
export function updateProblem(
  problem: StoredProblem,
  { known, english, repairBy, since }: ProblemUpdate,
  by: Actor,
  now: number,
): Stepped | undefined {
  const words = wordsOf(known, english);
  const isSameTime = problem.repairBy === repairBy;
  if (isSameTime && isSameWords(problem.known, words)) {
    // Nobody is told the same twice.
    const isSame = since === undefined || (problem.sinceSaid === true && problem.since === since);
    if (isSame && problem.status === 'open') return undefined;
    return applyProblemEvent(problem, 'update', by, now, { changes: saidBeginning(since) });
  }
  const news = problem.news + 1;
  const { repairBy: _, telling: __, reminded: ___, ...rest } = problem;
  return applyProblemEvent(rest, 'update', by, now, {
    changes: {
      ...saidBeginning(since),
      known: { ...words, at: now, by: by.id },
      ...(repairBy === undefined ? {} : { repairBy }),
      news,
      newsFor: isSameTime ? newsFor(problem, words, news) : { chinese: news, english: news },
    },
  });
}
