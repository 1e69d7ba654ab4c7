import { z } from 'zod';
import type { Conversations } from '../conversation/conversations';
import type { KindSender } from './kind-sender';

const payload = z.object({ name: z.string().min(1), value: z.unknown(), to: z.string().min(1).optional() });

/**
 * Brings an event into the conversation it is for (kind `conversation`, payload `{ name, value }`): what an act has the bot
 * tell its customer. With `to`, a mobile number, it goes into that number's SMS conversation instead, which is opened if
 * there is none. The entry's key is the event's id, so a second try is the same event (R1).
 * @param conversationOf id of a number's SMS conversation (`conversationOfNumber` with the signing key)
 */
export function conversationSender(
  conversations: Pick<Conversations, 'receive'> & Partial<Pick<Conversations, 'open'>>,
  conversationOf?: (phone: string) => string,
): KindSender {
  return async ({ key, conversationId, payload: given }) => {
    const event = payload.safeParse(given);
    if (!event.success || conversationId === undefined)
      return { ok: false, permanent: true, error: 'The payload is no event of a conversation.' };
    const { name, value, to } = event.data;
    if (to !== undefined && (!conversationOf || !conversations.open))
      return {
        ok: false,
        permanent: true,
        error: 'Events for a number need the SMS channel, which is not set up here.',
      };
    const id =
      to !== undefined && conversationOf && conversations.open
        ? await conversations.open('sms', to, { id: conversationOf(to) })
        : conversationId;
    const taken = await conversations.receive(id, key, { type: 'event', name, value });
    if (taken.ok) {
      // A turn that fails is the conversation's matter: the event is in its log, and its turn is run again.
      taken.turn.catch(() => undefined);
      return { ok: true };
    }
    const error = `conversation: ${taken.reason}`;
    return taken.reason === 'too_many_waiting' ? { ok: false, error } : { ok: false, permanent: true, error };
  };
}
