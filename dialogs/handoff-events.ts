import type { DialogContext } from 'botbuilder-dialogs';
import type { Handoff } from '../src/handoff/handoff';
import type { HandoffStatusValue, QueueUpdateValue } from '../src/handoff/protocol';
import { maskPhone } from '../src/ports/mask';
import { listOf } from '../src/wording/list-of';
import { sayAgreed } from './agreed';
import { openDraft } from './complaint-draft';
import type { LastHandoff } from './desk-state';
import type { DeskTurn } from './desk-turn';
import { offHours, recordWhatWasTold } from './handoff-dialog';
import { lineChoices, sayPlace } from './place-in-line';
import { SurveyDialog } from './survey-dialog';
import { sayBooked } from './waiting';

type Accepted = Extract<HandoffStatusValue, { state: 'accepted' }>;
type Failed = Extract<HandoffStatusValue, { state: 'failed' }>;
type Completed = Extract<HandoffStatusValue, { state: 'completed' }>;

/** By text message only so many updates are worth one. */
const worthATextMessage = 3;

/** A person has taken over, is gone, or has finished: the customer is told, except who has them on the telephone. */
export async function handoffStatus(dc: DialogContext, desk: DeskTurn, value: HandoffStatusValue): Promise<void> {
  const { state, services } = desk;
  if (state.handoffId !== value.handoffId && value.state !== 'accepted') {
    // The customer has left it since, or asked for the next person already.
    if (value.state === 'completed') state.lastHandoff = endOf(desk, value, await services.queue.byId(value.handoffId));
    return;
  }
  state.handoffId = value.handoffId;
  desk.handoff ??= await services.queue.byId(value.handoffId);
  switch (value.state) {
    case 'accepted':
      return accepted(dc, desk, value);
    case 'failed':
      return failed(dc, desk, value);
    case 'completed':
      return completed(dc, desk, value);
  }
}

/** What was under way with the bot ends; a complaint told while waiting is recorded as it stands. */
async function accepted(dc: DialogContext, desk: DeskTurn, { agent: { name } }: Accepted): Promise<void> {
  const draft = openDraft(dc);
  await dc.cancelAllDialogs();
  desk.turn.wakeAt(undefined);
  delete desk.state.keptQuestion;
  const told = draft ? await recordWhatWasTold(desk, draft) : [];
  if (desk.capabilities.spoken) return;
  if (told.length > 0) desk.sayKey('person.recorded', { numbers: listOf(told, desk.state.language) });
  const phone = desk.handoff?.callBack?.phone;
  if (phone) desk.sayKey('agent.calling', { name, phone: maskPhone(phone) });
  else desk.sayKey('agent.accepted', { name });
  desk.tellStanding({ state: 'accepted', agent: { name } });
}

async function failed(dc: DialogContext, desk: DeskTurn, { reason }: Failed): Promise<void> {
  const { state, handoff, capabilities } = desk;
  const isBooked = handoff?.status === 'call_back_booked';
  if (reason === 'not_taken' && !isBooked) {
    delete state.handoffId;
    delete state.inLine;
  }
  if (capabilities.spoken) return;
  if (reason === 'agent_gone' || reason === 'transferred') {
    desk.sayKey(reason === 'agent_gone' ? 'agent.gone' : 'agent.transferred');
    desk.tellStanding({ state: 'waiting' });
    return;
  }
  if (reason === 'not_taken') {
    // Still in line when the desk closed: a call back was booked instead.
    if (isBooked) await offHours(dc, desk, handoff);
    else desk.sayKey('agent.not_taken', {}, ['call_back', 'complain']);
  } else {
    if ((handoff?.callBack?.attempts ?? 0) > 0) desk.sayKey('agent.not_reached_again');
    sayBooked(desk);
  }
  desk.tellStanding({ state: 'over' });
}

/** The customer is back with the bot, which knows what was agreed, and asks once how it was. */
async function completed(dc: DialogContext, desk: DeskTurn, value: Completed): Promise<void> {
  const { state, handoff, capabilities } = desk;
  const { agreed, result } = value;
  const last = endOf(desk, value, handoff);
  state.lastHandoff = last;
  delete state.handoffId;
  delete state.inLine;
  if (capabilities.spoken) return;
  const isGone = result === 'customer_left' || handoff?.customerLeftAt !== undefined;
  if (result === 'not_reached') desk.sayKey('agent.not_reached', {}, ['call_back']);
  else if (!isGone) desk.sayKey('agent.over');
  if (!isGone || agreed !== undefined) sayAgreed(desk, last);
  desk.tellStanding({ state: 'over' });
  // Begun meanwhile: nobody is interrupted by a survey.
  if (dc.activeDialog) desk.sayAside();
  else if (!isGone && result !== 'not_reached') await dc.beginDialog(SurveyDialog.id);
}

/** What is remembered of it. Numbers are those the customer has seen here: others may be somebody else's. */
function endOf({ state }: DeskTurn, { handoffId, agreed, followUpOn }: Completed, handoff: Handoff | undefined) {
  const numbers = [...new Set([...state.provedTickets, ...state.complaints.map(({ number }) => number)])];
  return {
    id: handoffId,
    ...(handoff?.agent !== undefined && { agent: handoff.agent }),
    ...(agreed !== undefined && { agreed }),
    ...(followUpOn !== undefined && { followUpOn }),
    numbers,
  } satisfies LastHandoff;
}

/** Where the customer stands now; beside whatever they are doing with the bot, and sparingly by text message. */
export async function queueUpdate(dc: DialogContext, desk: DeskTurn, value: QueueUpdateValue): Promise<void> {
  const { state, capabilities } = desk;
  if (!desk.inLine || value.handoffId !== state.handoffId || capabilities.spoken) return;
  const updates = (state.inLine?.updates ?? 0) + 1;
  state.inLine = { ...state.inLine, updates };
  const isWorthIt = value.position === 1 || updates % worthATextMessage === 0;
  if ((capabilities.textMessages && !isWorthIt) || openDraft(dc)?.phase === 'listening') return;
  const { handoffId: _, ...place } = value;
  const words = { next: 'person.place_next', others: 'person.place' };
  sayPlace(desk, place, words, dc.activeDialog ? [] : lineChoices);
  if (dc.activeDialog) desk.sayAside();
}
