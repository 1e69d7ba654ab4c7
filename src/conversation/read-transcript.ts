import type { ConversationStore, LoggedActivity } from '../ports/conversation-store';
import { stamped } from './addressing';

const pageSize = 200;

/**
 * The last `limit` entries as the bot heard them: without incoming ones after `heardSeq`, whose turn is yet to come,
 * but with every reply, also those logged later than such a message.
 */
export async function readTranscript(
  store: ConversationStore,
  conversationId: string,
  heardSeq: number,
  limit: number,
): Promise<readonly LoggedActivity[]> {
  const heard: LoggedActivity[] = [];
  let after = Math.max(0, heardSeq - limit);
  for (;;) {
    const page = await store.read(conversationId, after, pageSize);
    heard.push(...page.filter((entry) => entry.direction === 'out' || entry.seq <= heardSeq));
    const last = page.at(-1);
    if (!last || page.length < pageSize) return heard.slice(-limit).map(stamped);
    after = last.seq;
  }
}
