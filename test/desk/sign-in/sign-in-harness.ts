import { scryptSync } from 'node:crypto';
import { createSignIn, type SignIn, type SignInOptions } from '../../../src/desk/sign-in/sign-in';
import type { StaffAccount } from '../../../src/desk/staff-account';
import { createHttpServer, type HttpServer } from '../../../src/platform/http-server';
import { randomIds } from '../../../src/ports/id-generator';
import { ManualClock } from '../../support/manual-clock';
import { memoryDocuments } from '../../support/memory-documents';

export const start = Date.UTC(2026, 10, 21, 2, 0);
export const password = 'correct horse battery';
/** Cheaper than a real one: hashing is slow on purpose, and here it is done a hundred times. */
export const passwordHash = cheapHash(password);

export function cheapHash(password: string): string {
  const salt = Buffer.from('some salt');
  const key = scryptSync(password, salt, 32, { N: 2 ** 10, r: 1, p: 1 });
  return ['scrypt', 10, 1, 1, salt.toString('base64url'), key.toString('base64url')].join('$');
}

export interface Answer {
  readonly status: number;
  readonly code: string | undefined;
  readonly headers: Headers;
  readonly body: unknown;
}

export type Harness = Awaited<ReturnType<typeof signInHarness>>;

const servers: HttpServer[] = [];
/** For `afterEach`. */
export const closeServers = async (): Promise<void> => {
  await Promise.all(servers.splice(0).map((server) => server.close(0)));
};

/** Sign-in behind the real server, its store in memory; `nodes` of one store, one after the other by {@link Call.node}. */
export async function signInHarness(options: Partial<SignInOptions> & { nodes?: number } = {}) {
  const { nodes = 1, ...given } = options;
  const clock = new ManualClock(start);
  const documents = memoryDocuments(clock);
  const logged: string[] = [];
  const keep = (fields: object, message: string) => void logged.push(JSON.stringify({ ...fields, message }));
  const log = { debug: keep, info: keep, warn: keep, error: keep };
  let staff: readonly StaffAccount[] = [
    { name: 'agent1', displayName: '客服小林', role: 'agent', teams: ['billing'], passwordHash },
    { name: 'boss', role: 'supervisor', passwordHash },
    { name: 'elsewhere', role: 'agent' },
  ];
  const running: { signIn: SignIn; base: string }[] = [];
  for (let node = 0; node < nodes; node++) {
    const signIn = createSignIn({
      staff: () => staff,
      documents,
      clock,
      ids: randomIds,
      log,
      signingKey: 'a signing key of these tests, 32 bytes',
      secureCookies: false,
      ...given,
    });
    const server = createHttpServer({
      routes: [
        ...signIn.routes,
        {
          method: 'GET',
          path: '/desk/api/me',
          access: 'staff',
          handle: async ({ identity }) => ({ status: 200, body: identity as object }),
        },
        { method: 'POST', path: '/desk/api/change', access: 'staff', handle: async () => ({ status: 204 }) },
      ],
      sockets: [],
      authenticators: { staff: signIn.authenticator },
      log,
      ids: randomIds,
      clock,
      trustedProxies: ['127.0.0.1'],
    });
    const { port } = await server.listen(0, '127.0.0.1');
    servers.push(server);
    running.push({ signIn, base: `http://127.0.0.1:${port}` });
  }
  const nodeAt = (index: number) => {
    const node = running[index];
    if (!node) throw new Error(`There is no node ${index}.`);
    return node;
  };

  async function call(method: string, path: string, how: Call = {}): Promise<Answer> {
    const { base } = nodeAt(how.node ?? 0);
    const response = await fetch(base + path, {
      method,
      redirect: 'manual',
      headers: {
        'x-forwarded-for': how.ip ?? '198.51.100.7',
        origin: base,
        'x-desk': '1',
        ...(how.cookie !== undefined && { cookie: how.cookie }),
        ...(how.body !== undefined && { 'content-type': 'application/json' }),
        ...how.headers,
      },
      ...(how.body !== undefined && { body: JSON.stringify(how.body) }),
    });
    const text = await response.text();
    const body: unknown = text === '' ? undefined : JSON.parse(text);
    const code = (body as { error?: { code: string } } | undefined)?.error?.code;
    return { status: response.status, code, headers: response.headers, body };
  }

  return {
    clock,
    documents,
    logged,
    call,
    signIn: (who: unknown = { name: 'agent1', password }, how: Call = {}) =>
      call('POST', '/desk/api/sign-in', { ...how, body: who }),
    me: (cookie: string, how: Call = {}) => call('GET', '/desk/api/me', { ...how, cookie }),
    /** What a WebSocket asks. */
    session: (cookie: string | undefined, alive?: boolean) => nodeAt(0).signIn.session(cookie, alive),
    people: () => nodeAt(0).signIn.people(),
    setStaff: (changed: (before: readonly StaffAccount[]) => readonly StaffAccount[]) => {
      staff = changed(staff);
    },
  };
}

export interface Call {
  readonly body?: unknown;
  /** As a browser sends it: `name=value`. */
  readonly cookie?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly ip?: string;
  readonly node?: number;
}

/** What a browser keeps of an answer. */
export const cookieOf = ({ headers }: Pick<Answer, 'headers'>): string =>
  headers.get('set-cookie')?.split(';', 1)[0] ?? '';
