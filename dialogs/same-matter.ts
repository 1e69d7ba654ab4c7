import type { DialogContext } from 'botbuilder-dialogs';
import { type Complaint, isEnded } from '../src/complaints/complaint';
import { statusSummary } from '../src/complaints/status-summary';
import type { Understanding } from '../src/understanding/understanding';
import { numberWording } from './complaint-words';
import type { DeskTurn } from './desk-turn';
import { sayProblemStatus } from './known-problem';
import { ownComplaints } from './own-complaints';
import { RecheckDialog, type RecheckOptions } from './recheck-dialog';
import { tellMore } from './tell-more';
import { TicketDialog, type TicketOptions } from './ticket-dialog';

const day = 86_400_000;
/** A longer message is a story, not a word on something known. */
const longestWord = 60;

/**
 * "It is that matter again": belongs to the complaint there is, not into a second one. One under way gets the words, one
 * that was answered or closed goes back to a senior.
 * @returns whether it was about that
 */
export async function aboutSameMatter(dc: DialogContext, desk: DeskTurn, heard: Understanding): Promise<boolean> {
  const { cues } = desk.services;
  if (!cues.has('sameMatter', heard.text)) return false;
  const known = (await ownComplaints(desk)).filter((complaint) => isRecent(desk, complaint));
  const types = new Set(heard.complaintTypes.map(({ type }) => type));
  const complaint = known.find(({ type }) => types.has(type)) ?? (types.size === 0 ? known[0] : undefined);
  if (complaint) return takeUp(dc, desk, complaint, heard.text);
  // Told elsewhere, and nothing else said: the number leads to it. A story told anew is linked when its number is known.
  if (types.size > 0 || heard.text.length > longestWord || heard.text.includes('?') || heard.text.includes('？'))
    return false;
  await dc.beginDialog(TicketDialog.id, { act: 'add' } satisfies TicketOptions);
  return true;
}

function isRecent({ services, turn }: DeskTurn, { status, createdAt, history }: Complaint): boolean {
  const since = turn.now - services.catalogue.standard.repeat.days * day;
  return status !== 'merged' && status !== 'withdrawn' && Math.max(createdAt, history.at(-1)?.at ?? 0) >= since;
}

async function takeUp(dc: DialogContext, desk: DeskTurn, complaint: Complaint, words: string): Promise<boolean> {
  const { id, number, status } = complaint;
  if (isEnded(status) || ['answered', 'decision_communicated', 'rechecked'].includes(status)) {
    await dc.beginDialog(RecheckDialog.id, { id, number, said: 'unsolved' } satisfies RecheckOptions);
    return true;
  }
  const done = await tellMore(desk, id, words);
  if (!done.ok) return false;
  desk.sayKey('same.added', { number: numberWording(desk, number) });
  const { catalogue } = desk.services;
  const choices = ['ticket_add', 'person'].map((choice) => desk.choice(choice));
  desk.say(statusSummary(done.complaint, catalogue, desk.state.language, desk.turn.now), choices);
  await sayProblemStatus(desk, done.complaint);
  return true;
}

/** A word on whether it is solved, after the question was let go. @returns whether it was one */
export async function aboutSolved(dc: DialogContext, desk: DeskTurn, { text }: Understanding): Promise<boolean> {
  const asked = desk.state.rechecks?.at(-1);
  const said = asked && (['unsolved', 'solved'] as const).find((cue) => desk.services.cues.is(cue, text));
  if (!asked || said === undefined) return false;
  await dc.beginDialog(RecheckDialog.id, { ...asked, said } satisfies RecheckOptions);
  return true;
}
