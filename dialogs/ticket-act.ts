import type { Understanding } from '../src/understanding/understanding';
import type { DeskTurn } from './desk-turn';
import { knownHere } from './own-complaints';
import type { TicketAct } from './ticket-dialog';

/** What is wanted of a complaint already made. */
export const ticketActs: Readonly<Record<string, TicketAct>> = {
  'ticket.status': 'status',
  'ticket.add': 'add',
  'ticket.reopen': 'reopen',
  'ticket.withdraw': 'withdraw',
};

/** A longer message with a number in it tells more than the number. */
const longestNumber = 30;

/** @returns what is wanted of a complaint already made; `undefined`: nothing */
export async function ticketActOf(desk: DeskTurn, heard: Understanding): Promise<TicketAct | undefined> {
  const { intent, slots, text } = heard;
  const isNumber = slots.complaintNumbers.length > 0 && text.length < longestNumber;
  const act = ticketActs[intent] ?? (isNumber ? 'status' : undefined);
  if (act || !desk.services.cues.is('howIsIt', text)) return act;
  // "How is it going" by itself asks about something only where there is something.
  return (await knownHere(desk)).length > 0 ? 'status' : undefined;
}
