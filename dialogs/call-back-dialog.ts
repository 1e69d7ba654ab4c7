import { WaterfallDialog, type WaterfallStepContext } from 'botbuilder-dialogs';
import { timeSpan } from '../src/complaints/when';
import type { Handoff } from '../src/handoff/handoff';
import type { Span } from '../src/handoff/hours';
import { maskPhone } from '../src/ports/mask';
import type { Suggestion, Wording } from '../src/ports/wording';
import { type Answered, AskDialog, type Question } from './ask-dialog';
import { spanNamed } from './call-back-time';
import { DeskTurn } from './desk-turn';
import { knownPhone } from './identity-dialog';

export interface CallBackOptions {
  /** Nobody serves: the next time is booked already, and only the number is missing. */
  readonly offHours?: boolean;
  /** The time is known: only the number may be missing. */
  readonly span?: Span;
  /** The number named with the wish. */
  readonly phone?: string;
  /** Not the number it is booked for. */
  readonly anotherNumber?: boolean;
  /** A time and nothing readable came: asked once more. */
  readonly again?: boolean;
}

interface Values {
  span?: Span;
}
type Step = WaterfallStepContext<CallBackOptions>;

const isMobile = /^1[3-9]\d{9}$/;
/** So many times are offered. */
const offered = 3;
/** Times a customer may name, about three days of them. */
const nameable = 15;

/** Books a call back, or moves it: when, and to which number. The entry is in the queue already. */
export class CallBackDialog extends WaterfallDialog<CallBackOptions> {
  static readonly id = 'call_back';

  constructor() {
    super(CallBackDialog.id, [(step) => askWhen(step), (step) => askPhone(step), (step) => book(step)]);
  }
}

async function askWhen(step: Step) {
  const desk = DeskTurn.of(step.context);
  const { span, offHours, again } = step.options;
  if (span || offHours) return step.next();
  return step.beginDialog(AskDialog.id, {
    ...desk.question(again ? 'call_back.when_unclear' : 'call_back.when'),
    expecting: 'time',
    retries: 0,
    choices: [...soonest(desk).map(({ choice }) => choice), desk.choice('no')],
    droppable: true,
  } satisfies Question);
}

async function askPhone(step: Step) {
  const desk = DeskTurn.of(step.context);
  const queued = desk.handoff;
  if (!queued) return step.endDialog();
  const { offHours } = step.options;
  const span = step.options.span ?? (offHours ? queued.callBack : chosenSpan(desk, step.result));
  if (!span) return withoutTime(step, desk, queued);
  (step.values as Values).span = { from: span.from, until: span.until };
  const phone = phoneOf(desk, queued, step.options);
  if (phone && isMobile.test(phone)) return step.next({ value: phone } satisfies Answered);
  return step.beginDialog(AskDialog.id, {
    ask: desk.wording(offHours ? 'person.closed_ask_phone' : 'call_back.ask_phone', { span: wordsOf(desk, span) }),
    expecting: 'phone_or_none',
    choices: [desk.choice('skip')],
    again: 'identity.phone_unclear',
  } satisfies Question);
}

function phoneOf(desk: DeskTurn, queued: Handoff, { phone, offHours, anotherNumber }: CallBackOptions) {
  if (phone !== undefined) return phone;
  return offHours || anotherNumber ? undefined : (queued.callBack?.phone ?? knownPhone(desk));
}

/** No time was named: asked once more after words, let go after a no. */
async function withoutTime(step: Step, desk: DeskTurn, queued: Handoff) {
  const said = (step.result as Answered | undefined)?.value;
  const declined = said === undefined || said === desk.choice('no').say || desk.heard?.control !== undefined;
  if (!declined && !step.options.again)
    return step.replaceDialog(CallBackDialog.id, { ...step.options, again: true } satisfies CallBackOptions);
  desk.sayKey(queued.status === 'call_back_booked' ? 'call_back.unchanged' : 'call_back.not_booked');
  return step.endDialog();
}

async function book(step: Step) {
  const desk = DeskTurn.of(step.context);
  const { span } = step.values as Values;
  const said = (step.result as Answered | undefined)?.value;
  const phone = said && isMobile.test(said) ? said : undefined;
  if (!desk.handoff || !span) return step.endDialog();
  const done = await desk.services.acts.bookCallBack(desk.handoff.id, 'customer', span, phone);
  if (!done.ok) {
    if (done.reason === 'busy') throw new Error('The call back could not be booked: its entry changes all the time.');
    desk.sayKey('person.just_taken');
    return step.endDialog();
  }
  desk.handoff = done.handoff;
  if (phone) desk.state.statedPhone = phone;
  const values = { span: wordsOf(desk, span) };
  if (phone) desk.sayKey('call_back.booked', { ...values, phone: maskPhone(phone) });
  else desk.sayKey('person.closed_no_phone', values);
  desk.tellStanding({ state: 'over' });
  return step.endDialog();
}

/** The times that are offered, as they are named. */
const soonest = (desk: DeskTurn): readonly { readonly span: Span; readonly choice: Suggestion }[] =>
  desk.services.hours.callBacks(desk.turn.now, offered).map((span) => {
    const { text } = wordsOf(desk, span);
    return { span, choice: { title: text, say: text } };
  });

function chosenSpan(desk: DeskTurn, result: unknown): Span | undefined {
  const said = (result as Answered | undefined)?.value;
  if (said === undefined) return undefined;
  const picked = soonest(desk).find(({ choice }) => choice.say === said)?.span;
  return picked ?? timeNamed(desk, said);
}

/** The time named in these words, where a call back can be promised then. */
export const timeNamed = (desk: DeskTurn, words: string): Span | undefined =>
  spanNamed(words, desk.services.hours.callBacks(desk.turn.now, nameable), desk.turn.now);

const wordsOf = (desk: DeskTurn, { from, until }: Span): Wording =>
  timeSpan(from, until, desk.turn.now, desk.state.language);

/** When the customer is called back, in words. */
export const spanOf = (desk: DeskTurn, { callBack }: Handoff): Wording =>
  wordsOf(desk, callBack ?? desk.services.hours.nextCallBack(desk.turn.now));
