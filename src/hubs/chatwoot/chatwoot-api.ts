import { z } from 'zod';
import type { ChatwootClient } from './chatwoot-client';

/** The parts of Chatwoot's answers that are read; the rest is passed over. */
const contact = z.object({ id: z.number().int(), identifier: z.string().nullish() });
const contacts = z.object({ payload: z.array(contact) });
const newContact = z.object({ payload: z.object({ contact }) });
const attributes = z.record(z.string(), z.unknown()).nullish();
const conversation = z.object({
  id: z.number().int(),
  inbox_id: z.number().int().nullish(),
  status: z.string().nullish(),
  custom_attributes: attributes,
  first_reply_created_at: z.union([z.number(), z.string()]).nullish(),
  meta: z.object({ assignee: z.object({ id: z.number().int() }).nullish() }).nullish(),
});
const conversations = z.object({ payload: z.array(conversation) });
const message = z.object({
  id: z.number().int(),
  content: z.string().nullish(),
  /** 0 incoming, 1 outgoing, 2 activity, 3 template. */
  message_type: z.number().int(),
  private: z.boolean().nullish(),
  source_id: z.string().nullish(),
  content_attributes: attributes,
  sender: z.object({ id: z.number().int(), name: z.string().nullish(), type: z.string().nullish() }).nullish(),
  attachments: z.array(z.object({ data_url: z.string().nullish() })).nullish(),
});
const messages = z.object({ payload: z.array(message) });
const anything = z.unknown();

export type ChatwootConversation = z.output<typeof conversation>;
export type ChatwootMessage = z.output<typeof message>;

export interface NewChatwootContact {
  readonly inbox_id: number;
  /** Our name for the link between contact and inbox. */
  readonly source_id: string;
  readonly name: string;
  readonly identifier: string;
  /** E.164. */
  readonly phone_number?: string;
}
export interface NewChatwootConversation {
  readonly source_id: string;
  readonly inbox_id: number;
  readonly contact_id: number;
  readonly status: 'open';
  readonly custom_attributes: Readonly<Record<string, string>>;
}
export interface NewChatwootMessage {
  readonly content: string;
  readonly message_type: 'incoming' | 'outgoing';
  readonly private: boolean;
  /** Our own id: what a second try is known by. */
  readonly source_id: string;
  readonly content_attributes: { readonly desk_id: string };
}
export type ChatwootPriority = 'urgent' | 'high' | 'medium';

/** The calls of Chatwoot's application API that a hand-over needs. All throw HubFault. */
export function chatwootApi(ask: ChatwootClient) {
  return {
    /** The contact whose identifier is exactly this one. */
    async contactOf(identifier: string) {
      const { payload } = await ask({ method: 'GET', path: 'contacts/search', query: { q: identifier } }, contacts);
      return payload.find((found) => found.identifier === identifier);
    },
    createContact: async (body: NewChatwootContact) =>
      (await ask({ method: 'POST', path: 'contacts', body }, newContact)).payload.contact,
    /** The latest twenty. */
    conversationsOf: async (contactId: number) =>
      (await ask({ method: 'GET', path: `contacts/${contactId}/conversations` }, conversations)).payload,
    createConversation: (body: NewChatwootConversation) =>
      ask({ method: 'POST', path: 'conversations', body }, conversation),
    conversation: (id: number) => ask({ method: 'GET', path: `conversations/${id}` }, conversation),
    setPriority: (id: number, priority: ChatwootPriority) =>
      ask({ method: 'POST', path: `conversations/${id}/toggle_priority`, body: { priority } }, anything),
    /** These and no others. */
    setLabels: (id: number, labels: readonly string[]) =>
      ask({ method: 'POST', path: `conversations/${id}/labels`, body: { labels } }, anything),
    resolve: (id: number) =>
      ask({ method: 'POST', path: `conversations/${id}/toggle_status`, body: { status: 'resolved' } }, anything),
    /** The latest twenty, oldest first. */
    messages: async (id: number) =>
      (await ask({ method: 'GET', path: `conversations/${id}/messages` }, messages)).payload,
    /** With notes and messages at once, and conversations soon after, by a job over there. Administrators only. */
    deleteContact: (id: number) => ask({ method: 'DELETE', path: `contacts/${id}` }, anything),
    /** By a job over there; since 4.4. Administrators only. */
    deleteConversation: (id: number) => ask({ method: 'DELETE', path: `conversations/${id}` }, anything),
    postMessage: (id: number, body: NewChatwootMessage) =>
      ask({ method: 'POST', path: `conversations/${id}/messages`, body }, message),
  };
}
export type ChatwootApi = ReturnType<typeof chatwootApi>;
