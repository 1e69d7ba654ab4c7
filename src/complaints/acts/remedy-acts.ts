import type { Decision } from '../change-complaint';
import type { Complaint, GivenRemedy } from '../complaint';
import type { ComplaintActs } from '../complaint-acts';
import { isAboveLimit, isPaid, isRemedyKnown } from '../remedies';
import { paymentEntry } from '../told';
import { type ActContext, applyBy, asIs, progress, refuse, write } from './act-context';

/** Service recovery: given by an agent, above the limit decided by a supervisor, paid out once. */
export function remedyActs({ act, catalogue }: ActContext): Pick<ComplaintActs, 'giveRemedy' | 'decideRemedy'> {
  const { standard } = catalogue;

  /** Money that is given leaves, and the customer hears of it; what waits or is refused stays inside. */
  function given(before: Complaint, complaint: Complaint, remedy: GivenRemedy): Decision {
    if (remedy.status !== 'given' || !isPaid(remedy, standard)) return write(before, complaint);
    return write(before, complaint, [progress('remedy')], paymentEntry(before, remedy));
  }

  return {
    giveRemedy: (id, by, { id: remedyId, code, amountFen }) =>
      act(id, (complaint, now) => {
        const { remedies = [] } = complaint;
        if (remedies.some((known) => known.id === remedyId)) return asIs;
        const wanted = { code, ...(amountFen === undefined ? {} : { amountFen }) };
        if (!isRemedyKnown(complaint, wanted, standard)) return refuse('unknown');
        const isWaiting = by.role !== 'supervisor' && isAboveLimit(complaint, wanted, standard);
        const status = isWaiting ? 'waiting_approval' : 'given';
        const remedy: GivenRemedy = { id: remedyId, ...wanted, by: by.name, at: now, status };
        const changes = { remedies: [...remedies, remedy] };
        const result = applyBy(by, complaint, 'remedy', now, noteOf(remedy), { changes });
        return result.ok ? given(complaint, result.complaint, remedy) : refuse(result.reason);
      }),

    decideRemedy: (id, by, remedyId, approve) =>
      act(id, (complaint, now) => {
        const { remedies = [] } = complaint;
        const remedy = remedies.find((known) => known.id === remedyId);
        if (remedy === undefined) return refuse('unknown');
        const status = approve ? 'given' : 'refused';
        const decided: GivenRemedy = { ...remedy, status, decidedBy: by.name, decidedAt: now };
        const changes = { remedies: remedies.map((known) => (known.id === remedyId ? decided : known)) };
        const result = applyBy(by, complaint, 'decide_remedy', now, noteOf(decided), { changes });
        if (!result.ok) return refuse(result.reason);
        if (remedy.status !== 'waiting_approval') return remedy.status === status ? asIs : refuse('not_now');
        return given(complaint, result.complaint, decided);
      }),
  };
}

const noteOf = ({ status, code, amountFen }: GivenRemedy): string =>
  [status, code, ...(amountFen === undefined ? [] : [`${amountFen} fen`])].join(' ');
