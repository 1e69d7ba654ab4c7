import { languages } from '../../ports/language';
import { askForPerson } from './ask-bot';
import { putThrough } from './call-back';
import type { Bot } from './call-flow';
import type { CallTurn } from './call-turn';
import { listeningFor } from './listening';
import { within } from './within';

/** From this age on a person answers (L5). */
const elderly = 65;
/** Nobody waits longer for a greeting: a business system that is slow routes nobody. */
const lookUpMs = 800;

/**
 * Who answers, that a machine does and that the call is recorded, heard to the end before any question (L6). Callers of 65
 * and over get a person at once; the number only routes, the caller hears nothing of the account (S13).
 */
export async function welcome(turn: CallTurn, bot: Bot): Promise<void> {
  const { call, desk, deps } = turn;
  turn.say(turn.wording('voice.notice'), { bargeIn: false });
  const age = await ageOf(turn);
  if (age !== undefined && age >= elderly) {
    desk.age = age;
    call.slow = true;
    call.phase = 'talking';
    if (deps.canTransfer && deps.services.hours.isOpen(turn.turn.now)) {
      await askForPerson(turn, bot, 'over_65');
      return putThrough(turn, bot, 'voice.elder');
    }
    turn.tell('voice.elder_closed');
    return turn.listen(listeningFor(deps.services, { kind: 'nothing' }, [], call.language));
  }
  for (const language of languages) {
    turn.say(deps.services.replies.say('voice.language', language).speak, { language });
  }
  turn.listen({ keys: {}, digits: 'one', maxDigits: 1, told: [] });
}

async function ageOf({ ownNumber, deps, turn }: CallTurn): Promise<number | undefined> {
  if (ownNumber === undefined) return undefined;
  const { accounts, log } = deps.services;
  try {
    return (await within(lookUpMs, accounts.subscriber(ownNumber)))?.age;
  } catch (cause) {
    log.warn({ conversationId: turn.conversationId, err: cause }, 'subscriber look-up failed, call taken without it');
    return undefined;
  }
}
