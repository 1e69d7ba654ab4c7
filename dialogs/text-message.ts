import type { SmsMessage } from '../src/ports/sms-gateway';
import type { DeskTurn } from './desk-turn';

/**
 * Sends a text message once this turn is committed, through the outbox: a gateway that is away for a while loses none.
 * @param name tells this message from others of the turn, for its key
 * @returns `false` when this number cannot be written to, or is just being answered by text message: then nothing must
 * be promised
 */
export function sendTextMessage(desk: DeskTurn, name: string, message: Omit<SmsMessage, 'key'>): boolean {
  if (!desk.services.sms.available(message.to)) return false;
  if (desk.capabilities.textMessages && message.to === desk.turn.ownNumber) return false;
  desk.turn.send({ key: `${desk.turn.turnKey}:${name}`, kind: 'sms', payload: { ...message } });
  return true;
}
