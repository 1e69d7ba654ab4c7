import type { Activity } from 'botframework-schema';
import type { Conversations, Follower, Receipt } from '../../../src/conversation/conversations';
import type { AttachmentStore, NewAttachment, StoredAttachment } from '../../../src/ports/attachment-store';
import type { LoggedActivity } from '../../../src/ports/conversation-store';
import { randomIds } from '../../../src/ports/id-generator';
import type { LogRecord, RecordLog } from '../../../src/ports/record-log';

interface Chat {
  readonly log: LoggedActivity[];
  readonly keys: Map<string, { readonly id: string; readonly body: string }>;
  readonly followers: Set<{ position: number; follower: Follower }>;
}

/** How the desk answers a message; `undefined`: not at all. */
export type Answer = (activity: Partial<Activity>) => Partial<Activity> | undefined;

export const echo: Answer = (activity) => ({ type: 'message', text: `echo: ${activity.text ?? 'file'}` });

/** Conversations in memory whose desk answers each message at once. */
export function echoDesk(answer: Answer = echo): Conversations & {
  say(conversationId: string, activity: Partial<Activity>): void;
  pass(conversationId: string, activity: Partial<Activity>): void;
  log(conversationId: string): readonly LoggedActivity[];
  refuseWith: Extract<Receipt, { ok: false }>['reason'] | undefined;
} {
  const chats = new Map<string, Chat>();
  let at = 1_700_000_000_000;

  function append(chat: Chat, direction: 'in' | 'out', activity: Partial<Activity>): LoggedActivity {
    const entry = { seq: chat.log.length + 1, id: randomIds.next('act'), direction, at: at++, activity };
    chat.log.push(entry);
    for (const following of chat.followers) catchUp(chat, following);
    return entry;
  }

  function catchUp(chat: Chat, following: { position: number; follower: Follower }): void {
    for (const entry of chat.log) {
      if (entry.seq <= following.position) continue;
      following.position = entry.seq;
      following.follower.logged(entry);
    }
  }

  return {
    refuseWith: undefined,
    async open(_channel, _userId, options = {}) {
      const id = options.id ?? randomIds.next('conv');
      if (!chats.has(id)) {
        const chat: Chat = { log: [], keys: new Map(), followers: new Set() };
        chats.set(id, chat);
        append(chat, 'out', { type: 'message', text: `welcome${options.locale ? ` ${options.locale}` : ''}` });
      }
      return id;
    },
    async receive(conversationId, externalId, activity) {
      if (this.refuseWith !== undefined) return { ok: false, reason: this.refuseWith };
      const chat = chats.get(conversationId);
      if (chat === undefined) return { ok: false, reason: 'no_conversation' };
      const body = JSON.stringify(activity);
      const earlier = chat.keys.get(externalId);
      if (earlier !== undefined) {
        if (earlier.body !== body) return { ok: false, reason: 'key_reused' };
        return { ok: true, id: earlier.id, duplicate: true, turn: Promise.resolve() };
      }
      const entry = append(chat, 'in', activity);
      chat.keys.set(externalId, { id: entry.id, body });
      const reply = answer(activity);
      const turn = Promise.resolve().then(() => {
        if (reply !== undefined) append(chat, 'out', { replyToId: entry.id, ...reply });
      });
      return { ok: true, id: entry.id, duplicate: false, turn };
    },
    async read(conversationId, after, limit) {
      return (chats.get(conversationId)?.log ?? []).filter(({ seq }) => seq > after).slice(0, limit);
    },
    follow(conversationId, after, follower) {
      const chat = chats.get(conversationId);
      if (chat === undefined) return () => {};
      const following = { position: after, follower };
      chat.followers.add(following);
      queueMicrotask(() => catchUp(chat, following));
      return () => chat.followers.delete(following);
    },
    say(conversationId, activity) {
      const chat = chats.get(conversationId);
      if (chat !== undefined) append(chat, 'out', activity);
    },
    pass(conversationId, activity) {
      for (const { follower } of chats.get(conversationId)?.followers ?? []) follower.passing?.(activity);
    },
    log: (conversationId) => chats.get(conversationId)?.log ?? [],
  };
}

export function memoryAttachments(): AttachmentStore & { readonly stored: Map<string, StoredAttachment> } {
  const stored = new Map<string, StoredAttachment & { readonly bytes: Buffer }>();
  return {
    stored,
    async put(file: NewAttachment) {
      const whole = { ...file, id: randomIds.next('att'), size: file.bytes.length, createdAt: 0 };
      stored.set(whole.id, whole);
      return whole;
    },
    get: async (id) => stored.get(id),
    count: async (conversationId) =>
      [...stored.values()].filter((file) => file.conversationId === conversationId).length,
  };
}

export function memoryRecords(): RecordLog & { readonly all: Map<string, LogRecord> } {
  const all = new Map<string, LogRecord>();
  return {
    all,
    async append(record) {
      if (!all.has(record.key)) all.set(record.key, record);
    },
    get: async (kind, key) => [...all.values()].find((record) => record.kind === kind && record.key === key),
    list: async (kind, limit) =>
      [...all.values()]
        .filter((record) => record.kind === kind)
        .reverse()
        .slice(0, limit),
  };
}
