import type { Decision } from '../change-complaint';
import type { Complaint, GivenRemedy } from '../complaint';
import type { ComplaintActs } from '../complaint-acts';
import { isAboveLimit, isPaid, remedyWanted } from '../remedies';
import { paymentEntry } from '../told';
import { type ActContext, applyBy, asIs, progress, refuse, write } from './act-context';

type RemedyActs = Pick<ComplaintActs, 'giveRemedy' | 'decideRemedy' | 'payAgain' | 'remedyPaid'>;

/** Service recovery: given by an agent, above the limit decided by a supervisor, paid out once. */
export function remedyActs({ act, catalogue }: ActContext): RemedyActs {
  const { standard } = catalogue;

  /** Money that is given leaves; the customer hears of it when it is there. What waits or is refused stays inside. */
  function given(before: Complaint, complaint: Complaint, remedy: GivenRemedy): Decision {
    const isLeaving = remedy.status === 'given' && isPaid(remedy, standard);
    return write(before, complaint, [], isLeaving ? paymentEntry(before, remedy) : []);
  }

  return {
    giveRemedy: (id, by, { id: remedyId, code, amountFen }) =>
      act(id, (complaint, now) => {
        const { remedies = [] } = complaint;
        if (remedies.some((known) => known.id === remedyId)) return asIs;
        const asked = remedyWanted(complaint, { code, ...(amountFen === undefined ? {} : { amountFen }) }, standard);
        if (!asked.ok) return asked;
        const { wanted } = asked;
        const isWaiting = by.role !== 'supervisor' && isAboveLimit(complaint, wanted, standard);
        const status = isWaiting ? 'waiting_approval' : 'given';
        const remedy: GivenRemedy = { id: remedyId, ...wanted, by: by.name, at: now, status };
        const changes = { remedies: [...remedies, remedy] };
        const result = applyBy(by, complaint, 'remedy', now, noteOf(remedy), { changes });
        return result.ok ? given(complaint, result.complaint, remedy) : refuse(result.reason);
      }),

    decideRemedy: (id, by, remedyId, approve) =>
      act(id, (complaint, now) => {
        const remedy = find(complaint, remedyId);
        if (remedy === undefined) return refuse('unknown');
        const status = approve ? 'given' : 'refused';
        const decided: GivenRemedy = { ...remedy, status, decidedBy: by.name, decidedAt: now };
        const changes = changed(complaint, decided);
        const result = applyBy(by, complaint, 'decide_remedy', now, noteOf(decided), { changes });
        if (!result.ok) return refuse(result.reason);
        // What could not be paid is dropped, or tried again by `payAgain`.
        const isOpen = remedy.status === 'waiting_approval' || (remedy.status === 'failed' && !approve);
        // Said again by whoever did not hear the answer: meanwhile it may have been paid.
        const isDone = remedy.status === status || (approve && remedy.status === 'paid');
        if (!isOpen) return isDone ? asIs : refuse('not_now');
        return given(complaint, result.complaint, decided);
      }),

    payAgain: (id, by, remedyId) =>
      act(id, (complaint, now) => {
        const remedy = find(complaint, remedyId);
        if (remedy === undefined) return refuse('unknown');
        const { status, again = 0, decidedBy } = remedy;
        if (status !== 'failed') return again > 0 && status !== 'refused' ? asIs : refuse('not_now');
        // Others of its kind may have been given meanwhile.
        const isFree = by.role === 'supervisor' || decidedBy !== undefined;
        if (!isFree && isAboveLimit(complaint, remedy, standard)) return refuse('above_limit');
        const { failure, settledAt: _, ...rest } = remedy;
        const rekeyed = failure === 'unreachable' ? {} : { rekeyed: again + 1 };
        const once: GivenRemedy = { ...rest, status: 'given', again: again + 1, ...rekeyed };
        const changes = changed(complaint, once);
        const result = applyBy(by, complaint, 'retry_remedy', now, noteOf(once), { changes });
        return result.ok ? given(complaint, result.complaint, once) : refuse(result.reason);
      }),

    remedyPaid: (id, remedyId, outcome) =>
      act(id, (complaint, now) => {
        const remedy = find(complaint, remedyId);
        if (remedy === undefined) return refuse('unknown');
        const { failure: _, ...rest } = remedy;
        const settled: GivenRemedy = outcome.ok
          ? { ...rest, status: 'paid', settledAt: now, reference: outcome.reference }
          : { ...rest, status: 'failed', settledAt: now, failure: outcome.reason };
        if (remedy.status === settled.status || remedy.status === 'paid') return asIs;
        if (remedy.status !== 'given' && remedy.status !== 'failed') return refuse('not_now');
        const note = outcome.ok ? noteOf(settled) : `${noteOf(settled)} ${outcome.reason}`;
        const changes = changed(complaint, settled);
        const result = applyBy('desk', complaint, outcome.ok ? 'remedy_paid' : 'remedy_failed', now, note, { changes });
        if (!result.ok) return refuse(result.reason);
        const { amountFen } = settled;
        const isTold = outcome.ok && amountFen !== undefined;
        return write(complaint, result.complaint, isTold ? [progress('remedy', undefined, { amountFen })] : []);
      }),
  };
}

const find = ({ remedies = [] }: Complaint, remedyId: string): GivenRemedy | undefined =>
  remedies.find(({ id }) => id === remedyId);

const changed = ({ remedies = [] }: Complaint, remedy: GivenRemedy): Pick<Complaint, 'remedies'> => ({
  remedies: remedies.map((known) => (known.id === remedy.id ? remedy : known)),
});

const noteOf = ({ status, code, amountFen }: GivenRemedy): string =>
  [status, code, ...(amountFen === undefined ? [] : [`${amountFen} fen`])].join(' ');
