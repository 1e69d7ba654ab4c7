import { type Complaint, isEnded } from '../complaints/complaint';
import type { ComplaintRepository } from '../ports/complaint-repository';
import type { StoredProblem } from './stored-problem';

/** How it stands with the complaints that are part of a problem. */
export interface AttachedCounts {
  readonly all: number;
  /** Neither closed nor withdrawn nor merged. */
  readonly open: number;
  readonly solved: number;
  /** Said that it is not solved, those that left since among them. */
  readonly notSolved: number;
  readonly noWord: number;
}

const pageSize = 500;

/** Everybody attached, a page at a time, the oldest complaint first. */
export async function* attachedPages(
  complaints: Pick<ComplaintRepository, 'ofProblem'>,
  problemId: string,
  size = pageSize,
  from?: string,
): AsyncGenerator<readonly Complaint[]> {
  for (let after = from; ; ) {
    const page = await complaints.ofProblem(problemId, size, after);
    if (page.length > 0) yield page;
    if (page.length < size) return;
    after = page.at(-1)?.id;
  }
}

export async function countAttached(
  complaints: Pick<ComplaintRepository, 'ofProblem'>,
  problem: StoredProblem,
): Promise<AttachedCounts> {
  const { left = [] } = problem;
  const counts = { all: 0, open: 0, solved: 0, notSolved: left.length, noWord: 0 };
  for await (const page of attachedPages(complaints, problem.id)) {
    for (const complaint of page) {
      counts.all += 1;
      if (!isEnded(complaint.status)) counts.open += 1;
      const word = wordOf(complaint, problem);
      if (word !== undefined) counts[word] += 1;
    }
  }
  return counts;
}

/** Whether one at least is still open; looks no further than the first. */
export async function isAnyOpen(
  complaints: Pick<ComplaintRepository, 'ofProblem'>,
  problemId: string,
): Promise<boolean> {
  for await (const page of attachedPages(complaints, problemId, 50))
    if (page.some(({ status }) => !isEnded(status))) return true;
  return false;
}

/**
 * Which count a complaint that is attached belongs to besides all: what its customer says of the repair. None before the
 * repair, of one that ended otherwise, and of one that is counted among those that left.
 */
export function wordOf(
  complaint: Complaint,
  { left = [], repair }: Pick<StoredProblem, 'left' | 'repair'>,
): 'solved' | 'notSolved' | 'noWord' | undefined {
  if (repair === undefined) return undefined;
  if (hasComeBack(complaint, repair.at)) return left.includes(complaint.id) ? undefined : 'notSolved';
  if (saysSolved(complaint, repair.at)) return 'solved';
  return complaint.status === 'withdrawn' || complaint.status === 'merged' ? undefined : 'noWord';
}

const comings: ReadonlySet<string> = new Set(['recheck_failed', 'reopen']);

/** The customer said that the repair did not help: it goes on with a senior. */
export const hasComeBack = ({ history }: Complaint, since: number): boolean =>
  history.some(({ event, at }) => at >= since && comings.has(event));

export const saysSolved = ({ rechecks = [] }: Complaint, since: number): boolean => {
  const last = rechecks.findLast(({ answeredAt = 0 }) => answeredAt >= since);
  return last?.solved === true;
};
