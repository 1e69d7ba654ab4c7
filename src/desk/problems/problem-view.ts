import type { AttachedCounts } from '../../known-problems/count-attached';
import type { KnownProblems } from '../../known-problems/known-problems';
import { problemTable } from '../../known-problems/state-table';
import { publicProblem, type StoredProblem } from '../../known-problems/stored-problem';
import type { ProblemActBodies, ProblemView } from '../board-api';
import type { StaffIdentity } from '../staff-account';

export type ProblemAct = keyof ProblemActBodies;
export const problemActs = [
  'open',
  'dismiss',
  'update',
  'attach',
  'detach',
  'repair',
  'close',
] as const satisfies readonly ProblemAct[];

/** A problem with how it stands with everybody attached, and what this person may do with it now. */
export async function problemView(
  problems: Pick<KnownProblems, 'counts' | 'likelyCauses'>,
  problem: StoredProblem,
  identity: Pick<StaffIdentity, 'role'>,
): Promise<ProblemView> {
  const counts = await problems.counts(problem);
  const { all, solved, notSolved, noWord } = counts;
  const progress = progressOf(problem);
  const shown = publicProblem(problem);
  const { suggestion } = shown;
  return {
    ...shown,
    // Which complaints they are is for whoever may open it.
    ...(suggestion && identity.role !== 'supervisor' && { suggestion: { ...suggestion, numbers: [] } }),
    attached: all,
    solved,
    notSolved,
    noWord,
    ...(progress && { progress }),
    likelyCauses: problems.likelyCauses(problem),
    may: identity.role === 'supervisor' ? actsOf(problem, counts) : [],
  };
}

/** How far telling, answering or closing everybody has come. */
function progressOf({ status, telling, mending, closing }: StoredProblem): ProblemView['progress'] {
  const rounds = status === 'open' ? [telling] : status === 'repaired' ? [mending, closing] : [];
  const round = rounds.find((one) => one !== undefined && one.finished !== true && one.of > 0);
  return round && { done: round.done, of: round.of };
}

/** What the state table and its guards let a supervisor do, so that no button leads to a refusal. */
function actsOf({ status }: StoredProblem, { all }: AttachedCounts): readonly ProblemAct[] {
  return problemActs.filter(
    (act) =>
      (act !== 'detach' || all > 0) &&
      problemTable.some(
        ({ event, from, by, guard }) =>
          event === act &&
          from.includes(status) &&
          by.includes('supervisor') &&
          (guard !== 'nobody_attached' || all === 0),
      ),
  );
}
