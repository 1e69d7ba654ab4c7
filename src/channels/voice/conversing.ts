import { languages } from '../../ports/language';
import { askForPerson, type BotAnswer, tellBot } from './ask-bot';
import { bookOrAsk, putThrough, without, yesOrNo } from './call-back';
import type { Bot } from './call-flow';
import type { CallTurn } from './call-turn';
import { listeningFor, saidByKeys } from './listening';
import { offerText } from './long-answer';
import { waitingFor } from './pending-question';
import { type Strike, strike } from './strikes';

/** The recogniser is guessing. Platforms that cannot tell send 0. */
const guessed = (confidence: number | undefined): boolean =>
  confidence !== undefined && confidence > 0 && confidence < 0.2;

/** The caller said something. */
export async function said(turn: CallTurn, text: string, bot: Bot, confidence?: number): Promise<void> {
  if (!/[\p{L}\p{N}]/u.test(text) || guessed(confidence)) return struck(turn, 'misheard', bot);
  const cue = turn.deps.cueOf(text);
  if (cue === 'slower' || cue === 'faster') {
    turn.call.slow = cue === 'slower';
    return turn.tell(cue === 'slower' ? 'voice.slow' : 'voice.normal_speed').listenAgain();
  }
  if (cue === 'again') return turn.listenAgain();
  return converse(turn, text, bot);
}

/** A key, or several. 0 is a person, * a step back, # the same again, wherever the caller is (L4). */
export async function pressed(turn: CallTurn, digits: string, bot: Bot): Promise<void> {
  const { call, deps } = turn;
  const choice = (name: string) => deps.services.replies.choice(name, call.language).say;
  if (/^0+$/.test(digits) && !(call.digits === 'number' && digits.length > 1))
    return converse(turn, choice('person'), bot);
  if (/^#+$/.test(digits)) return turn.listenAgain();
  if (/^\*+$/.test(digits)) return converse(turn, choice('step_back'), bot);
  const words = saidByKeys(call, digits.replace(/[#*]/g, ''), choice('grievance_joint'));
  if (words !== undefined) return converse(turn, words, bot);
  turn.tell('voice.unknown_key');
  return struck(turn, 'misheard', bot);
}

/** The first key of a call chooses the language; the notice is then heard in it (L6). */
export async function chooseLanguage(turn: CallTurn, digits: string, bot: Bot): Promise<void> {
  const { call, desk, deps } = turn;
  const language = languages[Number(digits) - 1];
  if (digits.length !== 1 || language === undefined) return pressed(turn, digits, bot);
  const changed = language !== call.language;
  Object.assign(call, { language, phase: 'talking', strikes: { silence: 0, misheard: 0 } });
  Object.assign(desk, { language, locale: language });
  if (changed) turn.say(turn.wording('voice.notice'), { bargeIn: false });
  turn.tell('voice.menu', { keys: turn.wording('voice.menu_keys') });
  turn.listen(listeningFor(deps.services, { kind: 'nothing' }, [], language));
}

/** Nothing was heard. */
export const silent = (turn: CallTurn, bot: Bot): Promise<void> => struck(turn, 'silence', bot);

async function converse(turn: CallTurn, words: string, bot: Bot): Promise<void> {
  const answer = await tellBot(turn, bot, words);
  if (answer.handedOver) return speak(turn, answer, bot);
  if (answer.notUnderstood) return struck(turn, 'misheard', bot);
  turn.call.strikes = { silence: 0, misheard: 0 };
  return speak(turn, answer, bot);
}

/** Says what the bot answered, with the keys for it. */
async function speak(turn: CallTurn, answer: BotAnswer, bot: Bot): Promise<void> {
  const { call, context, deps, desk } = turn;
  call.phase = 'talking';
  turn.written = answer.text;
  if (answer.handedOver) {
    if (deps.canTransfer) turn.say(answer.speak);
    return putThrough(turn, bot);
  }
  if (desk.handoffId !== undefined && !call.callBackBooked) {
    const entry = await deps.services.queue.byId(desk.handoffId);
    call.callBackBooked = entry?.status === 'call_back_booked' && entry.callBack?.phone !== undefined;
  }
  const waiting = await waitingFor(context);
  if (waiting.kind === 'nothing' && answer.goodbye) return turn.say(answer.speak).hangUp();
  if (waiting.kind === 'nothing' && answer.isKnowledge && offerText(turn, answer)) return turn.listen(yesOrNo(turn));
  turn.say(answer.speak);
  if (turn.saidNothing) turn.tell('voice.go_on');
  return turn.listen(listeningFor(deps.services, waiting, answer.choices, call.language));
}

/** Once more without success: a shorter prompt, then an example and keys, then somebody who can help. */
async function struck(turn: CallTurn, kind: Strike, bot: Bot): Promise<void> {
  const { call, deps, desk } = turn;
  if (await strike(turn, kind)) return;
  const { phase } = call;
  call.strikes = { silence: 0, misheard: 0 };
  if (phase === 'call_back_offered') return bookOrAsk(turn, bot);
  if (phase === 'call_back_number') return without(turn);
  // All is arranged and nobody is there any more.
  if (call.callBackBooked && kind === 'silence') return turn.tell('voice.silent_goodbye').hangUp();
  const closed = !deps.services.hours.isOpen(turn.turn.now);
  const answer = await askForPerson(turn, bot, 'not_understood_twice');
  turn.tell('voice.strike_person');
  if (closed && turn.ownNumber !== undefined && desk.handoffId !== undefined && !call.callBackBooked) {
    return bookOrAsk(turn, bot);
  }
  return speak(turn, answer, bot);
}
