import { type Complaint, isEnded } from '../src/complaints/complaint';
import type { DeskTurn } from './desk-turn';
import { verifiedPhone } from './identity-dialog';

/** At most so many of one customer's are looked at. */
const most = 20;

/** Complaints told here, or whose number was proved here: this customer may hear of them (S13). Newest first. */
export async function knownHere({ state, services }: DeskTurn): Promise<readonly Complaint[]> {
  const told = await Promise.all(state.complaints.slice(-most).map(({ id }) => services.complaints.byId(id)));
  const proved = await Promise.all(
    state.provedTickets.slice(-most).map((number) => services.complaints.byNumber(number)),
  );
  return newestFirst([...told, ...proved].filter((found) => found !== undefined));
}

/** Those, and what was filed under the number that is proved just now. Newest first. */
export async function ownComplaints(desk: DeskTurn): Promise<readonly Complaint[]> {
  const phone = verifiedPhone(desk);
  const filed = phone === undefined ? [] : await desk.services.complaints.ofPhone(phone, 0);
  return newestFirst([...(await knownHere(desk)), ...filed.slice(0, most)]);
}

const newestFirst = (found: readonly Complaint[]): readonly Complaint[] =>
  [...new Map(found.map((complaint) => [complaint.id, complaint])).values()].sort((a, b) => b.createdAt - a.createdAt);

/** Its customer still waits for something, or we for them. */
export const isOpen = ({ status }: Complaint): boolean => !isEnded(status) && status !== 'rechecked';
