import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { HttpError, type HttpRequest, type HttpResponse, type Route } from '../../platform/http';
import { parseJson } from '../../platform/json-body';
import { type HubEvents, HubFault } from '../../ports/agent-hub';
import type { Clock } from '../../ports/clock';
import type { Log } from '../../ports/log';
import { hubReference } from '../hub-reference';
import { withoutMarkdown } from '../markdown';
import type { ChatwootApi } from './chatwoot-api';
import { wrapUpOf } from './conversation-attributes';
import {
  type ConversationChanged,
  heard,
  type MessageCreated,
  type WebhookConversation,
  webhookEvent,
} from './webhook-wire';

export const chatwootWebhookPath = '/hooks/chatwoot/:secret';

export interface ChatwootWebhookOptions {
  readonly events: HubEvents;
  readonly api: Pick<ChatwootApi, 'messages'>;
  readonly inboxId: number;
  /** The last part of the address given to Chatwoot. */
  readonly secret: string;
  /** The inbox's own secret, which Chatwoot from 4.13 on makes and signs with; then unsigned calls are refused. */
  readonly signingSecret?: string;
  readonly clock: Clock;
  readonly log: Log;
}

const freshForS = 300;
const mostTold = 1000;
const ok: HttpResponse = { status: 200, body: {} };

/**
 * Where Chatwoot tells what its people do. Everything is stored before it is answered; told again, or in another order, it
 * changes nothing. A message that cannot reach the customer any more is answered 409: Chatwoot then shows it to its
 * author as not sent.
 */
export function chatwootWebhook(options: ChatwootWebhookOptions): Route {
  const { events, api, inboxId, clock, log } = options;
  /** By conversation, the last message all before which have been told: saves telling them again. */
  const told = new Map<string, number>();
  const secret = digestOf(options.secret);

  function verify({ params, headers, body }: Pick<HttpRequest, 'params' | 'headers' | 'body'>): void {
    // In constant time, whatever the lengths.
    if (!timingSafeEqual(digestOf(params['secret'] ?? ''), secret)) throw forbidden();
    if (options.signingSecret === undefined) return;
    const timestamp = headers['x-chatwoot-timestamp'] ?? '';
    if (!/^\d{1,12}$/.test(timestamp) || Math.abs(clock.now() / 1000 - Number(timestamp)) > freshForS)
      throw forbidden();
    const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
    const signed = createHmac('sha256', options.signingSecret).update(`${timestamp}.`).update(bytes).digest('hex');
    const given = headers['x-chatwoot-signature'] ?? '';
    if (!timingSafeEqual(digestOf(given), digestOf(`sha256=${signed}`))) throw forbidden();
  }

  /**
   * Chatwoot's jobs overtake each other, and one may get lost; its own list has every message in order. What people over
   * there said up to a message, or up to now, goes to the customer before it; what they have already is known by its id.
   */
  async function catchUp(reference: string, conversation: number, before = Number.POSITIVE_INFINITY): Promise<void> {
    try {
      const after = told.get(reference) ?? 0;
      for (const message of await api.messages(conversation)) {
        const isDue = message.id > after && message.id < before && message.content_attributes?.['deleted'] !== true;
        if (isDue && isAgents(message)) await tell(reference, message);
      }
    } catch (error) {
      if (!(error instanceof HubFault)) throw error;
      log.info({ err: error }, 'chatwoot: what was said before could not be looked for');
    }
  }

  async function tell(reference: string, message: Pick<MessageCreated, 'id' | 'sender' | 'content' | 'attachments'>) {
    const { id, sender, content, attachments } = message;
    const text = textOf(content, attachments);
    if (text !== '') await events.agentSaid(reference, `m${id}`, sender?.name ?? '', text);
  }

  async function said(message: MessageCreated): Promise<void> {
    const reference = referenceOf(message.conversation);
    if (reference === undefined) return;
    await catchUp(reference, message.conversation.id, message.id);
    await tell(reference, message);
    const latest = Math.max(message.id, told.get(reference) ?? 0);
    told.delete(reference);
    told.set(reference, latest);
    const [oldest] = told.keys();
    if (told.size > mostTold && oldest !== undefined) told.delete(oldest);
  }

  /** "Send and resolve" is one click, and the two come here in any order: the last words go first. */
  async function resolved(conversation: ConversationChanged, reference: string): Promise<void> {
    await catchUp(reference, conversation.id);
    await events.resolved(reference, `r${conversation.id}`, wrapUpOf(conversation.custom_attributes));
    told.delete(reference);
  }

  async function changed(conversation: ConversationChanged): Promise<void> {
    const reference = referenceOf(conversation);
    if (reference === undefined || conversation.inbox_id !== inboxId) return;
    const assignee = conversation.meta?.assignee;
    if (conversation.status === 'resolved') {
      if (conversation.event !== 'conversation_updated') await resolved(conversation, reference);
      // A bot of theirs that is assigned is no person.
    } else if (assignee && (assignee.type ?? 'user') === 'user')
      await events.accepted(reference, `a${conversation.id}`, assignee.name ?? '');
  }

  async function handle({ body }: HttpRequest): Promise<HttpResponse> {
    const given = Buffer.isBuffer(body) ? parseJson(body) : undefined;
    if (typeof given !== 'object' || given === null || !('event' in given) || !heard.has(given.event)) return ok;
    const read = webhookEvent.safeParse(given);
    if (!read.success) throw new HttpError(400, 'BadArgument', 'This is no event of Chatwoot as we know them.');
    try {
      const event = read.data;
      if (event.event !== 'message_created') await changed(event);
      else if (isAgents(event) && (event.inbox?.id ?? event.conversation.inbox_id) === inboxId) await said(event);
      return ok;
    } catch (error) {
      if (!(error instanceof HubFault)) throw error;
      log.info({ err: error, event: read.data.event }, 'chatwoot: an event led nowhere');
      // Nobody has to be told of a change that concerns no customer of ours any more.
      if (error.permanent && read.data.event !== 'message_created') return ok;
      if (error.permanent) throw new HttpError(409, 'CustomerGone', error.message);
      throw new HttpError(503, 'Unavailable', 'Not taken just now; send it again.', { 'retry-after': '5' });
    }
  }

  return {
    method: 'POST',
    path: chatwootWebhookPath,
    access: 'webhook',
    body: 'bytes',
    maxBytes: 64 * 1024,
    verify,
    handle,
  };
}

/** Said to the customer by a person: no note, no automatic reply, nothing of the customer's own. */
const isAgents = ({ message_type, sender, ...message }: Pick<MessageCreated, 'message_type' | 'private' | 'sender'>) =>
  (message_type === 'outgoing' || message_type === 1) && message.private !== true && sender?.type === 'user';

/** The link between contact and inbox is ours and nobody over there can change it; the attribute serves older versions. */
function referenceOf({ id, contact_inbox, custom_attributes }: WebhookConversation): string | undefined {
  const source = contact_inbox?.source_id;
  const attribute = custom_attributes?.['desk_handoff'];
  const handoffId = source?.startsWith('desk-') ? source.slice('desk-'.length) : attribute;
  return typeof handoffId === 'string' && /^[\w.-]{1,100}$/.test(handoffId)
    ? hubReference(String(id), handoffId)
    : undefined;
}

/** What was written, and the addresses of what was attached to it. */
function textOf(content: string | null | undefined, attachments: MessageCreated['attachments']): string {
  const urls = (attachments ?? [])
    .slice(0, 10)
    .map(({ data_url }) => data_url ?? '')
    .filter((url) => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol));
  return [withoutMarkdown(content ?? ''), ...urls].filter((line) => line !== '').join('\n');
}

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();
const forbidden = (): HttpError => new HttpError(403, 'Forbidden', 'Only our Chatwoot may call this.');
