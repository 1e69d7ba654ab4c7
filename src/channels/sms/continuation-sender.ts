import { z } from 'zod';
import type { Conversations } from '../../conversation/conversations';
import { draftOfferedEventName } from '../../conversation/turn';
import type { KindSender } from '../../outbox/kind-sender';
import { conversationOfNumber } from './conversation-id';

const payload = z.object({ to: z.string(), draft: z.unknown(), language: z.string() });

/** Brings what a call left open into the number's SMS conversation, once: the entry's key is the message's id. */
export function continuationSender(conversations: Pick<Conversations, 'open' | 'receive'>, secret: string): KindSender {
  return async ({ key, payload: given }) => {
    const read = payload.safeParse(given);
    if (!read.success) return { ok: false, permanent: true, error: 'The payload is no draft.' };
    const { to: phone, draft, language } = read.data;
    const id = await conversations.open('sms', phone, { id: conversationOfNumber(phone, secret) });
    const value = { draft, language };
    const taken = await conversations.receive(id, key, { type: 'event', name: draftOfferedEventName, value });
    return taken.ok ? { ok: true } : { ok: false, error: `conversation: ${taken.reason}` };
  };
}
