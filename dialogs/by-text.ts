import type { Complaint } from '../src/complaints/complaint';
import { complaintEventNames } from '../src/complaints/protocol';
import { capabilitiesOf } from '../src/ports/channel';
import type { ComplaintNews } from './desk-state';
import type { DeskTurn } from './desk-turn';
import { sendTextMessage } from './text-message';

/** Whoever wrote nothing for so long has left the page: news go to their number as well. */
export const pageLeftAfterMs = 10 * 60_000;

/** Where news of a complaint reach nobody, or nobody any more: a call is over, or the page was left. */
export function isAway(desk: DeskTurn): boolean {
  const { channel, now } = desk.turn;
  if (capabilitiesOf[channel].spoken) return true;
  return channel === 'web' && now - (desk.state.mood.at(-1)?.at ?? 0) > pageLeftAfterMs;
}

/**
 * Tells news of a complaint to its number too: in the number's SMS conversation, where they are answered as anywhere, or
 * where nobody can answer text messages by a bare notice.
 * @param serial tells these news from others of this turn
 * @returns `told`: they are told there in full; `noticed`: only that there are some
 */
export function tellByText(
  desk: DeskTurn,
  { phone, number }: Complaint,
  { name, value }: ComplaintNews,
  serial: string,
): 'told' | 'noticed' | undefined {
  const { services, turn } = desk;
  if (phone === undefined || turn.channel === 'sms' || !services.sms.available(phone)) return undefined;
  if (services.settings.answersTexts) {
    turn.send({ key: `${turn.turnKey}:${serial}`, kind: 'conversation', payload: { to: phone, name, value } });
    return 'told';
  }
  // A greeting is no progress to look up.
  if (name === complaintEventNames.greeting) return undefined;
  const text = desk.wording('news.sms', { number }).text;
  return sendTextMessage(desk, serial, { to: phone, text, kind: 'complaint' }) ? 'noticed' : undefined;
}
