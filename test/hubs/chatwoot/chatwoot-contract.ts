import { z } from 'zod';

/**
 * What Chatwoot's application API takes, written down from its swagger definitions and controllers (4.x): every field with
 * its type, nothing else. Fields its swagger leaves out but its controllers read are marked.
 */
const whole = z.number().int().positive();
const open = z.record(z.string(), z.unknown());
/** Stored as JSON and shown in the sidebar: text, numbers, flags. */
const customAttributes = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
const statuses = z.enum(['open', 'resolved', 'pending', 'snoozed']);

export const contract = {
  createContact: z.strictObject({
    inbox_id: whole,
    name: z.string().max(255).optional(),
    email: z.email().optional(),
    blocked: z.boolean().optional(),
    phone_number: z
      .string()
      .regex(/^\+[1-9]\d{1,14}$/)
      .optional(),
    avatar_url: z.string().optional(),
    identifier: z.string().max(255).optional(),
    additional_attributes: open.optional(),
    custom_attributes: customAttributes.optional(),
    // contacts_controller#build_contact_inbox
    source_id: z.string().min(1).optional(),
  }),
  createConversation: z.strictObject({
    source_id: z.string().min(1),
    inbox_id: whole,
    contact_id: whole.optional(),
    additional_attributes: open.optional(),
    custom_attributes: customAttributes.optional(),
    status: z.enum(['open', 'resolved', 'pending']).optional(),
    assignee_id: whole.optional(),
    team_id: whole.optional(),
    snoozed_until: z.string().optional(),
    message: z.strictObject({ content: z.string(), template_params: open.optional() }).optional(),
  }),
  createMessage: z.strictObject({
    content: z.string().min(1).max(150_000),
    message_type: z.enum(['outgoing', 'incoming']).optional(),
    private: z.boolean().optional(),
    content_type: z.enum(['text', 'input_email', 'cards', 'input_select', 'form', 'article']).optional(),
    content_attributes: open.optional(),
    campaign_id: whole.optional(),
    template_params: open.optional(),
    // message_builder#message_params
    echo_id: z.string().optional(),
    source_id: z.string().max(255).optional(),
  }),
  togglePriority: z.strictObject({ priority: z.enum(['low', 'medium', 'high', 'urgent']).nullable() }),
  toggleStatus: z.strictObject({ status: statuses, snoozed_until: z.number().optional() }),
  labels: z.strictObject({ labels: z.array(z.string().regex(/^[\p{L}\p{N}_-]+$/u)) }),
} as const;

/** Parameters a GET may carry. */
export const queries = {
  search: z.strictObject({ q: z.string().min(1), page: z.string().optional(), sort: z.string().optional() }),
  messages: z.strictObject({ before: z.string().optional(), after: z.string().optional() }),
  none: z.strictObject({}),
} as const;

export interface Contact {
  id: number;
  name: string;
  identifier: string | null;
  phone_number: string | null;
}
export interface Conversation {
  id: number;
  contactId: number;
  sourceId: string;
  status: string;
  priority: string | null;
  labels: string[];
  customAttributes: Record<string, unknown>;
  assignee: Agent | null;
  firstReplyAt: number;
  messages: Message[];
}
export interface Message {
  id: number;
  content: string;
  message_type: 0 | 1 | 2 | 3;
  private: boolean;
  source_id: string | null;
  content_attributes: Record<string, unknown>;
  sender: { id: number; name: string; type: 'user' | 'contact' | 'agent_bot' } | null;
  created_at: number;
  attachments: { id: number; data_url: string; file_type: string }[];
}
export interface Agent {
  id: number;
  name: string;
}

/** `_conversation.json.jbuilder` */
export const conversationView = (conversation: Conversation, inboxId: number) => ({
  meta: {
    sender: { id: conversation.contactId },
    channel: 'Channel::Api',
    ...(conversation.assignee ? { assignee: { ...conversation.assignee, type: 'user' } } : {}),
    hmac_verified: false,
  },
  id: conversation.id,
  messages: conversation.messages.slice(-1).map((message) => messageView(message, conversation.id)),
  account_id: 1,
  uuid: `00000000-0000-4000-8000-${String(conversation.id).padStart(12, '0')}`,
  additional_attributes: {},
  can_reply: true,
  custom_attributes: conversation.customAttributes,
  inbox_id: inboxId,
  labels: conversation.labels,
  muted: false,
  snoozed_until: null,
  status: conversation.status,
  created_at: 1,
  first_reply_created_at: conversation.firstReplyAt,
  unread_count: 0,
  priority: conversation.priority,
  waiting_since: 0,
});

/** `_message.json.jbuilder` */
export const messageView = (message: Message, conversationId: number) => ({
  ...message,
  inbox_id: 5,
  conversation_id: conversationId,
  content_type: 'text',
  status: 'sent',
  ...(message.attachments.length === 0 ? { attachments: undefined } : {}),
});

/** `Conversations::EventDataPresenter#push_data`: what a webhook says of a conversation. */
export const conversationData = (conversation: Conversation, inboxId: number) => ({
  additional_attributes: {},
  can_reply: true,
  channel: 'Channel::Api',
  contact_inbox: {
    id: 900 + conversation.id,
    contact_id: conversation.contactId,
    inbox_id: inboxId,
    source_id: conversation.sourceId,
    hmac_verified: false,
  },
  id: conversation.id,
  inbox_id: inboxId,
  messages: conversation.messages
    .filter((message) => !message.private)
    .slice(-1)
    .map((message) => messageView(message, conversation.id)),
  labels: conversation.labels,
  meta: {
    sender: { id: conversation.contactId, type: 'contact' },
    assignee: conversation.assignee && {
      ...conversation.assignee,
      available_name: conversation.assignee.name,
      type: 'user',
    },
    assignee_type: conversation.assignee ? 'User' : null,
    team: null,
    hmac_verified: false,
  },
  status: conversation.status,
  custom_attributes: conversation.customAttributes,
  snoozed_until: null,
  unread_count: 0,
  first_reply_created_at: conversation.firstReplyAt === 0 ? null : '2026-11-21T02:00:00.000Z',
  priority: conversation.priority,
  waiting_since: 0,
  agent_last_seen_at: 0,
  contact_last_seen_at: 0,
  last_activity_at: 1,
  timestamp: 1,
  created_at: 1,
  updated_at: 1.5,
});

/** `Message#webhook_data` */
export const messageData = (message: Message, conversation: Conversation, inboxId: number) => ({
  account: { id: 1, name: 'Operator' },
  additional_attributes: {},
  content_attributes: message.content_attributes,
  content_type: 'text',
  content: message.content,
  conversation: conversationData(conversation, inboxId),
  created_at: new Date(message.created_at * 1000).toISOString(),
  id: message.id,
  inbox: { id: inboxId, name: 'Desk' },
  message_type: ['incoming', 'outgoing', 'activity', 'template'][message.message_type],
  private: message.private,
  sender: message.sender && { ...message.sender, email: 'agent@example.com' },
  source_id: message.source_id,
  ...(message.attachments.length > 0 ? { attachments: message.attachments } : {}),
});
