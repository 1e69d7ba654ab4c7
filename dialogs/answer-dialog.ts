import { WaterfallDialog, type WaterfallStepContext } from 'botbuilder-dialogs';
import type { AccountData, AccountNeed, Answer } from '../src/knowledge/answer';
import { type AccountAction, type AccountGateway, AccountUnavailable } from '../src/ports/account-gateway';
import { maskPhone } from '../src/ports/mask';
import type { Understanding } from '../src/understanding/understanding';
import { type Answered, AskDialog, type Question } from './ask-dialog';
import { complaintDialogId, openDraft } from './complaint-draft';
import { answeredIn, askedIn } from './contact';
import { DeskTurn } from './desk-turn';
import { IdentityDialog, verifiedPhone } from './identity-dialog';
import { problemAsked } from './known-problem';
import { sendTextMessage } from './text-message';

export interface AnswerOptions {
  readonly intent: string;
  /** The customer wants it for the own number (or wants it done), not explained in general. */
  readonly personal: boolean;
  /** The question as it was put, for when the answer comes only after the identity check. */
  readonly asked?: Asked;
}
export type Asked = Pick<Understanding, 'text' | 'slots'>;

interface Values {
  action?: AccountAction;
}

/**
 * Answers one question, with the customer's own data after an identity check where it needs them; carries out what
 * the answer proposes once the customer confirms (L9).
 */
export class AnswerDialog extends WaterfallDialog<AnswerOptions> {
  static readonly id = 'answer';

  constructor() {
    super(AnswerDialog.id, [(step) => identify(step), (step) => answer(step), (step) => act(step)]);
  }
}

async function identify(step: WaterfallStepContext<AnswerOptions>) {
  const desk = DeskTurn.of(step.context);
  const { knowledge } = desk.services;
  askedIn(desk, step.options.intent);
  const text = step.options.asked?.text ?? desk.heard?.text ?? '';
  const known = openDraft(step) ? undefined : await problemAsked(desk, step.options.intent, text);
  // Advice is of no use where the trouble is ours, and known.
  if (known) return step.replaceDialog(complaintDialogId, { asked: { ...known, text } });
  const need = knowledge.personal(step.options.intent);
  const phone = verifiedPhone(desk);
  if (phone) return step.next(need === 'none' ? undefined : phone);
  if (need === 'required' || (need === 'optional' && step.options.personal)) {
    desk.sayKey('identity.why');
    return step.beginDialog(IdentityDialog.id);
  }
  return step.next();
}

async function answer(step: WaterfallStepContext<AnswerOptions>) {
  const desk = DeskTurn.of(step.context);
  const { intent } = step.options;
  const phone = typeof step.result === 'string' ? step.result : undefined;
  const { knowledge } = desk.services;
  if (!phone && knowledge.personal(intent) === 'required') {
    keep(desk, step.options);
    return step.endDialog();
  }
  const account = phone ? await accountData(desk, phone, knowledge.needs(intent)) : undefined;
  if (account === 'unavailable') {
    keep(desk, step.options);
    desk.sayKey('account.unavailable', {}, ['retry', 'person']);
    return step.endDialog();
  }
  const found = give(desk, intent, account, step.options.asked);
  if (!found.proposal || !phone) return step.endDialog();
  (step.values as Values).action = found.proposal.action;
  return step.beginDialog(AskDialog.id, {
    ask: found.proposal.ask,
    expecting: found.proposal.action.kind === 'cancel_service' ? 'yes_no_cancel' : 'yes_no',
    choices: [desk.choice('yes'), desk.choice('no')],
    retries: 1,
    droppable: true,
  } satisfies Question);
}

/** Says the answer and remembers what was said, for the brief and for a complaint that follows. */
export function give(
  desk: DeskTurn,
  intent: string,
  account: AccountData | undefined,
  asked: Asked | undefined = desk.heard,
): Answer {
  const { state, turn, services } = desk;
  const found = services.knowledge.answer(intent, state.language, {
    now: turn.now,
    ...(account && { account }),
    ...(asked && { slots: asked.slots, text: asked.text }),
  });
  desk.say(found, found.followUps);
  answeredIn(desk, intent);
  desk.markRateable(intent);
  state.answered = [...state.answered.filter((known) => known !== intent), intent].slice(-20);
  if (found.disputable) state.disputable = found.disputable;
  if (account?.subscriber) state.age = account.subscriber.age;
  delete state.keptQuestion;
  return found;
}

/** To be asked again when the way is clear. */
function keep(desk: DeskTurn, { intent, asked }: AnswerOptions): void {
  desk.state.keptQuestion = { intent, ...(asked && { asked }) };
}

/** Fetches what an answer needs, all at once; `unavailable` when the business system does not answer. */
async function accountData(
  desk: DeskTurn,
  phone: string,
  needs: readonly AccountNeed[],
): Promise<AccountData | 'unavailable'> {
  const { accounts, log } = desk.services;
  await desk.typing();
  const fetch: Record<AccountNeed, (gateway: AccountGateway) => Promise<AccountData>> = {
    subscriber: async (gateway) => optional('subscriber', await gateway.subscriber(phone)),
    bills: async (gateway) => ({ bills: await gateway.bills(phone, 6) }),
    usage: async (gateway) => optional('usage', await gateway.dataUsage(phone)),
    services: async (gateway) => ({ services: await gateway.services(phone) }),
  };
  try {
    const parts = await Promise.all(needs.map((need) => fetch[need](accounts)));
    return Object.assign({}, ...parts) as AccountData;
  } catch (error) {
    if (!(error instanceof AccountUnavailable)) throw error;
    log.warn({ conversationId: desk.turn.conversationId, err: error }, 'business system unavailable, question kept');
    return 'unavailable';
  }
}

const optional = <Name extends string, Value>(name: Name, value: Value | undefined) =>
  (value === undefined ? {} : { [name]: value }) as { [key in Name]?: Value } & AccountData;

async function act(step: WaterfallStepContext<AnswerOptions>) {
  const desk = DeskTurn.of(step.context);
  const { action } = step.values as Values;
  const agreed = (step.result as Answered | undefined)?.value;
  if (!action) return step.endDialog();
  if (!isYes(desk, agreed)) {
    desk.sayKey('action.not_done');
    return step.endDialog();
  }
  // Whoever holds the phone by now proves the number anew, and sees once more what he agrees to.
  if (verifiedPhone(desk) !== action.phone) return step.replaceDialog(AnswerDialog.id, step.options);
  try {
    const result = await desk.services.accounts.perform(action, `${desk.turn.turnKey}:${action.kind}`);
    desk.say(desk.services.knowledge.outcome(step.options.intent, desk.state.language, result));
    if (result.ok && confirmBySms(desk, action, result.reference))
      desk.sayKey('action.sms_sent', { phone: maskPhone(action.phone) });
  } catch (error) {
    if (!(error instanceof AccountUnavailable)) throw error;
    keep(desk, step.options);
    desk.sayKey('action.unavailable', {}, ['retry', 'person']);
  }
  return step.endDialog();
}

/** Confirms in writing what was changed (L9); `false` when no message can be sent to this number. */
function confirmBySms(desk: DeskTurn, action: AccountAction, reference: string): boolean {
  const what = desk.wording(`action.${action.kind}`).text;
  const text = desk.wording('action.sms', { what, reference }).text;
  return sendTextMessage(desk, 'confirmation', { to: action.phone, text, kind: 'confirmation' });
}

/** A yes as control word or as the button's words. */
export const isYes = (desk: DeskTurn, value: string | undefined): boolean =>
  value === 'yes' || value === desk.choice('yes').say;
