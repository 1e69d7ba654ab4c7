import { z } from 'zod';

/** What Chatwoot tells us, as far as it is read. Numbers came as text in older versions. */
const id = z.union([
  z.number().int(),
  z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number),
]);
const attributes = z.record(z.string(), z.unknown()).nullish();
const person = z.object({ name: z.string().nullish(), type: z.string().nullish() }).nullish();

const conversation = z.object({
  id,
  inbox_id: id.nullish(),
  status: z.string().nullish(),
  custom_attributes: attributes,
  contact_inbox: z.object({ source_id: z.string().nullish() }).nullish(),
  meta: z.object({ assignee: person }).nullish(),
});

export const messageCreated = z.object({
  event: z.literal('message_created'),
  id,
  content: z.string().nullish(),
  /** Once a word, once a number: 1 outgoing. */
  message_type: z.union([z.string(), z.number()]),
  private: z.boolean().nullish(),
  sender: z.object({ id: id.nullish(), name: z.string().nullish(), type: z.string().nullish() }).nullish(),
  attachments: z.array(z.object({ data_url: z.string().nullish() })).nullish(),
  inbox: z.object({ id }).nullish(),
  conversation,
});

export const conversationChanged = conversation.extend({
  event: z.enum(['conversation_updated', 'conversation_status_changed', 'conversation_resolved']),
});

export type MessageCreated = z.output<typeof messageCreated>;
export type ConversationChanged = z.output<typeof conversationChanged>;
export type WebhookConversation = z.output<typeof conversation>;

/** Everything else Chatwoot tells (typing, updates of messages, contacts) is passed over. */
export const webhookEvent = z.discriminatedUnion('event', [messageCreated, conversationChanged]);
export const heard: ReadonlySet<unknown> = new Set([
  'message_created',
  'conversation_updated',
  'conversation_status_changed',
  'conversation_resolved',
]);
