import { parseComplaintNumber } from '../complaints/number';
import type { ProblemChildActs } from '../complaints/problem-acts';
import type { AgentProfile } from '../handoff/agent';
import type { ComplaintRepository } from '../ports/complaint-repository';
import type { Log } from '../ports/log';
import { withFirst } from './beginning';
import { changeProblem, type ProblemActResult } from './change-problem';
import type { ProblemDocuments } from './problem-documents';
import type { StoredProblem } from './stored-problem';

export interface AttachPendingDeps {
  readonly problems: Pick<ProblemDocuments, 'get' | 'replace'>;
  readonly complaints: Pick<ComplaintRepository, 'byNumber'>;
  readonly complaintActs: Pick<ProblemChildActs, 'attach'>;
  readonly log: Log;
}

/**
 * Attaches what was named when it was opened; after a crash the job does the rest. What cannot be attached is left out. It
 * began with the first of them, unless somebody said when.
 */
export async function attachPending(deps: AttachPendingDeps, id: string): Promise<ProblemActResult> {
  const { problems, complaints, complaintActs, log } = deps;
  const read = await problems.get(id);
  if (read === undefined) return { ok: false, reason: 'not_found' };
  const { problem } = read;
  let first: number | undefined;
  for (const text of problem.attaching ?? []) {
    const number = parseComplaintNumber(text);
    const complaint = number === undefined ? undefined : await complaints.byNumber(number);
    if (complaint === undefined) continue;
    first = Math.min(first ?? complaint.createdAt, complaint.createdAt);
    const { number: of } = problem;
    const done = await complaintActs.attach(complaint.id, openerOf(problem), { id, number: of });
    if (!done.ok && done.reason === 'busy') return { ok: false, reason: 'busy' };
    if (!done.ok) log.info({ problem: of, complaint: complaint.id, reason: done.reason }, 'complaint not attached');
  }
  return changeProblem(problems, id, (current) => {
    const { attaching: _, telling: __, ...rest } = current;
    return { ok: true, problem: withFirst(rest, first) };
  });
}

/** Whoever said last what is known, as an actor: the supervisor who has the problem. */
export const openerOf = ({ known, repair }: StoredProblem): AgentProfile => ({
  name: repair?.by ?? known?.by ?? 'desk',
  role: 'supervisor',
});
