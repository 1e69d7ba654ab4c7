import type { Clock } from '../ports/clock';
import type { Log } from '../ports/log';
import type { ProblemDocuments } from './problem-documents';
import type { StoredProblem } from './stored-problem';

/** For so long a look at the store counts; what another node opens is known here by then. */
export const freshForMs = 2_000;

/** What is under way, in memory. */
export interface OpenProblems {
  /** Open and repaired ones, at most two seconds old; the last ones known while the store does not answer. */
  current(): Promise<readonly StoredProblem[]>;
  /** Something was changed here: the next question looks again. */
  forget(): void;
}

export function openProblems(documents: Pick<ProblemDocuments, 'all'>, clock: Clock, log: Log): OpenProblems {
  let known: readonly StoredProblem[] = [];
  let readAt: number | undefined;
  let reading: Promise<void> | undefined;
  // A look that began before a change was made here may not have seen it.
  let changes = 0;

  async function read(): Promise<void> {
    const startedAt = clock.now();
    const before = changes;
    try {
      const all = await documents.all();
      if (before !== changes) return;
      known = all.map(({ problem }) => problem).filter(({ status }) => status === 'open' || status === 'repaired');
      readAt = startedAt;
    } catch (error) {
      log.warn({ err: error }, 'known problems cannot be read just now; those known last are told');
    }
  }

  return {
    async current() {
      const now = clock.now();
      if (readAt !== undefined && now >= readAt && now - readAt < freshForMs) return known;
      const look = reading ?? read();
      reading = look;
      await look;
      if (reading === look) reading = undefined;
      return known;
    },
    forget() {
      changes += 1;
      readAt = undefined;
      reading = undefined;
    },
  };
}
