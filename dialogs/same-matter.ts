import type { DialogContext } from 'botbuilder-dialogs';
import type { Complaint } from '../src/complaints/complaint';
import type { Understanding } from '../src/understanding/understanding';
import type { DeskTurn } from './desk-turn';
import { solvedIn } from './expectation';
import { isOpen, ownComplaints } from './own-complaints';
import { RecheckDialog, type RecheckOptions } from './recheck-dialog';
import { takeUp } from './take-up';
import { TicketDialog, type TicketOptions } from './ticket-dialog';
import { askWhich } from './which-complaint';

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
  const meant = meantOf(desk, types.size === 0 ? known : known.filter(({ type }) => types.has(type)), heard);
  if (meant.length > 1) {
    await askWhich(dc, meant, { kind: 'same', words: heard.text });
    return true;
  }
  const [complaint] = meant;
  if (complaint) {
    const again = await takeUp(desk, complaint, heard.text);
    if (typeof again === 'object') await dc.beginDialog(RecheckDialog.id, again);
    return again !== 'refused';
  }
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

/** The one that is named, or was spoken of just now; else those that are open, else all. */
function meantOf(desk: DeskTurn, known: readonly Complaint[], { slots }: Understanding): readonly Complaint[] {
  const named = known.filter(({ number }) => slots.complaintNumbers.includes(number));
  if (named.length > 0) return named;
  const current = known.filter(({ id }) => id === desk.spokenOf);
  if (current.length > 0) return current;
  const open = known.filter(isOpen);
  return open.length > 0 ? open : known;
}

/**
 * A word on whether it is solved, after the question was let go: of the one it names, of the one spoken of just now, or of
 * the only one that was asked about.
 * @returns whether it was one
 */
export async function aboutSolved(dc: DialogContext, desk: DeskTurn, heard: Understanding): Promise<boolean> {
  const { cues } = desk.services;
  const { text, slots } = heard;
  const asked = await stillAsked(desk);
  const named = asked.find(({ number }) => slots.complaintNumbers.includes(number));
  if (slots.complaintNumbers.length > 0 && !named) return false;
  const isWord = named && !cues.has('question', text);
  const said = isWord ? solvedIn(text, cues) : (['unsolved', 'solved'] as const).find((cue) => cues.is(cue, text));
  const last = asked.at(-1);
  if (!last || said === undefined) return false;
  const one = named ?? asked.find(({ id }) => id === desk.spokenOf) ?? (asked.length === 1 ? last : undefined);
  if (one) await dc.beginDialog(RecheckDialog.id, { ...one, said } satisfies RecheckOptions);
  else await askWhich(dc, asked, { kind: 'recheck', said, words: text });
  return true;
}

/** Those whose customer has not said yet whether they are solved; where there is none any more, the last one of them. */
async function stillAsked({ state, services }: DeskTurn): Promise<readonly { id: string; number: string }[]> {
  const { rechecks = [] } = state;
  const found = await Promise.all(rechecks.map(({ id }) => services.complaints.byId(id)));
  const waiting = new Set(found.flatMap((one) => (one && isWithoutWord(one) ? [one.id] : [])));
  const asked = rechecks.filter(({ id }) => waiting.has(id));
  return asked.length > 0 ? asked : rechecks.slice(-1);
}

/** Also one that was closed because its customer could not be reached. */
const isWithoutWord = ({ status, marks }: Complaint): boolean =>
  status === 'answered' || status === 'decision_communicated' || (status === 'closed' && marks.rechecked === undefined);
