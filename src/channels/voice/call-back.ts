import { timeSpan } from '../../complaints/when';
import type { Handoff } from '../../handoff/handoff';
import { maskPhone } from '../../ports/mask';
import { askForPerson } from './ask-bot';
import type { CallEvent } from './call';
import type { Bot } from './call-flow';
import type { CallTurn } from './call-turn';
import { pressed, said } from './conversing';
import { listeningFor } from './listening';

type TransferResult = Extract<CallEvent['what'], { kind: 'transfer' }>['result'];
const isMobile = /^1[3-9]\d{9}$/;

/** A person has the conversation waiting: the call goes there, or where no call can be put through, a call back is booked. */
export async function putThrough(turn: CallTurn, bot: Bot, words?: string): Promise<void> {
  if (turn.deps.canTransfer) {
    if (words !== undefined) turn.tell(words);
    return turn.transfer();
  }
  turn.tell('voice.no_transfer');
  return bookOrAsk(turn, bot);
}

/** The transfer is over: somebody took the call, or the caller is back with the bot. */
export async function transferEnded(turn: CallTurn, result: TransferResult): Promise<void> {
  if (result === 'answered') return turn.tell('voice.goodbye').hangUp();
  await leaveWhoMissedIt(turn);
  turn.call.phase = 'call_back_offered';
  turn.call.strikes = { silence: 0, misheard: 0 };
  turn.tell('voice.transfer_failed', { span: spanOf(turn, turn.deps.services.hours.nextCallBack(turn.turn.now)) });
  turn.listen(yesOrNo(turn));
}

export async function callBackAnswered(turn: CallTurn, text: string, bot: Bot, confidence?: number): Promise<void> {
  const { control } = await turn.deps.services.understander.understand(text, turn.call.language);
  if (control === 'yes') return bookOrAsk(turn, bot);
  turn.call.phase = 'talking';
  if (control === 'no') return goOn(turn);
  return said(turn, text, bot, confidence);
}

export async function callBackByKey(turn: CallTurn, digits: string, bot: Bot): Promise<void> {
  if (digits === '1') return bookOrAsk(turn, bot);
  if (digits === '0') turn.call.phase = 'talking';
  if (digits !== '2') return pressed(turn, digits, bot);
  turn.call.phase = 'talking';
  return goOn(turn);
}

export async function numberGiven(turn: CallTurn, digits: string, bot: Bot): Promise<void> {
  if (isMobile.test(digits)) return book(turn, bot, digits);
  if (digits === '0') return without(turn);
  return askNumber(turn, 'voice.call_back_number_again');
}

export async function numberSaid(turn: CallTurn, text: string, bot: Bot): Promise<void> {
  const { slots, control } = await turn.deps.services.understander.understand(text, turn.call.language);
  const [phone] = slots.phones;
  if (phone !== undefined && isMobile.test(phone)) return book(turn, bot, phone);
  return control === undefined ? askNumber(turn, 'voice.call_back_number_again') : without(turn);
}

/** Books for the number called from; without one the caller keys one in. */
export async function bookOrAsk(turn: CallTurn, bot: Bot): Promise<void> {
  const phone = turn.ownNumber;
  return phone === undefined ? askNumber(turn, 'voice.call_back_number') : book(turn, bot, phone);
}

/** No number in three tries: the caller knows when to call again, and goes on with the bot. */
export function without(turn: CallTurn): void {
  turn.call.phase = 'talking';
  turn.call.strikes = { silence: 0, misheard: 0 };
  turn.tell('voice.call_back_without_number', { span: spanOf(turn, turn.deps.services.hours.nextOpen(turn.turn.now)) });
  turn.listen(listeningFor(turn.deps.services, { kind: 'nothing' }, [], turn.call.language));
}

async function book(turn: CallTurn, bot: Bot, phone: string): Promise<void> {
  const { desk, call, deps } = turn;
  if (desk.handoffId === undefined) await askForPerson(turn, bot, 'system_fault');
  const booked = await bookedFor(turn, phone);
  call.phase = 'talking';
  call.callBackBooked = true;
  call.strikes = { silence: 0, misheard: 0 };
  turn.tell('voice.call_back_booked', { span: spanOf(turn, booked), phone: maskPhone(phone) });
  turn.listen(listeningFor(deps.services, { kind: 'nothing' }, [], call.language));
}

/** Makes the waiting entry a booked call back; booked already (this turn run again), it stays as it is. */
async function bookedFor(turn: CallTurn, phone: string): Promise<NonNullable<Handoff['callBack']>> {
  const { queue, hours, acts } = turn.deps.services;
  const id = turn.desk.handoffId ?? '';
  const entry = await queue.byId(id);
  if (entry?.status === 'call_back_booked' && entry.callBack?.phone === phone) return entry.callBack;
  const span = hours.nextCallBack(turn.turn.now);
  const booked = await acts.bookCallBack(id, 'customer', span, phone);
  if (booked.ok) return { ...span, ...booked.handoff.callBack };
  throw new Error(`The call back could not be booked (${booked.reason}): the caller is asked to say it again.`);
}

/**
 * Somebody took the conversation on their page and the call never reached them: it is left to them to wrap up, and the
 * caller can be put through or called back anew.
 */
async function leaveWhoMissedIt({ desk, deps }: CallTurn): Promise<void> {
  const { queue, acts } = deps.services;
  const entry = desk.handoffId === undefined ? undefined : await queue.byId(desk.handoffId);
  if (entry?.status !== 'assigned') return;
  await acts.customerLeft(entry.id);
  delete desk.handoffId;
}

function askNumber(turn: CallTurn, words: string): void {
  turn.call.phase = 'call_back_number';
  turn.call.strikes.misheard += words.endsWith('again') ? 1 : 0;
  if (turn.call.strikes.misheard >= 3) without(turn);
  else turn.tell(words).listen({ keys: {}, digits: 'number', maxDigits: 11, told: [], question: turn.wording(words) });
}

function goOn(turn: CallTurn): void {
  turn.tell('voice.go_on');
  turn.listen(listeningFor(turn.deps.services, { kind: 'nothing' }, [], turn.call.language));
}

/** The keys of an offer, said with the offer itself. */
export function yesOrNo({ deps, call }: CallTurn) {
  const { replies } = deps.services;
  const keys = { 1: replies.choice('yes', call.language), 2: replies.choice('no', call.language) };
  return { keys, digits: 'one', maxDigits: 1, told: [] } as const;
}

const spanOf = ({ turn, call }: CallTurn, { from, until }: { from: number; until: number }) =>
  timeSpan(from, until, turn.now, call.language);
