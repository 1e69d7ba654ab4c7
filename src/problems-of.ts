import { join } from 'node:path';
import type { AppDeps } from './app';
import type { Complaints } from './complaints-of';
import type { DeskRoomRoutes } from './desk/desk';
import { problemRoutes } from './desk/problems/problem-routes';
import type { Handoffs } from './handoffs-of';
import { createKnownProblemJob, knownProblemEveryMs, knownProblemJobName } from './known-problems/known-problem-job';
import { createKnownProblems, type KnownProblems } from './known-problems/known-problems';
import { loadProblemRules } from './known-problems/rules';
import type { BackgroundJob } from './platform/background-jobs';

/** Troubles of many. */
export interface ProblemsRoom {
  readonly knownProblems: KnownProblems;
  readonly job: BackgroundJob;
  readonly desk: DeskRoomRoutes;
  /** When the rule is to be looked over (`YYYY-MM-DD`). */
  readonly reviewBy: string;
}

export interface ProblemsDeps extends Pick<AppDeps, 'store' | 'clock' | 'log' | 'dataDir'> {
  readonly complaints: Complaints;
  readonly handoffs: Pick<Handoffs, 'wrapUp'>;
  /** The job has something to do now. */
  readonly nudge: (job: string) => void;
}

/** Reads the rule by which troubles of many are found. @throws DataFileError naming the file at fault */
export function problemsOf({ store, complaints, handoffs, clock, log, dataDir, nudge }: ProblemsDeps): ProblemsRoom {
  const deps = {
    ...complaints,
    complaints: store.complaints,
    documents: store.documents,
    wrapUp: handoffs.wrapUp,
    rules: loadProblemRules(join(dataDir, 'complaints')),
    clock,
    log,
  };
  const knownProblems = createKnownProblems({ ...deps, changed: () => nudge(knownProblemJobName) });
  const job = createKnownProblemJob(deps);
  return {
    knownProblems,
    job: { name: knownProblemJobName, everyMs: knownProblemEveryMs, run: (signal) => job.run(signal) },
    desk: (context) => problemRoutes(context, knownProblems),
    reviewBy: deps.rules.review_by,
  };
}
