import { parseCookies } from '../../platform/cookies';
import { type Authenticator, HttpError, type HttpRequest, type HttpResponse, type Route } from '../../platform/http';
import { tooMany } from '../../platform/http-pipeline';
import { createOriginPolicy } from '../../platform/origins';
import { createRateLimiter } from '../../platform/rate-limit';
import type { Clock } from '../../ports/clock';
import type { DocumentStore } from '../../ports/document-store';
import type { IdGenerator } from '../../ports/id-generator';
import type { Log } from '../../ports/log';
import type { RecordLog } from '../../ports/record-log';
import { createDeskAudit } from '../audit';
import type { SignInWays } from '../desk-api';
import { longest } from '../longest';
import { maxPasswordLength, unmatchableHash, verifyPassword } from '../password';
import type { StaffAccount, StaffIdentity } from '../staff-account';
import { createCompanySignIn } from './company-sign-in';
import { oidcRoutes } from './oidc-routes';
import type { OidcSettings } from './oidc-settings';
import { createOwnPage } from './own-page';
import { sessionCookie } from './session-cookie';
import { createSignInFailures } from './sign-in-failures';
import { createStaffSessions, type Proof, profileOf } from './staff-sessions';

export interface SignInOptions {
  /** Everyone who may sign in, as it is now: asked at every request, so that a change holds at once. */
  readonly staff: () => readonly StaffAccount[];
  readonly documents: DocumentStore;
  readonly clock: Clock;
  readonly ids: IdGenerator;
  readonly log: Log;
  /** Of this installation (`Secrets.signingKey`). */
  readonly signingKey: string;
  /** Served over https: the cookie may then travel on https only. */
  readonly secureCookies: boolean;
  /** The address staff use, when a proxy in front changes the `Host` header. */
  readonly publicUrl?: string;
  /** What the page is told about whoever signed in: the body of the answer (`Me`). The identity itself unless given. */
  readonly me?: (identity: StaffIdentity) => Promise<object>;
  /** The company's own sign-in, where one is set up; needs `publicUrl`. */
  readonly oidc?: OidcSettings;
  /** Who signed in and out, and wrong passwords for names that exist, go into the trail (`/desk/api/audit`). */
  readonly records?: Pick<RecordLog, 'append'>;
  /** Somebody signed out by themselves, and is signed in nowhere else. */
  readonly signedOut?: (identity: StaffIdentity) => Promise<void>;
}

/** Sign-in of staff. `/desk/api/me` is not among the routes: whoever knows presence answers it. */
export interface SignIn {
  readonly routes: readonly Route[];
  /** For every route with `access: 'staff'`; the request's identity is then a {@link StaffIdentity}. */
  readonly authenticator: Authenticator;
  /**
   * Whose session a Cookie header carries, `undefined` without or after one: for the WebSocket at its beginning, and
   * again every 5 s, so that a session that was ended closes its sockets (S11).
   * @param alive the person did something (typed): keeps the session from ending idle
   */
  session(cookieHeader: string | undefined, alive?: boolean): Promise<StaffIdentity | undefined>;
  /** Everyone who may sign in, and whoever the company's own sign-in let in beside them. */
  people(): Promise<readonly StaffIdentity[]>;
  /** The same at once, for routing, which looks twice a second: whoever was let in lately is known within 5 s. */
  profiles(): readonly StaffIdentity[];
}

/** How long {@link SignIn.profiles} may not know of somebody who was let in on another node. */
const guestsMs = 5_000;

/** S12: sign-in five times a minute, from one address and for one name. */
const signInsPerMinute = 5;

export function createSignIn(options: SignInOptions): SignIn {
  const { staff, documents, clock, ids, log, signingKey, publicUrl, secureCookies: secure, oidc } = options;
  const sessions = createStaffSessions({ staff, documents, clock, ids, oidc: oidc !== undefined });
  const failures = createSignInFailures(documents, clock, signingKey);
  const audit = options.records && createDeskAudit(options.records, clock, ids, log);
  const session = sessionCookie(secure);
  const ownPage = createOwnPage(createOriginPolicy(publicUrl === undefined ? {} : { publicUrl }));
  const limit = { limit: signInsPerMinute, windowMs: 60_000, clock };
  const byAddress = createRateLimiter(limit);
  const byName = createRateLimiter(limit);
  // An unknown name costs the same work and time as a wrong password.
  const nobody = unmatchableHash();

  async function verified(request: HttpRequest): Promise<StaffAccount> {
    const { name, password } = credentials(request.body);
    const address = byAddress.take(request.ip);
    if (!address.ok) throw tooMany(address.retryAfterSeconds);
    const open = await failures.take(name);
    if (!open.ok) throw locked(open.retryAfterSeconds);
    const often = byName.take(name);
    if (!often.ok) throw tooMany(often.retryAfterSeconds);
    const account = staff().find((known) => known.name === name);
    const right = await verifyPassword(password, account?.passwordHash ?? nobody);
    if (!account || !right) {
      // Never the name from outside: people type passwords into the wrong box.
      log.warn({ staff: account?.name ?? '(unknown)', ip: request.ip }, 'Desk sign-in refused');
      // Not waited for: the time of the answer would tell which names there are.
      const noted = account && audit?.did(profileOf(account), { act: 'sign_in_refused' });
      noted?.catch((err: unknown) => log.warn({ err }, 'A refused sign-in could not be noted'));
      throw new HttpError(401, 'WrongCredentials', 'Name or password is wrong.');
    }
    await failures.forget(name);
    return account;
  }

  /** Always a new id, and the old session of this browser ends: nobody can plant one beforehand. */
  async function begin(proof: Proof, old: string | undefined): Promise<string> {
    const identity = identityOf(proof);
    if (identity) await audit?.did(identity, { act: 'sign_in', details: { via: proof.via } });
    await sessions.close(old ?? '');
    return session.write(await sessions.open(proof));
  }

  function identityOf(proof: Proof): StaffIdentity | undefined {
    if (proof.via === 'password') return profileOf(proof.account);
    const account = staff().find(({ name }) => name === proof.name);
    return account ? profileOf(account) : proof.profile;
  }

  async function signIn(request: HttpRequest): Promise<HttpResponse> {
    ownPage(request);
    const account = await verified(request);
    const identity = profileOf(account);
    const setCookie = await begin({ via: 'password', account }, request.cookies[session.name]);
    log.info({ staff: account.name, role: account.role }, 'Desk sign-in');
    return json((await options.me?.(identity)) ?? identity, { 'set-cookie': setCookie });
  }

  async function signOut(request: HttpRequest): Promise<HttpResponse> {
    const identity = request.identity as StaffIdentity;
    await sessions.close(request.cookies[session.name] ?? '');
    // A session ends whether it can be written down or not.
    await audit?.done(identity, { act: 'sign_out' });
    if (options.signedOut && !(await sessions.has(identity.name))) await options.signedOut(identity);
    return { status: 204, headers: { 'set-cookie': session.write('') } };
  }

  async function ways(): Promise<HttpResponse> {
    const ways: SignInWays = {
      password: staff().some(({ passwordHash }) => passwordHash !== undefined),
      ...(oidc && { oidc: oidc.name }),
    };
    return json(ways);
  }

  function throughTheCompany(settings: OidcSettings): Route[] {
    if (publicUrl === undefined) throw new Error('The company sign-in comes back to PUBLIC_URL: set it.');
    const company = createCompanySignIn(settings, new URL('/desk/oidc/callback', publicUrl).href);
    const shared = { company, settings, staff, clock, log, signingKey, secureCookies: secure };
    return oidcRoutes({ ...shared, sessionCookie: session.name, begin });
  }

  let guests: readonly StaffIdentity[] = [];
  let guestsAt = Number.NEGATIVE_INFINITY;
  async function people(): Promise<readonly StaffIdentity[]> {
    guests = oidc?.roles === undefined ? [] : await sessions.guests();
    return [...staff().map(profileOf), ...guests];
  }

  return {
    routes: [
      { method: 'POST', path: '/desk/api/sign-in', access: 'public', body: 'json', handle: signIn },
      { method: 'POST', path: '/desk/api/sign-out', access: 'staff', handle: signOut },
      { method: 'GET', path: '/desk/api/sign-in-ways', access: 'public', perMinute: 120, handle: ways },
      ...(oidc ? throughTheCompany(oidc) : []),
    ],
    async authenticator(request) {
      // What an open page looks up by itself keeps nobody signed in (S16).
      const alive = request.headers['x-desk-quiet'] === undefined;
      const identity = await sessions.find(request.cookies[session.name] ?? '', alive);
      // Here and not in the handlers, so that no later changing route can forget it.
      if (identity && request.raw.method !== 'GET' && request.raw.method !== 'HEAD') ownPage(request);
      return identity;
    },
    session: (cookieHeader, alive = false) => sessions.find(parseCookies(cookieHeader)[session.name] ?? '', alive),
    people,
    profiles() {
      if (clock.now() - guestsAt >= guestsMs) {
        guestsAt = clock.now();
        people().catch((err: unknown) => log.warn({ err }, 'Who is signed in could not be read'));
      }
      return [...staff().map(profileOf), ...guests];
    },
  };
}

/** Strings of a sane length, or 400; an object where a string was meant never goes further. */
function credentials(body: unknown): { name: string; password: string } {
  const { name, password } = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const right = (value: unknown, max: number): value is string =>
    typeof value === 'string' && value.length > 0 && value.length <= max;
  if (!right(name, longest.name) || !right(password, maxPasswordLength)) {
    throw new HttpError(400, 'BadArgument', 'Send name and password as text.');
  }
  return { name, password };
}

const locked = (retryAfterSeconds: number): HttpError =>
  new HttpError(423, 'Locked', `Too many wrong passwords. Try again in ${retryAfterSeconds} seconds.`, {
    'retry-after': String(retryAfterSeconds),
  });

const json = (body: object, headers: Record<string, string> = {}): HttpResponse => ({
  status: 200,
  headers: { 'cache-control': 'no-store', ...headers },
  body,
});
