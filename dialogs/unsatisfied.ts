import { addInformation } from '../src/complaints/amend';
import type { Complaint } from '../src/complaints/complaint';
import { stateTable } from '../src/complaints/state-table';
import { byWhen } from '../src/complaints/when';
import { amend } from './amend';
import type { DeskTurn } from './desk-turn';

/** The complaint the person dealt with. */
export interface Concerned {
  readonly id: string;
  readonly number: string;
  /** Ended already: it can be opened again. */
  readonly reopens: boolean;
}

/** Ended, or answered: it can be taken up again. */
export const canReopen = ({ status }: Complaint): boolean =>
  stateTable.some(({ event, from }) => event === 'reopen' && from.includes(status));

/** The newest complaint of the last hand-over; `undefined` when it was about none. */
export async function complaintOf(desk: DeskTurn): Promise<Concerned | undefined> {
  const number = desk.state.lastHandoff?.numbers.at(-1);
  const complaint = number === undefined ? undefined : await desk.services.complaints.byNumber(number);
  return complaint && { id: complaint.id, number: complaint.number, reopens: canReopen(complaint) };
}

/**
 * Somebody dissatisfied wants it taken up again: an ended complaint is re-opened one priority higher, one under way is
 * raised with what went wrong, and where there is none a person comes again, sooner and not the same one.
 * @param words what went wrong, may be empty
 */
export async function followUp(desk: DeskTurn, words: string): Promise<void> {
  const concerned = await complaintOf(desk);
  if (!concerned) return desk.escalate('customer_asked');
  const { complaintActs, complaints } = desk.services;
  const { now } = desk.turn;
  const { id, number } = concerned;
  const reason = words === '' ? desk.wording('survey.reason').text : words;
  const reopened = await complaintActs.reopen(id, 'customer', reason);
  if (reopened.ok) {
    const first = byWhen(reopened.complaint.promise.firstReplyBy, now, desk.state.language);
    return desk.sayKey('survey.reopened', { number, first });
  }
  if (reopened.reason !== 'not_now') return desk.escalate('customer_asked');
  // Under way still. A turn that is run again finds what it did before.
  const raised = await amend(complaints, id, (complaint) => {
    if (complaint.additions.some(({ at, text }) => at === now && text === reason)) return { ok: true, complaint };
    const added = addInformation(complaint, { text: reason, now });
    return added.ok
      ? { ok: true, complaint: { ...added.complaint, priority: complaint.priority === 0 ? 1 : 2 } }
      : added;
  });
  if (raised.ok) desk.sayKey('survey.raised', { number });
  else desk.escalate('customer_asked');
}
