import { WaterfallDialog, type WaterfallStepContext } from 'botbuilder-dialogs';
import { maskPhone } from '../src/ports/mask';
import { type Answered, AskDialog, type Question } from './ask-dialog';
import { DeskTurn } from './desk-turn';

interface Options {
  /** Already known: ask for the code at once, without a new one being sent. */
  readonly phone?: string;
  /** The customer stepped back: the number is asked for, whatever was named before. */
  readonly anew?: boolean;
}

/** The phone number this conversation has proved to hold, while the proof lasts. */
export function verifiedPhone(desk: DeskTurn): string | undefined {
  const { identity } = desk.state;
  return identity && identity.until > desk.turn.now ? identity.phone : undefined;
}

/** The phone a person may call, best proof first; whoever writes or calls from one need not name it. */
export const knownPhone = (desk: DeskTurn): string | undefined =>
  verifiedPhone(desk) ?? desk.state.statedPhone ?? desk.turn.ownNumber;

/**
 * Proves that the customer holds a number: asks for it, sends a one-time code, checks it (S13).
 * Ends with the phone number, or `undefined` when it could not be proved.
 */
export class IdentityDialog extends WaterfallDialog<Options> {
  static readonly id = 'identity';

  constructor() {
    super(IdentityDialog.id, [(step) => askPhone(step), (step) => sendCode(step), (step) => checkCode(step)]);
  }
}

async function askPhone(step: WaterfallStepContext<Options>) {
  const desk = DeskTurn.of(step.context);
  const known = verifiedPhone(desk);
  if (known) return step.endDialog(known);
  const given = step.options.phone ?? desk.heard?.slots.phones[0] ?? desk.state.statedPhone ?? desk.turn.ownNumber;
  if (given && !step.options.anew) return step.next({ value: given } satisfies Answered);
  return step.beginDialog(AskDialog.id, {
    ...desk.question('identity.ask_phone'),
    expecting: 'phone',
    again: 'identity.phone_unclear',
  } satisfies Question);
}

async function sendCode(step: WaterfallStepContext<Options>) {
  const desk = DeskTurn.of(step.context);
  const phone = (step.result as Answered | undefined)?.value;
  if (!phone) {
    desk.sayKey('identity.without_phone', {}, ['person']);
    return step.endDialog();
  }
  desk.state.statedPhone = phone;
  (step.values as { phone?: string }).phone = phone;
  if (!step.options.phone) {
    const sent = await send(desk, phone);
    if (sent !== 'sent') {
      desk.sayKey(`identity.${sent}`, {}, ['person']);
      return step.endDialog();
    }
  }
  return step.beginDialog(AskDialog.id, {
    ...codeQuestion(desk, phone, step.options.phone !== undefined),
    expecting: 'code',
    again: 'identity.code_unclear',
  } satisfies Question);
}

function codeQuestion(desk: DeskTurn, phone: string, again: boolean) {
  if (again) return desk.question('identity.ask_code_again');
  const own = phone === desk.turn.ownNumber ? 'identity.ask_code_own' : undefined;
  const asked = own ?? (desk.services.settings.demo ? 'identity.ask_code_demo' : 'identity.ask_code');
  return desk.question(asked, { phone: maskPhone(phone) });
}

/** A number that is no customer's meets the same words, tries and limits, only no message goes out (S13). */
async function send(desk: DeskTurn, phone: string): Promise<'sent' | 'rate_limited' | 'unavailable'> {
  const { accounts, identity, log } = desk.services;
  const subscriber = await accounts.subscriber(phone).catch((cause: unknown) => {
    log.warn(
      { conversationId: desk.turn.conversationId, err: cause },
      'subscriber look-up failed, code sent without it',
    );
    return null;
  });
  const isCustomer = subscriber !== undefined;
  const begun = await identity.begin(desk.turn.conversationId, phone, desk.state.language, isCustomer);
  return begun.ok ? 'sent' : begun.reason;
}

/** A customer over 65 is treated as one from here on; not knowing the age is no reason to stop. */
async function learnAge(desk: DeskTurn, phone: string): Promise<void> {
  try {
    const subscriber = await desk.services.accounts.subscriber(phone);
    if (subscriber) desk.state.age = subscriber.age;
  } catch (cause) {
    desk.services.log.warn({ conversationId: desk.turn.conversationId, err: cause }, 'subscriber look-up failed');
  }
}

async function checkCode(step: WaterfallStepContext<Options>) {
  const desk = DeskTurn.of(step.context);
  const code = (step.result as Answered | undefined)?.value;
  const phone = (step.values as { phone?: string }).phone;
  if (!code || !phone) {
    desk.sayKey('identity.without_code', {}, ['person']);
    return step.endDialog();
  }
  const checked = await desk.services.identity.check(desk.turn.conversationId, code);
  if (checked.ok) {
    desk.state.identity = { phone: checked.phone, until: checked.until };
    await learnAge(desk, checked.phone);
    return step.endDialog(checked.phone);
  }
  if (checked.reason === 'wrong' && (checked.triesLeft ?? 0) > 0) {
    desk.sayKey('identity.code_wrong', { left: checked.triesLeft ?? 0 });
    return step.replaceDialog(IdentityDialog.id, { phone } satisfies Options);
  }
  desk.sayKey(checked.reason === 'expired' ? 'identity.code_expired' : 'identity.code_refused', {}, ['person']);
  return step.endDialog();
}
