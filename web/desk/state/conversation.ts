import type { TranscriptEntry } from '../../../src/desk/desk-events';

/** A message of mine that is not in the transcript yet. */
export interface PendingMessage {
  readonly id: string;
  readonly text: string;
  readonly at: number;
  readonly state: 'sending' | 'accepted' | 'failed';
  /** What the server calls it, once accepted. */
  readonly logId?: string;
}

/** One conversation as this page has seen it. */
export interface Conversation {
  /** In order, each once. */
  readonly entries: readonly TranscriptEntry[];
  /** `seq` of the newest entry; 0 before the first. */
  readonly last: number;
  /** The customer's device has everything up to this. */
  readonly seen: number;
  /** The agent has read up to this. */
  readonly read: number;
  /** When the customer last typed. */
  readonly typedAt: number;
  readonly pending: readonly PendingMessage[];
  /** The server would not show it. */
  readonly refused: boolean;
}

export const emptyConversation: Conversation = {
  entries: [],
  last: 0,
  seen: 0,
  read: 0,
  typedAt: 0,
  pending: [],
  refused: false,
};

/** The entry once: what a resumed stream repeats is let go; my own message leaves the pending ones. */
export function withEntry(conversation: Conversation, entry: TranscriptEntry): Conversation {
  if (entry.seq <= conversation.last) return conversation;
  return {
    ...conversation,
    entries: [...conversation.entries, entry],
    last: entry.seq,
    refused: false,
    typedAt: entry.from === 'customer' ? 0 : conversation.typedAt,
    pending:
      entry.from === 'agent'
        ? withoutArrived(conversation.pending, entry)
        : entry.event?.name === 'desk.notSent'
          ? withoutUnsent(conversation.pending, String(entry.event.value['messageId']))
          : conversation.pending,
  };
}

/**
 * Which pending message an agent's entry is: by the id the server gave it, else the same words, else (the transcript
 * masks numbers) the oldest one the server took.
 */
function withoutArrived(pending: readonly PendingMessage[], entry: TranscriptEntry): readonly PendingMessage[] {
  const arrived =
    pending.find(({ id, logId }) => [id, logId].some((known) => known !== undefined && sameMessage(known, entry.id))) ??
    pending.find(({ text }) => text === entry.text) ??
    pending.find(({ state }) => state === 'accepted');
  return arrived ? pending.filter((message) => message !== arrived) : pending;
}

/** The line that says it was not sent stands in its place. */
const withoutUnsent = (pending: readonly PendingMessage[], messageId: string): readonly PendingMessage[] =>
  pending.filter(({ logId }) => logId === undefined || !sameMessage(messageId, logId));

const sameMessage = (known: string, id: string) => id === known || id.startsWith(`${known}.`);

/** The new or changed message among the pending ones; one that has arrived meanwhile stays away. */
export function withPending(conversation: Conversation, message: PendingMessage): Conversation {
  const known = conversation.pending.some(({ id }) => id === message.id);
  if (!known && message.state !== 'sending') return conversation;
  return {
    ...conversation,
    pending: known
      ? conversation.pending.map((other) => (other.id === message.id ? message : other))
      : [...conversation.pending, message],
  };
}

/** What the customer wrote since the agent last looked; nothing from before a person had it. */
export const unreadIn = (conversation: Conversation | undefined, since: number): number =>
  conversation?.entries.filter(({ seq, from, at }) => from === 'customer' && seq > conversation.read && at >= since)
    .length ?? 0;
