import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import type { BoardWeek } from '../../../src/desk/board-api';
import type { ClimbedToMe } from '../../../src/desk/desk-events';
import type { KnowledgeDraft } from '../../../src/learning/learning';
import { securityHeaders } from '../../../src/platform/security-headers';
import { daysBefore } from '../../../src/ports/calendar';
import { mondayOf } from '../../../web/board/state/days';
import { builtFile } from '../built-pages';
import { someStaff } from '../desk/fake-cases';
import { fakePassword } from '../desk/fake-desk';
import { fakeFigures } from './fake-figures';
import { deskWordsOfBoard, fakeBoardWords } from './fake-words';
import {
  aDigest,
  aList,
  aToday,
  problemsView,
  someDrafts,
  someGaps,
  someLearning,
  someProblems,
  someVoices,
} from './some-board';
import { someMissed, someRated, someUnsent } from './some-lists';

export type FakeBoard = Awaited<ReturnType<typeof startFakeBoard>>;

/**
 * The contract of src/desk/board-api.ts in memory, over real HTTP with the product's own page policy. What it tells is in
 * `says`, for tests to change; `refuse` makes it slow, gone or unwilling.
 */
export async function startFakeBoard() {
  const staff = someStaff();
  const sessions = new Map<string, string>();
  const calls: { readonly call: string; readonly body: unknown }[] = [];
  const asked: string[] = [];
  const says = {
    words: fakeBoardWords(),
    today: aToday(),
    gaps: someGaps(),
    voices: someVoices(),
    problems: someProblems(),
    learning: someLearning(),
    drafts: [...someDrafts().drafts] as KnowledgeDraft[],
    list: aList,
    missed: someMissed(),
    rated: someRated(),
    unsent: someUnsent(),
    figures: fakeFigures,
  };
  let refusal: ((path: string) => number | undefined) | undefined;
  let climbed: ClimbedToMe = { complaints: [], inAll: 0 };

  const weekOf = (week: string): BoardWeek => {
    const from = mondayOf(week);
    const until = daysBefore(from, -6);
    const span = { from, until };
    const figures = (measures: string, by: string) =>
      says.figures(new URLSearchParams({ ...span, measures, ...(by ? { by } : {}) }));
    const all = says.words.measures.map(({ measure }) => measure);
    const now = figures(all.join(','), '').rows[0]?.figures ?? {};
    const before =
      says.figures(
        new URLSearchParams({ from: daysBefore(from, 8), until: daysBefore(from, 1), measures: all.join(',') }),
      ).rows[0]?.figures ?? {};
    const none = { n: 0, of: 0 };
    return {
      week,
      ...span,
      measures: all.map((measure) => ({ measure, now: now[measure] ?? none, before: before[measure] ?? none })),
      byType: figures('complaints,omission_rate,on_time_rate,dissatisfaction_rate', 'type'),
      byTeam: figures('complaints,omission_rate,on_time_rate,dissatisfaction_rate', 'team'),
      causes: figures('complaints', 'cause'),
      omissions: says.today.omissions,
      problems: says.problems,
      actions: says.learning.actions,
      voices: says.voices.voices,
    };
  };

  function answer(path: string, query: URLSearchParams): unknown {
    switch (path) {
      case 'words':
        return deskWordsOfBoard();
      case 'colleagues':
        return { colleagues: staff.map(({ me, load }) => ({ ...me, load })) };
      case 'board/words':
        return says.words;
      case 'board/today':
        return { ...says.today, now: Date.now() };
      case 'board/figures':
        return says.figures(query);
      case 'board/list':
        return says.list(query.get('after'), /contact|handoff|containment/.test(query.get('measure') ?? ''));
      case 'board/attached':
      case 'board/waiting':
        return says.list(query.get('after'), false);
      case 'board/missed':
        return says.missed;
      case 'board/rated':
        return says.rated;
      case 'board/unsent':
        return says.unsent;
      case 'board/gaps':
        return says.gaps;
      case 'board/voices':
        return {
          ...says.voices,
          voices: says.voices.voices.filter(({ score }) => (query.get('score') ?? score) === score),
        };
      case 'board/week':
        return weekOf(query.get('week') ?? '');
      case 'problems':
        return problemsView(says.problems);
      case 'learning':
        return says.learning;
      case 'learning/drafts':
        return { drafts: says.drafts };
      case 'learning/digest':
        return { ...aDigest(query.get('week') ?? '', query.get('owner') ?? ''), measures: says.words.measures };
      default:
        return undefined;
    }
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://board.test');
    const headers = securityHeaders({ frameAncestors: [], host: request.headers.host });
    const send = (status: number, body: unknown, more: Record<string, string> = {}) =>
      response
        .writeHead(status, { ...headers, 'content-type': 'application/json', ...more })
        .end(body === undefined ? '' : JSON.stringify(body));
    if (!url.pathname.startsWith('/desk/api/')) {
      const file = builtFile(url.pathname === '/board' ? '/board.html' : url.pathname);
      if (!file) return void send(404, {});
      response.writeHead(200, { ...headers, 'content-type': file.type }).end(file.body);
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = JSON.parse(Buffer.concat(chunks).toString() || '{}') as Record<string, unknown>;
    const path = url.pathname.slice('/desk/api/'.length);
    if (request.method === 'POST' && request.headers['x-desk'] !== '1') return void send(403, {});
    if (path === 'sign-in-ways') return void send(200, { password: true });
    const meOf = (name: string) => staff.find(({ me }) => me.name === name)?.me;
    if (path === 'sign-in') {
      const me = meOf(String(body['name']));
      if (!me || body['password'] !== fakePassword) return void send(401, {});
      const session = `s${sessions.size + 1}`;
      sessions.set(session, me.name);
      return void send(200, me, { 'set-cookie': `session=${session}; Path=/; HttpOnly; SameSite=Strict` });
    }
    const session = /session=(\w+)/.exec(request.headers.cookie ?? '')?.[1] ?? '';
    const me = meOf(sessions.get(session) ?? '');
    if (!me) return void send(401, {});
    if (path === 'me') return void send(200, me);
    if (path === 'sign-out') {
      sessions.delete(session);
      return void send(204, undefined);
    }
    const refused = refusal?.(path);
    if (refused !== undefined) return void send(refused, { error: { code: 'not_now', message: '' } });
    const forAll = /^(?:words|colleagues|learning(?:\/digest)?)$/.test(path);
    if (me.role !== 'supervisor' && (!forAll || request.method === 'POST')) return void send(403, {});
    asked.push(`${path}${url.search}`);
    if (request.method === 'POST') {
      calls.push({ call: path, body });
      return void send(200, {});
    }
    const value = answer(path, url.searchParams);
    send(value === undefined ? 404 : 200, value ?? {});
  }

  const sockets = new WebSocketServer({ noServer: true });
  const tell = (socket: WebSocket): void => socket.send(JSON.stringify({ type: 'climbed', ...climbed }));
  const create = () => {
    const server = createServer((request, response) => void handle(request, response));
    server.on('upgrade', (request, socket, head) => {
      const session = /session=(\w+)/.exec(request.headers.cookie ?? '')?.[1] ?? '';
      sockets.handleUpgrade(request, socket, head, (open) => (sessions.has(session) ? tell(open) : open.close(4401)));
    });
    return server;
  };
  let server = create();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const down = () =>
    new Promise<void>((closed) => {
      for (const socket of sockets.clients) socket.terminate();
      server.close(() => closed());
      server.closeAllConnections();
    });
  return {
    base: `http://127.0.0.1:${port}`,
    says,
    /** What was done, `POST` with body. */
    calls,
    /** What was asked, with its query. */
    asked,
    sessions,
    /** @param status by path: what it answers instead */
    refuse: (status: ((path: string) => number | undefined) | undefined) => {
      refusal = status;
    },
    /** Tells open pages what has climbed to whoever looks. */
    climb: (now: ClimbedToMe) => {
      climbed = now;
      for (const socket of sockets.clients) tell(socket);
    },
    goDown: down,
    comeBack: () => {
      server = create();
      return new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening));
    },
    stop: down,
  };
}
