import type { DialogContext } from 'botbuilder-dialogs';
import { maskPhone } from '../src/ports/mask';
import type { Understanding } from '../src/understanding/understanding';
import { pendingFit } from './ask-dialog';
import { CallBackDialog, type CallBackOptions, spanOf, timeNamed } from './call-back-dialog';
import type { DeskTurn } from './desk-turn';
import { lineChoices, sayPlace } from './place-in-line';
import { type WaitingWish, waitingWish } from './waiting-wish';

/**
 * What somebody in line, or with a call back booked, says about just that: their place, leaving, another time. Everything
 * else the bot goes on helping with.
 * @returns whether it was about that
 */
export async function aboutWaiting(dc: DialogContext, desk: DeskTurn, heard: Understanding): Promise<boolean> {
  const { handoff } = desk;
  if (!handoff || desk.state.handoffId === undefined) return false;
  const wish = waitingWish(heard, desk.services.cues);
  // "Forget it" belongs to what is under way; so does whatever a question takes for its answer.
  const busy = dc.activeDialog !== undefined && (heard.control !== undefined || pendingFit(dc)?.fits === 'yes');
  if (wish === undefined || busy) return false;
  // Left already: this turn was begun before.
  if (handoff.status === 'withdrawn' && (wish === 'leave' || wish === 'cancel_call_back')) return left(dc, desk, wish);
  if (desk.inLine) return inLine(dc, desk, heard, wish);
  return handoff.status === 'call_back_booked' && booked(dc, desk, heard, wish);
}

async function inLine(dc: DialogContext, desk: DeskTurn, heard: Understanding, wish: WaitingWish): Promise<boolean> {
  switch (wish) {
    case 'place':
      await place(dc, desk);
      return true;
    case 'leave':
      return withdraw(dc, desk, 'leave');
    case 'call_back':
      return callBack(dc, desk, heard);
    default:
      return false;
  }
}

async function place(dc: DialogContext, desk: DeskTurn): Promise<void> {
  const { handoff, services } = desk;
  const found = (handoff && (await services.waits.placeOf(handoff.id))) ?? { position: 1 };
  sayPlace(desk, found, { next: 'person.place_next', others: 'person.place' }, lineChoices);
  if (dc.activeDialog) await dc.repromptDialog();
}

async function withdraw(dc: DialogContext, desk: DeskTurn, wish: 'leave' | 'cancel_call_back'): Promise<boolean> {
  const { acts } = desk.services;
  const done = await acts.withdraw(desk.handoff?.id ?? '', 'customer');
  if (done.ok || done.reason === 'not_found') return left(dc, desk, wish);
  if (done.reason === 'busy')
    throw new Error('The place in line could not be given up: its entry changes all the time.');
  desk.sayKey('person.just_taken');
  return true;
}

/** What else is under way with the bot goes on. */
async function left(dc: DialogContext, desk: DeskTurn, wish: 'leave' | 'cancel_call_back'): Promise<true> {
  delete desk.state.handoffId;
  delete desk.state.inLine;
  desk.handoff = undefined;
  desk.sayKey(wish === 'leave' ? 'person.left_line' : 'call_back.cancelled', {}, ['complain', 'person']);
  desk.tellStanding({ state: 'over' });
  const asked = dc.stack.findIndex(({ id }) => id === CallBackDialog.id);
  if (asked >= 0) dc.stack.splice(asked);
  if (dc.activeDialog) await dc.repromptDialog();
  return true;
}

async function booked(dc: DialogContext, desk: DeskTurn, heard: Understanding, wish: WaitingWish): Promise<boolean> {
  switch (wish) {
    case 'cancel_call_back':
    case 'leave':
      // Without a word of it, "forget it" is about something else.
      return heard.control === undefined && withdraw(dc, desk, 'cancel_call_back');
    case 'other_time':
      return callBack(dc, desk, heard);
    case 'other_number':
      await dc.beginDialog(CallBackDialog.id, {
        ...optionsOf(desk, heard),
        ...(desk.handoff?.callBack && { span: desk.handoff.callBack }),
        anotherNumber: true,
      } satisfies CallBackOptions);
      return true;
    case 'call_back':
    case 'place':
      if (timeNamed(desk, heard.text)) return callBack(dc, desk, heard);
      sayBooked(desk);
      return true;
  }
}

/** Says what call back is booked. */
export function sayBooked(desk: DeskTurn): void {
  const { handoff } = desk;
  if (!handoff) return;
  const span = spanOf(desk, handoff);
  const phone = handoff.callBack?.phone;
  const choices = ['change_call_back', 'cancel_call_back'];
  if (phone) desk.sayKey('call_back.stands', { span, phone: maskPhone(phone) }, choices);
  else desk.sayKey('call_back.stands_here', { span }, choices);
}

async function callBack(dc: DialogContext, desk: DeskTurn, heard: Understanding): Promise<boolean> {
  if (dc.stack.some(({ id }) => id === CallBackDialog.id)) await dc.repromptDialog();
  else await dc.beginDialog(CallBackDialog.id, optionsOf(desk, heard));
  return true;
}

/** What the very wish for a call back says of it already. */
function optionsOf(desk: DeskTurn, { text, slots }: Understanding): CallBackOptions {
  const span = timeNamed(desk, text);
  const [phone] = slots.phones;
  return { ...(span && { span }), ...(phone !== undefined && { phone }) };
}

/** Once, before the first answer to something else: nobody fears for the place by asking. */
export function keepPlace(dc: DialogContext, desk: DeskTurn): void {
  const { state } = desk;
  const isAboutLine = dc.stack.some(({ id }) => id === CallBackDialog.id);
  if (!desk.inLine || state.inLine?.keptTold || isAboutLine) return;
  desk.preface(desk.wording('person.place_kept'), () => {
    state.inLine = { ...state.inLine, keptTold: true };
  });
}
