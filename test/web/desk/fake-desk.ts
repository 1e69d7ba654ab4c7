import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import type { HandoffSummary, Me } from '../../../src/desk/desk-api';
import type { DeskCommand, DeskEvent, TranscriptEntry } from '../../../src/desk/desk-events';
import { securityHeaders } from '../../../src/platform/security-headers';
import { builtFile } from '../built-pages';
import { type FakeCase, type FakeStaff, inboxOf, mayOf, summaryOf } from './fake-cases';
import { fakeWords } from './fake-words';

export interface FakeDeskOptions {
  readonly cases: FakeCase[];
  readonly staff: readonly FakeStaff[];
  readonly oidc?: string;
}
interface Client {
  readonly socket: WebSocket;
  readonly name: string;
  readonly open: Set<string>;
}
export type FakeDesk = Awaited<ReturnType<typeof startFakeDesk>>;

const password = 'open sesame 123';
export const fakePassword = password;

/**
 * The contract of src/desk/desk-api.ts in memory, over real HTTP and WebSocket with the product's own page policy, so
 * that the page is tested apart from the server and a test can make the server slow, gone or hostile.
 */
export async function startFakeDesk(options: FakeDeskOptions) {
  const { cases, staff } = options;
  const sessions = new Map<string, string>();
  const clients = new Set<Client>();
  /** What was asked, `POST /desk/api/…` with body, for tests to look at. */
  const calls: { readonly by: string; readonly call: string; readonly body: unknown }[] = [];
  let next = 1;
  let refuseMessages = false;

  const byId = (id: string) => cases.find((one) => one.detail.id === id);
  const ofConversation = (id: string) => cases.find((one) => one.detail.conversationId === id);
  const meOf = (name: string): Me => {
    const found = staff.find((one) => one.me.name === name);
    if (!found) throw new Error(`No staff ${name}.`);
    return found.me;
  };
  const tell = (client: Client, event: DeskEvent) => client.socket.send(JSON.stringify(event));
  const sees = (name: string, one: FakeCase) =>
    meOf(name).role === 'supervisor' || !['assigned', 'done'].includes(one.detail.status) || one.detail.agent === name;
  /** Everybody who may see it is told, the others that it is gone. */
  const changed = (one: FakeCase) => {
    one.detail = { ...one.detail, version: one.detail.version + 1 };
    for (const client of clients) {
      tell(
        client,
        sees(client.name, one)
          ? { type: 'handoff', summary: summaryOf(one, client.name) }
          : { type: 'gone', id: one.detail.id, version: one.detail.version },
      );
    }
  };
  const append = (
    one: FakeCase,
    entry: Omit<TranscriptEntry, 'seq' | 'at' | 'choices' | 'attachments'> & Partial<TranscriptEntry>,
  ) => {
    const whole: TranscriptEntry = {
      seq: one.entries.length + 1,
      at: Date.now(),
      choices: [],
      attachments: [],
      ...entry,
    };
    one.entries.push(whole);
    for (const client of clients) {
      if (client.open.has(one.detail.conversationId)) {
        tell(client, { type: 'entry', conversationId: one.detail.conversationId, entry: whole });
      }
    }
    return whole;
  };
  const assign = (one: FakeCase, name: string) => {
    const { offer: _, ...rest } = one.detail;
    one.detail = { ...rest, status: 'assigned', agent: name, acceptedAt: Date.now() };
    append(one, {
      id: `status ${next++}`,
      from: 'desk',
      text: '',
      event: {
        name: 'handoff.status',
        value: { state: 'accepted', agent: { id: name, name: meOf(name).displayName } },
      },
    });
    changed(one);
  };
  const detailFor = (one: FakeCase, name: string) => ({
    ...one.detail,
    ...summaryOf(one, name),
    may: mayOf(one, meOf(name)),
  });

  type Handler = (name: string, body: Record<string, unknown>, one: FakeCase) => unknown;
  const refusal = (status: number, code: string, more: object = {}) => ({
    refused: status,
    body: { error: { code, message: code, ...more } },
  });
  const acts: Record<string, Handler> = {
    accept: (name, _, one) => {
      if (one.detail.status !== 'offered' || one.offeredTo !== name)
        return refusal(409, 'taken', { agent: one.detail.agent });
      assign(one, name);
      return detailFor(one, name);
    },
    decline: (name, _, one) => {
      const { offer: __, ...rest } = one.detail;
      one.detail = { ...rest, status: 'waiting' };
      changed(one);
      return detailFor(one, name);
    },
    take: (name, _, one) => {
      assign(one, name);
      return detailFor(one, name);
    },
    messages: (name, body, one) => {
      if (refuseMessages) return refusal(503, 'busy');
      const id = `in ${String(body['id'])}`;
      if (!one.entries.some((entry) => entry.id === `${id}.1`)) {
        append(one, { id: `${id}.1`, from: 'agent', name: meOf(name).displayName, text: String(body['text']) });
      }
      return { id };
    },
    notes: (name, body, one) => {
      const kind = body['kind'] === 'whisper' ? 'whisper' : 'note';
      const note = { id: String(body['id']), at: Date.now(), author: name, kind, text: String(body['text']) } as const;
      one.detail = { ...one.detail, notes: [...one.detail.notes, note] };
      changed(one);
      return detailFor(one, name);
    },
    transfer: (_, body, one) => {
      const { agent: __, ...rest } = one.detail;
      one.detail = {
        ...rest,
        status: 'waiting',
        notes: [
          ...rest.notes,
          { id: `note ${next++}`, at: Date.now(), author: 'agent1', kind: 'transfer', text: String(body['note']) },
        ],
      };
      changed(one);
      return undefined;
    },
    'call-back': (name, body, one) => {
      one.detail = {
        ...one.detail,
        status: 'call_back_booked',
        callBack: { from: Number(body['from']), until: Number(body['until']), attempts: 0 },
      };
      changed(one);
      return detailFor(one, name);
    },
    finish: (name, body, one) => {
      if (!body['result'] || !body['cause']) return refusal(409, 'wrap_up_incomplete');
      one.detail = {
        ...one.detail,
        status: 'done',
        wrapUp: { at: Date.now(), by: name, ...(body as { result: 'solved'; cause: string }) },
      };
      changed(one);
      return detailFor(one, name);
    },
    reveal: (_, body, one) =>
      body['what'] === 'conversation'
        ? {
            conversation: one.entries.map(({ seq, text }) => ({
              seq,
              text: text.replaceAll('138****0002', '13800000002'),
            })),
          }
        : body['what'] === 'name'
          ? { name: '王小明' }
          : { phone: '13800000002' },
    type: (name, body, one) => {
      const number = body['number'];
      one.detail = {
        ...one.detail,
        complaints: one.detail.complaints.map(({ score, ...card }) =>
          card.number === number
            ? { ...card, type: body['type'] as typeof card.type, subType: body['subType'] as string }
            : { ...card, ...(score === undefined ? {} : { score }) },
        ) as typeof one.detail.complaints,
      };
      changed(one);
      return detailFor(one, name);
    },
  };
  acts['reassign'] = acts['transfer'] as Handler;

  function answer(
    name: string,
    method: string,
    path: string,
    query: URLSearchParams,
    body: Record<string, unknown>,
  ): unknown {
    const [kind, id = '', act = ''] = path.split('/').map(decodeURIComponent);
    if (kind === 'me') return meOf(name);
    if (kind === 'presence') {
      const found = staff.find((one) => one.me.name === name);
      if (found)
        found.me = { ...found.me, presence: { status: 'available', ...body, since: Date.now() } as Me['presence'] };
      return meOf(name);
    }
    if (kind === 'words') return fakeWords();
    if (kind === 'colleagues') return { colleagues: staff.map(({ me, load }) => ({ ...me, load })) };
    if (kind === 'knowledge')
      return {
        hits: [
          { intent: 'x', title: `“${query.get('q')}”`, text: '彩铃功能费每月 6 元，随时可以取消，次月起不再收取。' },
        ],
      };
    if (kind === 'live') return live();
    if (kind === 'audit') {
      const at = Date.now();
      return query.has('before')
        ? { entries: [] }
        : {
            entries: [
              {
                at,
                staff: 'agent1',
                act: 'reveal',
                about: 'handoff_1',
                details: { what: 'phone', why: '需要给客户打电话' },
              },
            ],
          };
    }
    if (kind === 'outbox') {
      if (method === 'POST') return undefined;
      return {
        entries: [
          {
            key: 'k',
            kind: 'sms',
            createdAt: Date.now() - 90_000_000,
            attempts: 12,
            error: 'HTTP 503 from the gateway',
          },
        ],
      };
    }
    if (kind === 'conversations') {
      const one = ofConversation(id);
      return one && sees(name, one) ? { id: one.detail.id } : refusal(404, 'not_found');
    }
    const one = kind === 'handoffs' ? byId(id) : undefined;
    if (!one || (act !== 'accept' && !sees(name, one))) return refusal(404, 'not_found');
    if (act === '') return detailFor(one, name);
    if (act === 'account') return one.account ?? { unavailable: 'no_phone', bills: [], services: [] };
    if (act === 'similar') return { cases: one.similar ?? [] };
    return (acts[act] ?? (() => refusal(404, 'not_found')))(name, body, one);
  }

  function live() {
    const waiting = cases.filter(({ detail }) => ['waiting', 'offered'].includes(detail.status));
    return {
      now: Date.now(),
      agents: staff.map(({ me, load }) => ({
        ...me,
        load,
        finishedToday: 12,
        handlingMs: 415_000,
        customers: cases
          .filter(({ detail }) => detail.status === 'assigned' && detail.agent === me.name)
          .map((one) => summaryOf(one, '')),
      })),
      waiting: waiting.map((one) => summaryOf(one, '')),
      waitingInAll: waiting.length,
      waits: [
        {
          team: 'billing',
          waiting: 2,
          longestMs: 95_000,
          accepted: 18,
          medianMs: 32_000,
          standardMs: 60_000,
          withinStandard: 0.78,
        },
        {
          team: 'technical',
          waiting: 0,
          longestMs: 0,
          accepted: 7,
          medianMs: 18_000,
          standardMs: 60_000,
          withinStandard: 1,
        },
        { team: 'service', waiting: 0, longestMs: 0, accepted: 0, standardMs: 60_000 },
      ],
    };
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://desk.test');
    const headers = securityHeaders({ frameAncestors: [], host: request.headers.host });
    const send = (status: number, body: unknown, more: Record<string, string> = {}) => {
      const text = body === undefined ? '' : JSON.stringify(body);
      response.writeHead(status, { ...headers, 'content-type': 'application/json', ...more }).end(text);
    };
    if (url.pathname === '/healthz') return send(200, {});
    if (!url.pathname.startsWith('/desk/api/')) {
      const file = builtFile(url.pathname === '/desk' ? '/desk.html' : url.pathname);
      if (!file) return send(404, {});
      response.writeHead(200, { ...headers, 'content-type': file.type }).end(file.body);
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = JSON.parse(Buffer.concat(chunks).toString() || '{}') as Record<string, unknown>;
    const path = url.pathname.slice('/desk/api/'.length);
    const method = request.method ?? 'GET';
    if (method === 'POST' && request.headers['x-desk'] !== '1') return send(403, {});
    if (path === 'sign-in-ways') return send(200, { password: true, ...(options.oidc ? { oidc: options.oidc } : {}) });
    if (path === 'sign-in') {
      const name = String(body['name']);
      if (name === 'locked') return send(423, {}, { 'retry-after': '840' });
      if (body['password'] !== password || !staff.some(({ me }) => me.name === name)) return send(401, {});
      const session = `s${next++}`;
      sessions.set(session, name);
      return send(200, meOf(name), { 'set-cookie': `session=${session}; Path=/; HttpOnly; SameSite=Strict` });
    }
    const session = sessionOf(request);
    const name = sessions.get(session);
    if (name === undefined) return send(401, {});
    if (path === 'sign-out') {
      sessions.delete(session);
      return send(204, undefined);
    }
    if (path.startsWith('attachments/')) {
      response
        .writeHead(200, { ...headers, 'content-type': 'image/png', 'content-disposition': 'attachment' })
        .end(aPicture);
      return;
    }
    if (method === 'POST') calls.push({ by: name, call: path, body });
    const result = answer(name, method, path, url.searchParams, body);
    if (result === undefined) return send(204, undefined);
    if (typeof result === 'object' && result !== null && 'refused' in result) {
      const { refused, body: said } = result as { refused: number; body: unknown };
      return send(refused, said);
    }
    return send(path.endsWith('/messages') ? 202 : 200, result);
  }

  const sockets = new WebSocketServer({ noServer: true });
  const accept = (socket: WebSocket, name: string) => {
    const client: Client = { socket, name, open: new Set() };
    clients.add(client);
    socket.on('close', () => clients.delete(client));
    socket.on('message', (data) => {
      const command = JSON.parse(String(data)) as DeskCommand;
      const one = ofConversation(command.conversationId);
      if (command.type === 'typing') return void calls.push({ by: name, call: 'typing', body: command });
      if (command.type === 'close') return void client.open.delete(command.conversationId);
      if (!one || !sees(name, one))
        return tell(client, { type: 'refused', command: 'open', conversationId: command.conversationId });
      client.open.add(command.conversationId);
      for (const entry of one.entries.filter(({ seq }) => seq > command.after)) {
        tell(client, { type: 'entry', conversationId: command.conversationId, entry });
      }
      if (one.seen !== undefined) tell(client, { type: 'seen', conversationId: command.conversationId, seq: one.seen });
    });
    tell(client, { type: 'inbox', inbox: inboxOf(cases, name), me: meOf(name) });
  };
  const create = () => {
    const server = createServer((request, response) => void handle(request, response));
    server.on('upgrade', (request, socket, head) => {
      const name = sessions.get(sessionOf(request));
      sockets.handleUpgrade(request, socket, head, (ws) => (name === undefined ? ws.close(4401) : accept(ws, name)));
    });
    return server;
  };
  let server = create();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const cut = () => {
    for (const { socket } of clients) socket.terminate();
  };
  const down = () =>
    new Promise<void>((closed) => {
      cut();
      server.close(() => closed());
      server.closeAllConnections();
    });
  const one = (id: string): FakeCase => {
    const found = byId(id);
    if (!found) throw new Error(`No case ${id}.`);
    return found;
  };
  return {
    base: `http://127.0.0.1:${port}`,
    port,
    calls,
    sessions,
    clients,
    /** The customer writes. */
    say: (id: string, text: string, more: Partial<TranscriptEntry> = {}) =>
      append(one(id), { id: `say ${next++}`, from: 'customer', text, ...more }),
    typing: (id: string) => {
      for (const client of clients) tell(client, { type: 'typing', conversationId: one(id).detail.conversationId });
    },
    seen: (id: string, seq: number) => {
      one(id).seen = seq;
      for (const client of clients) tell(client, { type: 'seen', conversationId: one(id).detail.conversationId, seq });
    },
    offer: (id: string, name: string, ms = 25_000) => {
      const found = one(id);
      found.offeredTo = name;
      found.detail = { ...found.detail, status: 'offered', offer: { until: Date.now() + ms } };
      changed(found);
    },
    assign: (id: string, name: string) => assign(one(id), name),
    case: one,
    changed: (id: string) => changed(one(id)),
    refuseMessages: (refuse: boolean) => {
      refuseMessages = refuse;
    },
    /** Ends everybody's session, as an administrator does. */
    endSessions: () => {
      sessions.clear();
      for (const { socket } of clients) socket.close(4401);
    },
    cutStreams: cut,
    goDown: down,
    comeBack: () => {
      server = create();
      return new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening));
    },
    stop: down,
  };
}

/** One grey dot. */
const aPicture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  'base64',
);

const sessionOf = (request: IncomingMessage): string => /session=(\w+)/.exec(request.headers.cookie ?? '')?.[1] ?? '';

export type { HandoffSummary };
