import type { IncomingMessage } from 'node:http';
import { createDesk } from '../../src/desk/desk';
import { hashPassword } from '../../src/desk/password';
import type { Handoff } from '../../src/handoff/handoff';
import type { HttpRequest, HttpResponse, Route } from '../../src/platform/http';
import { HttpError } from '../../src/platform/http';
import type { HandoffQueue } from '../../src/ports/handoff-queue';

export const start = Date.UTC(2026, 10, 21, 2, 0);
export const password = 'correct horse battery';

/** Hashing is slow on purpose: once per file is enough. */
const hash = hashPassword(password);

export interface Call {
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
  readonly cookie?: string | undefined;
  readonly ip?: string;
}

export interface Answer {
  readonly status: number;
  readonly code?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** The desk behind the smallest possible server: authenticates staff routes, turns refusals into answers. */
export async function deskHarness(handoffs: readonly Handoff[] = [], secureCookies = false) {
  const clock = { at: start, now: () => clock.at };
  let ids = 0;
  const logged: string[] = [];
  const keep = (fields: object, message: string) => void logged.push(JSON.stringify({ ...fields, message }));
  const queue: HandoffQueue = {
    enqueue: () => Promise.reject(new Error('the desk only reads')),
    replace: () => Promise.reject(new Error('the desk only reads')),
    byId: async (id) => handoffs.find((handoff) => handoff.id === id),
    list: async (statuses, limit) => handoffs.filter(({ status }) => statuses.includes(status)).slice(0, limit),
    position: async () => 1,
    ofConversation: async (id) => handoffs.filter(({ conversationId }) => conversationId === id),
    ofAgent: async (agent) => handoffs.filter((handoff) => handoff.agent === agent),
    changed: async () => ({ position: '0', handoffs: [] }),
    acceptedSince: async () => [],
  };
  const desk = createDesk({
    queue,
    accounts: [{ name: 'agent1', role: 'agent', passwordHash: await hash }],
    clock,
    ids: { next: (prefix) => `${prefix}_${String(++ids).padStart(32, '0')}` },
    log: { debug: keep, info: keep, warn: keep, error: keep },
    secureCookies,
  });

  const ownPage = { origin: 'http://desk.example', host: 'desk.example', 'x-desk': '1' };

  async function call(method: Route['method'], path: string, call: Call = {}): Promise<Answer> {
    const found = desk.routes
      .map((route) => ({ route, params: match(route.path, path) }))
      .find(({ route, params }) => route.method === method && params);
    if (!found?.params) throw new Error(`No route ${method} ${path}`);
    const request: HttpRequest = {
      params: found.params,
      query: {},
      headers: { ...ownPage, ...call.headers },
      cookies: call.cookie === undefined ? {} : { desk_session: call.cookie },
      body: call.body,
      ip: call.ip ?? '198.51.100.7',
      identity: undefined,
      raw: { method } as IncomingMessage,
    };
    try {
      let identity: unknown;
      if (found.route.access === 'staff') {
        identity = await desk.authenticator(request);
        if (identity === undefined) return { status: 401, headers: {}, body: undefined };
      }
      return plain(await found.route.handle({ ...request, identity }));
    } catch (error) {
      if (!(error instanceof HttpError)) throw error;
      return { status: error.status, code: error.code, headers: error.headers, body: { code: error.code } };
    }
  }

  const signIn = (body: unknown = { name: 'agent1', password }, more: Call = {}) =>
    call('POST', '/desk/api/sign-in', { ...more, body });

  return { clock, logged, routes: desk.routes, call, signIn, cookieOf };
}

const plain = ({ status, headers = {}, body }: HttpResponse): Answer => ({ status, headers, body });

/** The session id a sign-in answer sets. */
export function cookieOf(answer: Answer): string {
  return /^desk_session=([^;]*)/.exec(answer.headers['set-cookie'] ?? '')?.[1] ?? '';
}

function match(pattern: string, path: string): Record<string, string> | undefined {
  const names = pattern.split('/');
  const parts = path.split('/');
  if (names.length !== parts.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, name] of names.entries()) {
    const part = parts[index] ?? '';
    if (name.startsWith(':')) params[name.slice(1)] = part;
    else if (name !== part) return undefined;
  }
  return params;
}
