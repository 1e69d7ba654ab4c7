import { type Complaint, isEnded } from '../complaints/complaint';
import type { ComplaintActResult } from '../complaints/complaint-acts';
import { notSolved } from '../complaints/history-note';
import { triedTwice } from '../complaints/round';
import { openerOf } from './attach-pending';
import { changeProblem } from './change-problem';
import { attachedPages, hasComeBack } from './count-attached';
import type { ProblemWork } from './known-problem-job';
import type { Round, StoredProblem } from './stored-problem';

const pageSize = 100;
const atOnce = 20;
type RoundName = 'telling' | 'mending';
const statusOf = { telling: 'open', mending: 'repaired' } as const;

/**
 * Goes round everybody attached and tells them what is known now, or that it is repaired: a page at a time, how far it has
 * come is stored with the problem, and each complaint keeps what its customer was told, so that a page that is done again
 * after a crash tells nobody twice. Who joins later stands behind the last one seen, and is found by the next run.
 */
export async function goRound(work: ProblemWork, id: string, name: RoundName, signal: AbortSignal): Promise<void> {
  for (;;) {
    const problem = (await work.problems.get(id))?.problem;
    if (problem === undefined || problem.status !== statusOf[name] || signal.aborted) return;
    const round = problem[name] ?? { done: 0, of: await countOf(work, id) };
    const page = await work.complaints.ofProblem(id, pageSize, round.after);
    await eachOf(page, signal, async (complaint) => {
      const done = await (name === 'telling' ? tell : mend)(work, problem, complaint);
      // One that cannot be told keeps nobody waiting: the supervisor sees that there is no word from it.
      if (done !== undefined && !done.ok)
        work.log.warn({ problem: problem.number, complaint: complaint.id, reason: done.reason }, 'problem: not told');
    });
    if (signal.aborted) return;
    if (page.length === 0 && round.finished) return;
    const isLast = page.length < pageSize;
    const next = advanced(round, page, isLast);
    const written = await changeProblem(work.problems, id, (current) =>
      // Begun anew meanwhile, by news or by somebody attached: this page is not the first any more.
      current.status !== problem.status || current.news !== problem.news || current[name]?.after !== round.after
        ? undefined
        : { ok: true, problem: { ...current, [name]: next } },
    );
    if (!written.ok || isLast) return;
  }
}

/** Some at once: the store writes those that come together in one go. */
async function eachOf(
  page: readonly Complaint[],
  signal: AbortSignal,
  act: (complaint: Complaint) => Promise<void>,
): Promise<void> {
  for (let from = 0; from < page.length && !signal.aborted; from += atOnce)
    await Promise.all(page.slice(from, from + atOnce).map(act));
}

type Done = Promise<ComplaintActResult> | undefined;

function tell({ complaintActs }: ProblemWork, problem: StoredProblem, complaint: Complaint): Done {
  const { id, number, news, newsFor, repairBy } = problem;
  // English words added later are no news to readers of Chinese.
  const due = newsFor?.[complaint.language === 'en' ? 'english' : 'chinese'] ?? news;
  if ((complaint.problem?.news ?? 0) >= due) return undefined;
  return complaintActs.tellProblem(complaint.id, {
    ...{ id, number, news },
    ...(repairBy === undefined ? {} : { repairBy }),
  });
}

const mend = ({ complaintActs }: ProblemWork, problem: StoredProblem, { id }: Complaint): Done =>
  problem.repair && complaintActs.answerRepaired(id, openerOf(problem), problem.id, problem.repair);

/**
 * Closes together: who said yes, or was tried twice without a word. Who said no leaves, and goes on with the senior who has
 * it since. The rest stays and is waited for.
 */
export async function closeTogether(work: ProblemWork, id: string, signal: AbortSignal): Promise<void> {
  for (;;) {
    const problem = (await work.problems.get(id))?.problem;
    const { closing, repair } = problem ?? {};
    if (!problem || !closing || !repair || problem.status !== 'repaired' || closing.finished || signal.aborted) return;
    const round = closing.of > 0 ? closing : { ...closing, of: await countOf(work, id) };
    const page = await work.complaints.ofProblem(id, pageSize, round.after);
    const leaving = page.filter((complaint) => !isEnded(complaint.status) && hasComeBack(complaint, repair.at));
    // Noted first: those who have left cannot be counted afterwards.
    const noted = await changeProblem(work.problems, id, (current) => ({
      ok: true,
      problem: withLeft(current, leaving),
    }));
    if (!noted.ok) return;
    const by = openerOf(problem);
    await eachOf(page, signal, async (complaint) => {
      const { id: one, status } = complaint;
      if (leaving.includes(complaint)) await work.complaintActs.detach(one, by, id, notSolved);
      else if (status === 'rechecked' || (status === 'decision_communicated' && triedTwice(complaint)))
        await work.complaintActs.close(one, by);
    });
    if (signal.aborted) return;
    const isLast = page.length < pageSize;
    const written = await changeProblem(work.problems, id, (current) =>
      current.closing === undefined || current.closing.after !== closing.after
        ? undefined
        : { ok: true, problem: { ...current, closing: { ...advanced(round, page, isLast), by: closing.by } } },
    );
    if (!written.ok || isLast) return;
  }
}

function withLeft(problem: StoredProblem, leaving: readonly Complaint[]): StoredProblem {
  if (leaving.length === 0) return problem;
  return { ...problem, left: [...new Set([...(problem.left ?? []), ...leaving.map(({ id }) => id)])] };
}

function advanced(round: Round, page: readonly Complaint[], isLast: boolean): Round {
  const after = page.at(-1)?.id ?? round.after;
  const done = round.done + page.length;
  return {
    ...(after === undefined ? {} : { after }),
    done,
    of: Math.max(round.of, done),
    ...(isLast ? { finished: true as const } : {}),
  };
}

async function countOf({ complaints }: ProblemWork, id: string): Promise<number> {
  let count = 0;
  for await (const page of attachedPages(complaints, id)) count += page.length;
  return count;
}
