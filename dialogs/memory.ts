import type { DialogContext } from 'botbuilder-dialogs';
import type { Complaint } from '../src/complaints/complaint';
import { complaintEventNames } from '../src/complaints/protocol';
import { currentAnswer } from '../src/complaints/round';
import { openDraft } from './complaint-draft';
import { nameOf, numberWording, untilWhen } from './complaint-words';
import type { ComplaintNews } from './desk-state';
import type { DeskTurn } from './desk-turn';
import { verifiedPhone } from './identity-dialog';
import { isOpen, knownHere } from './own-complaints';

/** Whoever says nothing for so long and then something comes back. */
export const awayMs = 2 * 3600_000;

/**
 * A customer who comes back hears how the open complaint stands, in one line before the answer; what waits for their word is
 * put to them. Nothing is said of complaints of a number that is not proved (S13).
 */
export async function remember(dc: DialogContext, desk: DeskTurn): Promise<void> {
  const { state, heard } = desk;
  if (!heard || desk.ownedByPerson) return;
  const [before] = state.mood.slice(-2, -1);
  if (before && desk.turn.now - before.at > awayMs) {
    state.cameBack = true;
    delete state.remembered;
  }
  const here = state.cameBack ? (await knownHere(desk)).filter(isOpen) : [];
  const others = await ofProvedNumber(desk);
  // Known from elsewhere: told here for the first time, in full.
  for (const complaint of others) {
    const news = newsOf(complaint);
    const isWaiting = state.news?.some(({ name, value }) => name === news?.name && value.id === news.value.id);
    if (news && !isWaiting) state.news = [...(state.news ?? []), news];
  }
  const open = [...here, ...others.filter((complaint) => newsOf(complaint) === undefined)];
  const [latest] = open;
  if (latest === undefined) {
    delete state.cameBack;
    return;
  }
  // The line goes before a reply; there is none while a story is listened to, and none is needed where it is the reply.
  if (desk.saidNothing) {
    state.cameBack = true;
    return;
  }
  delete state.cameBack;
  if (open.some(({ number }) => desk.mentions(number)) || openDraft(dc)?.phase === 'confirming') return;
  const { status } = desk.services.catalogue;
  const line = desk.wording(open.length > 1 ? 'memory.more' : 'memory.line', {
    number: numberWording(desk, latest.number),
    name: nameOf(desk, latest),
    stage: status.names[latest.status][state.language],
    by: isDecided(latest) ? '' : untilWhen(desk, latest.promise.resolveBy),
    count: open.length,
  });
  desk.preface(line, () => undefined);
}

const isDecided = ({ status }: Complaint): boolean => status === 'answered' || status === 'decision_communicated';

/** Looked for once, when the number has been proved; those told here are known already. */
async function ofProvedNumber(desk: DeskTurn): Promise<readonly Complaint[]> {
  const { state, services } = desk;
  const phone = verifiedPhone(desk);
  if (phone === undefined || state.remembered === phone) return [];
  state.remembered = phone;
  const known = new Set((await knownHere(desk)).map(({ id }) => id));
  const filed = await services.complaints.ofPhone(phone, 0);
  return filed.filter((complaint) => isOpen(complaint) && !known.has(complaint.id));
}

/** What waits for the customer's word. */
function newsOf(complaint: Complaint): ComplaintNews | undefined {
  const { id, number, status, history } = complaint;
  const answer = currentAnswer(complaint);
  if (isDecided(complaint) && answer)
    return { name: complaintEventNames.answered, value: { id, number, text: answer.text } };
  const question = history.findLast(({ event }) => event === 'ask_customer')?.note;
  return status === 'waiting_for_customer' && question !== undefined
    ? { name: complaintEventNames.asked, value: { id, number, question } }
    : undefined;
}
