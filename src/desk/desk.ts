import type { HandoffStatus } from '../handoff/handoff';
import { type CookieOptions, cookie } from '../platform/cookies';
import { type Authenticator, HttpError, type HttpRequest, type HttpResponse, type Route } from '../platform/http';
import { tooMany } from '../platform/http-pipeline';
import { createOriginPolicy } from '../platform/origins';
import { createRateLimiter } from '../platform/rate-limit';
import type { Clock } from '../ports/clock';
import type { HandoffQueue } from '../ports/handoff-queue';
import type { IdGenerator } from '../ports/id-generator';
import type { Log } from '../ports/log';
import { handoffDetail, handoffSummary } from './handoff-view';
import { createOwnPage } from './own-page';
import { maxPasswordLength, unmatchableHash, verifyPassword } from './password';
import type { StaffAccount, StaffIdentity } from './staff-account';
import { absoluteMs, createStaffSessions } from './staff-sessions';

export interface DeskOptions {
  readonly queue: HandoffQueue;
  readonly accounts: readonly StaffAccount[];
  readonly clock: Clock;
  readonly ids: IdGenerator;
  readonly log: Log;
  /** Served over https: the cookie may then travel on https only. */
  readonly secureCookies: boolean;
  /** The address staff use, when a proxy in front changes the `Host` header. */
  readonly publicUrl?: string;
}

const cookieName = 'desk_session';
/** Everyone who still needs a person. */
const open: readonly HandoffStatus[] = ['waiting', 'assigned', 'call_back_booked'];
const listLimit = 200;
/** S12: sign-in five times a minute, from one address and for one name. */
const signInsPerMinute = 5;

/** The agents' side: sign-in, the waiting list and one brief, read-only and masked. */
export function createDesk(options: DeskOptions): { routes: Route[]; authenticator: Authenticator } {
  const { queue, clock, ids, log, publicUrl } = options;
  const accounts = new Map(options.accounts.map((account) => [account.name, account]));
  const sessions = createStaffSessions(clock, ids);
  const cookieOptions = (maxAgeSeconds: number): CookieOptions => ({
    maxAgeSeconds,
    secure: options.secureCookies,
    sameSite: 'Strict',
    path: '/desk',
  });
  const ownPage = createOwnPage(createOriginPolicy(publicUrl === undefined ? {} : { publicUrl }));
  const limit = { limit: signInsPerMinute, windowMs: 60_000, clock };
  const byAddress = createRateLimiter(limit);
  const byName = createRateLimiter(limit);
  // An unknown name costs the same work and time as a wrong password.
  const nobody = unmatchableHash();

  async function signIn(request: HttpRequest): Promise<HttpResponse> {
    ownPage(request);
    const { name, password } = credentials(request.body);
    for (const tries of [byAddress.take(request.ip), byName.take(name)]) {
      if (!tries.ok) throw tooMany(tries.retryAfterSeconds);
    }
    const account = accounts.get(name);
    const right = await verifyPassword(password, account?.passwordHash ?? nobody);
    if (!account || !right) {
      // Never the name from outside: people type passwords into the wrong box.
      log.warn({ staff: account?.name ?? '(unknown)', ip: request.ip }, 'Desk sign-in refused');
      throw new HttpError(401, 'WrongCredentials', 'Name or password is wrong.');
    }
    sessions.close(request.cookies[cookieName] ?? '');
    const identity: StaffIdentity = { name: account.name, role: account.role };
    log.info({ staff: account.name, role: account.role }, 'Desk sign-in');
    return json(identity, {
      'set-cookie': cookie(cookieName, sessions.open(identity), cookieOptions(absoluteMs / 1000)),
    });
  }

  async function signOut(request: HttpRequest): Promise<HttpResponse> {
    sessions.close(request.cookies[cookieName] ?? '');
    return { status: 204, headers: { 'set-cookie': cookie(cookieName, '', cookieOptions(0)) } };
  }

  async function list(): Promise<HttpResponse> {
    const now = clock.now();
    const handoffs = await queue.list(open, listLimit);
    return json({ now, handoffs: handoffs.map((handoff) => handoffSummary(handoff, now)) });
  }

  async function one(request: HttpRequest): Promise<HttpResponse> {
    const handoff = await queue.byId(request.params['id'] ?? '');
    if (!handoff) throw new HttpError(404, 'NotFound', 'There is no such entry.');
    return json(handoffDetail(handoff, clock.now()));
  }

  return {
    routes: [
      { method: 'POST', path: '/desk/api/sign-in', access: 'public', body: 'json', handle: signIn },
      { method: 'POST', path: '/desk/api/sign-out', access: 'staff', handle: signOut },
      {
        method: 'GET',
        path: '/desk/api/me',
        access: 'staff',
        handle: async ({ identity }) => json(identity as object),
      },
      { method: 'GET', path: '/desk/api/handoffs', access: 'staff', handle: list },
      { method: 'GET', path: '/desk/api/handoffs/:id', access: 'staff', handle: one },
    ],
    async authenticator(request) {
      const identity = sessions.touch(request.cookies[cookieName] ?? '');
      // Here and not in the handlers, so that no later changing route can forget it.
      if (identity && request.raw.method !== 'GET') ownPage(request);
      return identity;
    },
  };
}

/** Strings of a sane length, or 400; an object where a string was meant never goes further. */
function credentials(body: unknown): { name: string; password: string } {
  const { name, password } = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const right = (value: unknown, max: number): value is string =>
    typeof value === 'string' && value.length > 0 && value.length <= max;
  if (!right(name, 64) || !right(password, maxPasswordLength)) {
    throw new HttpError(400, 'BadArgument', 'Send name and password as text.');
  }
  return { name, password };
}

const json = (body: object, headers: Record<string, string> = {}): HttpResponse => ({
  status: 200,
  headers: { 'cache-control': 'no-store', ...headers },
  body,
});
