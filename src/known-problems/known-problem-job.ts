import { isAwake } from '../complaints/awake';
import type { Catalogue } from '../complaints/catalogue';
import type { ComplaintActs } from '../complaints/complaint-acts';
import type { Clock } from '../ports/clock';
import type { ComplaintRepository } from '../ports/complaint-repository';
import type { DocumentStore } from '../ports/document-store';
import type { Log } from '../ports/log';
import { applyProblemEvent } from './apply-problem-event';
import { attachPending, openerOf } from './attach-pending';
import { changeProblem } from './change-problem';
import { attachedPages, isAnyOpen } from './count-attached';
import { detect } from './detect';
import { type ProblemDocuments, problemDocuments } from './problem-documents';
import { reminderOf } from './reminder';
import { closeTogether, goRound } from './rounds';
import type { ProblemRules } from './rules';
import type { StoredProblem } from './stored-problem';

export interface KnownProblemJobDeps {
  readonly complaints: Pick<ComplaintRepository, 'byNumber' | 'list' | 'ofProblem'>;
  readonly complaintActs: Pick<ComplaintActs, 'attach' | 'detach' | 'tellProblem' | 'answerRepaired' | 'close'>;
  readonly documents: Pick<DocumentStore, 'get' | 'list' | 'put' | 'remove'>;
  readonly catalogue: Pick<Catalogue, 'standard'>;
  readonly rules: ProblemRules;
  readonly clock: Clock;
  readonly log: Log;
}

/** What the steps of a run work with. */
export interface ProblemWork extends Omit<KnownProblemJobDeps, 'documents'> {
  readonly problems: ProblemDocuments;
}

export const knownProblemJobName = 'known-problems';
export const knownProblemEveryMs = 5_000;

/** How often complaints are looked through for clusters, and repaired problems for somebody still open. */
const lookEveryMs = 30_000;
const hour = 3_600_000;
const day = 24 * hour;
const lapsed = 'lapsed';
const actor = { role: 'desk', id: 'desk' } as const;

/**
 * Watches over known problems: suggests them, tells those attached, closes them together, ends them. Wire it as a background
 * job: `{ name: knownProblemJobName, everyMs: knownProblemEveryMs, run: createKnownProblemJob(deps).run }`, and nudge it
 * after acts. Every step is a conditional write that looks again: after a crash, or beside another node's run, nobody is told
 * twice and nothing is suggested twice. Customers are told by day only.
 */
export function createKnownProblemJob({ documents, ...deps }: KnownProblemJobDeps): {
  run(signal: AbortSignal): Promise<void>;
} {
  const work: ProblemWork = { ...deps, problems: problemDocuments(documents) };
  const { clock, log, rules, problems, catalogue } = work;
  let lookedAt: number | undefined;

  async function tend(problem: StoredProblem, signal: AbortSignal, isLook: boolean): Promise<void> {
    const now = clock.now();
    const isDay = isAwake(now, catalogue.standard.awake);
    const { id, status } = problem;
    if (problem.attaching !== undefined) await attachPending(work, id);
    if (status === 'suggested' && now - (problem.suggestion?.at ?? 0) >= rules.suggestion_hours * hour)
      await changeProblem(problems, id, (current) =>
        applyProblemEvent(current, 'dismiss', actor, now, { note: lapsed, changes: { endedAt: now } }),
      );
    if (status === 'open' && isDay) await goRound(work, id, 'telling', signal);
    if (status === 'open') await remind(id, now);
    if (status === 'repaired' && isDay) await goRound(work, id, 'mending', signal);
    if (status === 'repaired' && isDay && problem.closing !== undefined) await closeTogether(work, id, signal);
    if (status === 'repaired' && isLook) await end(problem, now);
    // Whoever joined in the moment it was dismissed is on his own again.
    if (status === 'dismissed' && isLook && now - (problem.endedAt ?? 0) < hour) await letGo(problem, signal);
    const isOver = status === 'dismissed' || status === 'closed';
    if (isOver && isLook && now - (problem.endedAt ?? now) > rules.keep_days * day) await problems.remove(id);
  }

  const remind = (id: string, now: number) =>
    changeProblem(problems, id, (current) => {
      const note = reminderOf(current, rules, now);
      if (note === undefined) return undefined;
      const { repairBy } = current;
      const reminded = repairBy === undefined ? { at: now } : { at: now, repairBy };
      return applyProblemEvent(current, 'remind', actor, now, { note, changes: { reminded } });
    });

  /** When nobody is left open; what was asked of everybody has been done by then. */
  async function end(problem: StoredProblem, now: number): Promise<void> {
    if (problem.mending?.finished !== true || (await isAnyOpen(work.complaints, problem.id))) return;
    await changeProblem(problems, problem.id, (current) =>
      applyProblemEvent(current, 'end', actor, now, { attached: { all: 0, open: 0 }, changes: { endedAt: now } }),
    );
  }

  async function letGo(problem: StoredProblem, signal: AbortSignal): Promise<void> {
    for await (const page of attachedPages(work.complaints, problem.id))
      for (const complaint of page) {
        if (signal.aborted) return;
        await work.complaintActs.detach(complaint.id, openerOf(problem), problem.id, 'dismissed');
      }
  }

  return {
    async run(signal) {
      const now = clock.now();
      const isLook = lookedAt === undefined || now - lookedAt >= lookEveryMs || now < lookedAt;
      if (isLook) {
        await detect(work, signal);
        lookedAt = now;
      }
      for (const { problem } of await problems.all()) {
        if (signal.aborted) return;
        try {
          await tend(problem, signal, isLook);
        } catch (error) {
          log.error({ problem: problem.number, err: error }, 'known problem: work on it failed, tried again');
        }
      }
    },
  };
}
