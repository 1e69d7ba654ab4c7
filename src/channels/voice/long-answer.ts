import { maskPhone } from '../../ports/mask';
import { speechOf } from '../../wording/speech';
import type { BotAnswer } from './ask-bot';
import type { Bot } from './call-flow';
import type { CallTurn } from './call-turn';
import { pressed, said } from './conversing';
import { listeningFor } from './listening';

/** More is not listened to in one go: it is offered as a text message. Characters as spoken; English needs more of them. */
const longest = { 'zh-Hans': 200, 'zh-Hant': 200, en: 500 } as const;
/** Of a long answer this much is said, in whole sentences. */
const saidOfIt = 0.6;
const longestText = 600;

/** Says the beginning of a long answer and offers the whole. @returns `false` when it is short enough, or nobody can be written to */
export function offerText(turn: CallTurn, { speak, text }: BotAnswer): boolean {
  const { call, desk, deps } = turn;
  const spoken = speechOf(speak, call.language);
  const most = longest[call.language];
  // What an identity check opened goes to the number it proved, never to the one called from (S13).
  const verified = desk.identity && desk.identity.until > turn.turn.now ? desk.identity.phone : undefined;
  const to = verified ?? turn.ownNumber;
  if (spoken.length <= most || to === undefined || !deps.services.sms.available(to)) return false;
  call.phase = 'text_offered';
  call.offer = { text: text.slice(0, longestText), to };
  turn.say(beginning(spoken, most * saidOfIt)).tell('voice.sms_offer');
  return true;
}

/** Whole sentences up to so many characters, at least the first. */
function beginning(spoken: string, most: number): string {
  const sentences = spoken.match(/[^。！？；.!?]{1,2000}[。！？；.!?]?/gu) ?? [spoken];
  let said = '';
  for (const sentence of sentences) {
    if (said !== '' && said.length + sentence.length > most) break;
    said += sentence;
  }
  return said;
}

export async function offerAnswered(turn: CallTurn, text: string, bot: Bot, confidence?: number): Promise<void> {
  const { control } = await turn.deps.services.understander.understand(text, turn.call.language);
  if (control === 'yes' || control === 'no') return settle(turn, control === 'yes');
  return letGo(turn, () => said(turn, text, bot, confidence));
}

export async function offerByKey(turn: CallTurn, digits: string, bot: Bot): Promise<void> {
  if (digits === '1' || digits === '2') return settle(turn, digits === '1');
  return letGo(turn, () => pressed(turn, digits, bot));
}

function settle(turn: CallTurn, wanted: boolean): void {
  const {
    call,
    deps,
    turn: { turnKey },
  } = turn;
  const { offer } = call;
  delete call.offer;
  call.phase = 'talking';
  call.strikes = { silence: 0, misheard: 0 };
  if (wanted && offer) {
    turn.turn.send({ key: `${turnKey}:answer`, kind: 'sms', payload: { ...offer, kind: 'service' } });
    turn.tell('voice.sms_sent', { phone: maskPhone(offer.to) });
  } else turn.tell('voice.sms_not_sent');
  turn.listen(listeningFor(deps.services, { kind: 'nothing' }, [], call.language));
}

/** Something else was said: the offer is gone. Asking to hear it again keeps it. */
async function letGo(turn: CallTurn, then: () => Promise<void>): Promise<void> {
  const { call } = turn;
  const before = call.asked;
  await then();
  if (call.asked === before) return;
  if (call.phase !== 'text_offered') delete call.offer;
}
