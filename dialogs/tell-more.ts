import { addInformation } from '../src/complaints/amend';
import type { Complaint } from '../src/complaints/complaint';
import { amend, type Change } from './amend';
import type { DeskTurn } from './desk-turn';

/**
 * What a customer tells of a complaint already made: the answer its handler waits for, else an addition. A turn that is run
 * again adds nothing twice.
 * @param evidence ids of files that came with it
 */
export async function tellMore(
  desk: DeskTurn,
  id: string,
  words: string,
  evidence: readonly string[] = [],
): Promise<Change> {
  const { complaintActs, complaints } = desk.services;
  const { now } = desk.turn;
  const { areas } = desk.services.catalogue;
  const current = await complaints.byId(id);
  if (current && isTold(current, words, evidence, now)) return { ok: true, complaint: current };
  const waits = current?.status === 'waiting_for_customer';
  if (current && !waits && words.trim() === '' && evidence.length === 0) return { ok: true, complaint: current };
  const toAdd = { ...(!waits && { text: words }), evidence, now, areas };
  const added = waits && evidence.length === 0 ? undefined : await amend(complaints, id, (one) => adding(one, toAdd));
  if (added && (!added.ok || !waits)) return added;
  const answered = await complaintActs.customerAnswered(id, 'customer', words);
  if (answered.ok || answered.reason === 'busy' || answered.reason === 'not_found') return answered;
  // Waited for no longer, since a moment ago.
  return amend(complaints, id, (one) => addInformation(one, { text: words, now, areas }));
}

const adding = (complaint: Complaint, what: Parameters<typeof addInformation>[1]): Change =>
  addInformation(complaint, what);

/** By an earlier run of this very turn. */
function isTold(complaint: Complaint, words: string, evidence: readonly string[], now: number): boolean {
  const text = words.trim();
  const hasWords = text === '' || complaint.additions.some((known) => known.at >= now && known.text === text);
  return (
    (text !== '' || evidence.length > 0) && hasWords && evidence.every((file) => complaint.evidence.includes(file))
  );
}
