import { z } from 'zod';
import type { Conversations } from '../conversation/conversations';
import type { KindSender } from './kind-sender';

const payload = z.object({ name: z.string().min(1), value: z.unknown() });

/**
 * Brings an event into the conversation it is for (kind `conversation`, payload `{ name, value }`): what an act on a
 * hand-over has the bot tell its customer. The entry's key is the event's id, so a second try is the same event (R1).
 */
export function conversationSender(conversations: Pick<Conversations, 'receive'>): KindSender {
  return async ({ key, conversationId, payload: given }) => {
    const event = payload.safeParse(given);
    if (!event.success || conversationId === undefined)
      return { ok: false, permanent: true, error: 'The payload is no event of a conversation.' };
    const { name, value } = event.data;
    const taken = await conversations.receive(conversationId, key, { type: 'event', name, value });
    if (taken.ok) {
      // A turn that fails is the conversation's matter: the event is in its log, and its turn is run again.
      taken.turn.catch(() => undefined);
      return { ok: true };
    }
    const error = `conversation: ${taken.reason}`;
    return taken.reason === 'too_many_waiting' ? { ok: false, error } : { ok: false, permanent: true, error };
  };
}
