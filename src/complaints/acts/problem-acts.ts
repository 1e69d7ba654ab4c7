import type { AgentProfile } from '../../handoff/agent';
import type { EventResult } from '../apply-event';
import type { Answer, Assessment, Complaint } from '../complaint';
import type { ProblemChildActs } from '../problem-acts';
import { type ActContext, applyBy, asIs, cut, progress, refuse, write } from './act-context';

/** What a trouble of many is taken for. */
const assessment = { severity: 'medium', complexity: 'simple', impact: 'many', actAtOnce: false } as const;
const working: ReadonlySet<Complaint['status']> = new Set([
  'acknowledged',
  'assessed',
  'investigating',
  'waiting_for_customer',
]);

/** Being part of a known problem. */
export function problemActs({ act, wrapUp }: ActContext): ProblemChildActs {
  return {
    attach: (id, by, problem) =>
      act(id, (complaint, now) => {
        if (complaint.problem?.id === problem.id) return asIs;
        if (complaint.problem !== undefined) return refuse('not_now');
        const result = applyBy(by, complaint, 'attach', now, problem.number, { changes: { problem } });
        return result.ok ? write(complaint, result.complaint) : refuse(result.reason);
      }),

    detach: (id, by, problemId, why) =>
      act(id, (complaint, now) => {
        if (complaint.problem?.id !== problemId) return asIs;
        const result = applyBy(by, complaint, 'detach', now, cut(`${complaint.problem.number}: ${why}`));
        if (!result.ok) return refuse(result.reason);
        const { problem: _, ...rest } = result.complaint;
        return write(complaint, rest);
      }),

    tellProblem: (id, problem) =>
      act(id, (complaint, now) => {
        const { problem: own, status } = complaint;
        if (own?.id !== problem.id || (own.news ?? 0) >= problem.news || !working.has(status)) return asIs;
        const changes = { problem };
        const result = applyBy('desk', complaint, 'tell_problem', now, problem.number, { changes });
        return result.ok
          ? write(complaint, result.complaint, [progress('problem', problem.repairBy)])
          : refuse(result.reason);
      }),

    answerRepaired: (id, by, problemId, { text, english, cause, at }) =>
      act(id, (complaint, now) => {
        if (complaint.problem?.id !== problemId || !working.has(complaint.status)) return asIs;
        // Answered so before, and back since: it goes its own way.
        if (complaint.answers?.some((answer) => answer.at >= at && answer.cause === cause && answer.text === text))
          return asIs;
        if (!wrapUp.isCause(cause)) return refuse('unknown');
        const words = { text, ...(english !== undefined && { english }) };
        const answer: Answer = { at: now, by: by.name, ...words, cause, owner: complaint.promise.owner };
        const result = stepsTo(complaint, by, now, answer);
        return result.ok
          ? write(complaint, result.complaint, [{ event: 'answered', ...words, repaired: true }])
          : refuse(result.reason);
      }),
  };
}

/** Every stage in its order, none skipped: the history shows what was done, and the customer hears the last. */
function stepsTo(complaint: Complaint, by: AgentProfile, now: number, answer: Answer): EventResult {
  const assessed: Assessment = complaint.assessment ?? { ...assessment, at: now, by: by.name };
  const answers = [...(complaint.answers ?? []), answer];
  const note = complaint.problem?.number ?? '';
  let result: EventResult = { ok: true, complaint };
  while (result.ok && working.has(result.complaint.status)) {
    const { complaint: current }: { complaint: Complaint } = result;
    switch (current.status) {
      case 'acknowledged':
        result = applyBy(by, current, 'assess', now, note, { changes: { assessment: assessed } });
        break;
      case 'assessed':
        result = applyBy(by, current, 'investigate', now, note);
        break;
      case 'waiting_for_customer':
        result = applyBy(by, current, 'customer_answered', now, note);
        break;
      default:
        return applyBy(by, current, 'answer', now, answer.cause, { changes: { answers } });
    }
  }
  return result;
}
