import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import type { DeskCommand, TranscriptEntry } from '../../../src/desk/desk-events';
import { securityHeaders } from '../../../src/platform/security-headers';
import { builtFile } from '../built-pages';

import { fakeComplaints } from './complaints/fake-complaints';
import { fakeAnswers } from './fake-answers';
import { type FakeCase, inboxOf } from './fake-cases';
import { type Client, type FakeDeskOptions, fakeFloor } from './fake-floor';

export type FakeDesk = Awaited<ReturnType<typeof startFakeDesk>>;

const password = 'open sesame 123';
export const fakePassword = password;

/**
 * The contract of src/desk/desk-api.ts in memory, over real HTTP and WebSocket with the product's own page policy, so
 * that the page is tested apart from the server and a test can make the server slow, gone or hostile.
 */
export async function startFakeDesk(options: FakeDeskOptions) {
  const { complaints = fakeComplaints() } = options;
  const floor = fakeFloor(options);
  const { cases, staff, clients, fresh, byId, ofConversation, meOf, tell, sees, changed, append, assign } = floor;
  const sessions = new Map<string, string>();
  /** What was asked, `POST /desk/api/…` with body, for tests to look at. */
  const calls: { readonly by: string; readonly call: string; readonly body: unknown }[] = [];
  let refuseMessages = false;
  const answer = fakeAnswers(floor, () => refuseMessages, complaints);

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
      const session = `s${fresh()}`;
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
      const forComplaint = 'complaint' in command && complaints.all.some(({ number }) => number === command.complaint);
      if (!one || !(sees(name, one) || forComplaint))
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
    complaints,
    sessions,
    clients,
    /** The customer writes. */
    say: (id: string, text: string, more: Partial<TranscriptEntry> = {}) =>
      append(one(id), { id: `say ${fresh()}`, from: 'customer', text, ...more }),
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
