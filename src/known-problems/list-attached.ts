import type { Complaint } from '../complaints/complaint';
import type { ComplaintRepository } from '../ports/complaint-repository';
import { attachedPages, wordOf } from './count-attached';
import type { StoredProblem } from './stored-problem';

/** Numbers of a problem that have complaints behind them. `attached`: everybody. */
export const attachedParts = ['attached', 'solved', 'notSolved', 'noWord'] as const;
export type AttachedPart = (typeof attachedParts)[number];

export interface AttachedList {
  readonly complaints: readonly Complaint[];
  /** Pass as `after` for what comes next; absent: no more. */
  readonly next?: string;
}

/** Those that left stand behind all others, by their place among themselves. */
const leftMark = 'left+';

/**
 * The complaints behind one number of a problem, those attached by id, then those that left since: the same predicate that
 * counts them (`countAttached`). What was erased meanwhile is left out.
 */
export async function listAttached(
  complaints: Pick<ComplaintRepository, 'ofProblem' | 'byId'>,
  problem: StoredProblem,
  part: AttachedPart,
  limit: number,
  after?: string,
): Promise<AttachedList> {
  const found: Complaint[] = [];
  const isLeft = after?.startsWith(leftMark) === true;
  if (!isLeft) {
    for await (const page of attachedPages(complaints, problem.id, undefined, after)) {
      for (const complaint of page) {
        if (part !== 'attached' && wordOf(complaint, problem) !== part) continue;
        const last = found.at(-1);
        if (last && found.length >= limit) return { complaints: found, next: last.id };
        found.push(complaint);
      }
    }
  }
  const left = part === 'notSolved' ? (problem.left ?? []) : [];
  for (let place = isLeft ? Number(after.slice(leftMark.length)) || 0 : 0; place < left.length; place += 1) {
    if (found.length >= limit) return { complaints: found, next: `${leftMark}${place}` };
    const complaint = await complaints.byId(left[place] ?? '');
    if (complaint) found.push(complaint);
  }
  return { complaints: found };
}
