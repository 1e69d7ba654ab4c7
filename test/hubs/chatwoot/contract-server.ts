import { createHmac, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { z } from 'zod';
import type { Clock } from '../../../src/ports/clock';
import {
  type Agent,
  type Conversation,
  contract,
  conversationData,
  conversationView,
  type Message,
  messageData,
  messageView,
  queries,
} from './chatwoot-contract';
import { type Answer, contractRecords, inboxId, notFound } from './contract-records';

export const token = 'token-of-the-desk-user';
export { inboxId };
export const signingSecret = 'made-by-chatwoot-for-this-inbox';

type WebhookPayload = { readonly event: string } & Readonly<Record<string, unknown>>;

/** How one coming request is to go wrong. `after`: it is done, but the answer never comes. */
export type Fault =
  | { readonly status: number; readonly body?: object; readonly headers?: Record<string, string> }
  | 'hang'
  | 'cut'
  | 'after'
  | 'html';

interface Request {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

/**
 * Chatwoot as far as the connector knows it, over real HTTP: holds contacts, conversations and messages, refuses what its
 * controllers refuse, notes in `violations` whatever its API does not define, and calls our webhook as it does.
 */
export async function startChatwoot(clock: Clock) {
  const records = contractRecords();
  const { contacts, conversations, nextId } = records;
  const requests: Request[] = [];
  const violations: string[] = [];
  /** For the requests to come, in order; `undefined`: nothing goes wrong. */
  const faults: (Fault | undefined)[] = [];
  const hanging = new Set<ServerResponse>();
  const delivered: { status: number; event: string }[] = [];
  let webhookUrl: string | undefined;
  let signs = true;
  /** Of every webhook, so many copies are sent at once. */
  let copies = 1;
  let quiet = false;
  const pending = new Set<Promise<unknown>>();
  const now = () => Math.floor(clock.now() / 1000);

  function read<S extends z.ZodType>(schema: S, value: unknown, what: string): z.output<S> | undefined {
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    violations.push(`${what}: ${parsed.error.message}`);
    return undefined;
  }

  async function hook(payload: WebhookPayload, at = now()): Promise<number> {
    if (webhookUrl === undefined) return 0;
    const body = JSON.stringify(payload);
    const signature = createHmac('sha256', signingSecret).update(`${at}.${body}`).digest('hex');
    const headers: Record<string, string> = { 'content-type': 'application/json', accept: 'application/json' };
    if (signs) {
      headers['x-chatwoot-timestamp'] = String(at);
      headers['x-chatwoot-signature'] = `sha256=${signature}`;
      headers['x-chatwoot-delivery'] = randomUUID();
    }
    const answer = await fetch(webhookUrl, { method: 'POST', headers, body, signal: AbortSignal.timeout(5000) });
    await answer.text();
    delivered.push({ status: answer.status, event: payload.event });
    return answer.status;
  }

  /** As a background job does: later, beside others, now and then twice. */
  function tell(payload: WebhookPayload): void {
    if (quiet) return;
    for (let copy = 0; copy < copies; copy += 1) {
      const job = hook(payload).catch(() => 0);
      pending.add(job);
      void job.finally(() => pending.delete(job));
    }
  }
  const tellOf = (conversation: Conversation, event: string, changed: object[] = []) =>
    tell({ ...conversationData(conversation, inboxId), event, changed_attributes: changed });

  function addMessage(
    conversation: Conversation,
    message: Partial<Message> & Pick<Message, 'content' | 'message_type'>,
  ): Message {
    const whole: Message = {
      id: nextId(),
      private: false,
      source_id: null,
      content_attributes: {},
      sender: null,
      created_at: now(),
      attachments: [],
      ...message,
    };
    conversation.messages.push(whole);
    if (message.message_type === 0 && conversation.status === 'resolved') {
      conversation.status = 'open';
      tellOf(conversation, 'conversation_status_changed');
    }
    tell({ ...messageData(whole, conversation, inboxId), event: 'message_created' });
    return whole;
  }

  function answer(method: string, path: string, query: Record<string, string>, body: unknown): Answer {
    const at = `${method} ${path}`;
    const [, id = '', rest = ''] = /^conversations\/(\d+)(?:\/(\w+))?$/.exec(path) ?? [];
    const conversation = conversations.find((one) => one.id === Number(id));
    if (at === 'GET contacts/search') {
      const wanted = read(queries.search, query, at);
      const like = (value: string | null) => value?.includes(wanted?.q ?? '') === true;
      const found = contacts.filter((one) => like(one.identifier) || like(one.name) || like(one.phone_number));
      return { status: 200, body: { meta: { count: found.length, current_page: 1 }, payload: found.slice(0, 15) } };
    }
    if (at === 'POST contacts') return records.createContact(read(contract.createContact, body, at));
    const ofContact = /^contacts\/(\d+)\/conversations$/.exec(path);
    if (method === 'GET' && ofContact) {
      read(queries.none, query, at);
      const contact = contacts.find((one) => one.id === Number(ofContact[1]));
      const theirs = conversations.filter(({ contactId }) => contactId === contact?.id).reverse();
      const payload = theirs.slice(0, 20).map((one) => conversationView(one, inboxId));
      return contact ? { status: 200, body: { payload } } : notFound;
    }
    const contactId = /^contacts\/(\d+)$/.exec(path)?.[1];
    if (method === 'DELETE' && contactId !== undefined) return records.deleteContact(Number(contactId));
    if (at === 'POST conversations')
      return records.createConversation(read(contract.createConversation, body, at), (made) =>
        tellOf(made, 'conversation_created'),
      );
    if (!conversation) {
      if (id === '') violations.push(`${at}: no such route`);
      return notFound;
    }
    switch (`${method} ${rest}`) {
      case 'DELETE ':
        return records.deleteConversation(conversation);
      case 'GET ':
        return records.showConversation(conversation);
      case 'POST toggle_priority':
        conversation.priority = read(contract.togglePriority, body, at)?.priority ?? null;
        return { status: 200 };
      case 'POST labels':
        conversation.labels = read(contract.labels, body, at)?.labels ?? [];
        return { status: 200, body: { payload: conversation.labels } };
      case 'POST toggle_status': {
        conversation.status = read(contract.toggleStatus, body, at)?.status ?? conversation.status;
        tellOf(conversation, 'conversation_status_changed');
        const payload = { success: true, current_status: conversation.status, conversation_id: conversation.id };
        return { status: 200, body: { meta: {}, payload } };
      }
      case 'GET messages': {
        read(queries.messages, query, at);
        const payload = conversation.messages.slice(-20).map((message) => messageView(message, conversation.id));
        return { status: 200, body: { meta: { labels: conversation.labels }, payload } };
      }
      case 'POST messages': {
        const given = read(contract.createMessage, body, at);
        if (!given) return { status: 422, body: { error: 'Content is invalid' } };
        const message = addMessage(conversation, {
          content: given.content,
          message_type: given.message_type === 'incoming' ? 0 : 1,
          private: given.private ?? false,
          source_id: given.source_id ?? null,
          content_attributes: given.content_attributes ?? {},
          sender:
            given.message_type === 'incoming'
              ? { id: conversation.contactId, name: 'customer', type: 'contact' }
              : { id: 1, name: 'Desk', type: 'user' },
        });
        return { status: 200, body: messageView(message, conversation.id) };
      }
      default:
        violations.push(`${at}: no such route`);
        return notFound;
    }
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = '';
    for await (const chunk of request) text += chunk;
    const method = request.method ?? '';
    const url = new URL(request.url ?? '', 'http://chatwoot');
    const path = /^\/api\/v1\/accounts\/1\/(.+)$/.exec(url.pathname)?.[1];
    const body: unknown = text === '' ? undefined : JSON.parse(text);
    requests.push({ method, path: path ?? url.pathname, body });
    const send = (status: number, what?: object, headers: Record<string, string> = {}) =>
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(what && JSON.stringify(what));
    const fault = faults.shift();
    if (fault === 'hang') return void hanging.add(response);
    if (fault === 'cut') return void request.socket.destroy();
    if (fault === 'html') return void response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Welcome</h1>');
    if (typeof fault === 'object') return void send(fault.status, fault.body ?? { error: 'no' }, fault.headers);
    if (method === 'POST' && !/^application\/json/.test(request.headers['content-type'] ?? ''))
      violations.push(`${method} ${path}: no JSON`);
    // As Rack does: dashes and underscores are one.
    const given = request.headers['api-access-token'] ?? request.headers['api_access_token'];
    if (given !== token) return void send(401, { error: 'Invalid Access Token' });
    if (path === undefined) violations.push(`${method} ${url.pathname}: outside of the account`);
    const found = path === undefined ? notFound : answer(method, path, Object.fromEntries(url.searchParams), body);
    if (fault === 'after') return void request.socket.destroy();
    send(found.status, found.body);
  }

  const server = createServer((request, response) => void serve(request, response).catch(() => response.destroy()));
  let port = 0;
  const listen = () => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  await listen();
  port = (server.address() as AddressInfo).port;

  const close = async () => {
    for (const response of hanging) response.destroy();
    server.closeAllConnections();
    if (server.listening) await new Promise((resolve) => server.close(resolve));
  };

  return {
    url: `http://127.0.0.1:${port}`,
    contacts,
    conversations,
    requests,
    violations,
    faults,
    delivered,
    hook,
    connect: (url: string) => {
      webhookUrl = url;
    },
    set: (options: { signs?: boolean; copies?: number; quiet?: boolean }) => {
      signs = options.signs ?? signs;
      copies = options.copies ?? copies;
      quiet = options.quiet ?? quiet;
    },
    settings: records.settings,
    runJobs: records.runJobs,
    /** Until everything that was told has been answered. */
    async told() {
      while (pending.size > 0) await Promise.all(pending);
    },
    assign(conversation: Conversation, agent: Agent | null) {
      conversation.assignee = agent;
      tellOf(conversation, 'conversation_updated', [
        { assignee_id: { previous_value: null, current_value: agent?.id ?? null } },
      ]);
    },
    /** An agent writes in the reply box, or a note. */
    agentWrites(conversation: Conversation, agent: Agent, content: string, more: Partial<Message> = {}): Message {
      if (more.private !== true) conversation.firstReplyAt ||= now();
      return addMessage(conversation, { content, message_type: 1, sender: { ...agent, type: 'user' }, ...more });
    },
    /** An agent sets the status in the page. */
    status(conversation: Conversation, status: string) {
      conversation.status = status;
      tellOf(conversation, 'conversation_status_changed');
    },
    /** What a webhook would say of it now. */
    eventOf: (conversation: Conversation, event: string) => ({ ...conversationData(conversation, inboxId), event }),
    messageEventOf: (conversation: Conversation, message: Message) => ({
      ...messageData(message, conversation, inboxId),
      event: 'message_created',
    }),
    close,
    async goAway() {
      await close();
    },
    comeBack: listen,
  };
}
export type ChatwootServer = Awaited<ReturnType<typeof startChatwoot>>;
