import { addInformation, reopen } from '../src/complaints/amend';
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

const canReopen = ({ status }: Complaint): boolean =>
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
  const { catalogue, complaints } = desk.services;
  const { now } = desk.turn;
  const { number } = concerned;
  const reason = words === '' ? desk.wording('survey.reason').text : words;
  // A turn that is run again finds what it did before.
  const isDone = ({ history, additions }: Complaint): boolean =>
    history.some(({ at, event, note }) => at === now && event === 'reopen' && note === reason) ||
    additions.some(({ at, text }) => at === now && text === reason);
  const changed = await amend(complaints, concerned.id, (complaint) => {
    if (isDone(complaint)) return { ok: true, complaint };
    if (canReopen(complaint)) return reopen(complaint, { reason, now, catalogue });
    const added = addInformation(complaint, { text: reason, now });
    return added.ok
      ? { ok: true, complaint: { ...added.complaint, priority: complaint.priority === 0 ? 1 : 2 } }
      : added;
  });
  if (!changed.ok) return desk.escalate('customer_asked');
  const { promise, history } = changed.complaint;
  if (history.at(-1)?.event !== 'reopen') return desk.sayKey('survey.raised', { number });
  desk.sayKey('survey.reopened', { number, first: byWhen(promise.firstReplyBy, now, desk.state.language) });
}
