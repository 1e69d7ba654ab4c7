import { type CookieOptions, cookie } from '../../platform/cookies';
import type { HttpRequest, HttpResponse, Route } from '../../platform/http';
import { queryOf } from '../../platform/request-guard';
import type { Clock } from '../../ports/clock';
import type { Log } from '../../ports/log';
import type { SignInFailure } from '../desk-api';
import type { StaffAccount } from '../staff-account';
import { type CompanySignIn, CompanySignInFault, type PendingSignIn } from './company-sign-in';
import type { OidcSettings } from './oidc-settings';
import { createSealed } from './sealed';
import { staffOfClaims } from './staff-of-claims';
import type { Proof } from './staff-sessions';

export interface OidcRoutesOptions {
  readonly company: CompanySignIn;
  readonly settings: OidcSettings;
  readonly staff: () => readonly StaffAccount[];
  readonly clock: Clock;
  readonly log: Log;
  readonly signingKey: string;
  readonly secureCookies: boolean;
  /** Name of the session's cookie. */
  readonly sessionCookie: string;
  /**
   * Opens a session.
   * @param old the session of this browser that ends with it
   * @returns the Set-Cookie value
   */
  readonly begin: (proof: Proof, old: string | undefined) => Promise<string>;
}

/** Between the way there and the way back people type a password and read a code from their telephone. */
const pendingMs = 10 * 60_000;
const perMinute = 20;

interface Pending extends PendingSignIn {
  /** On the way back the browser keeps the strict cookie of the session to itself. */
  readonly old?: string;
}

/**
 * `GET /desk/oidc/start` sends the browser to the company's own sign-in, `GET /desk/oidc/callback` takes it back. Whatever
 * goes wrong is told on the sign-in page, at `/desk#sign-in-failed=<code>` ({@link SignInFailure}).
 */
export function oidcRoutes(options: OidcRoutesOptions): Route[] {
  const { company, settings, staff, clock, log, signingKey, secureCookies: secure } = options;
  const sealed = createSealed<Pending>(signingKey, 'desk oidc', pendingMs, clock);
  const name = secure ? '__Secure-desk_oidc' : 'desk_oidc';
  // Lax: the browser comes back from another site. The path is as narrow as it gets.
  const of = (maxAgeSeconds: number): CookieOptions => ({
    maxAgeSeconds,
    secure,
    sameSite: 'Lax',
    path: '/desk/oidc',
  });

  async function start(request: HttpRequest): Promise<HttpResponse> {
    try {
      const { url, pending } = await company.begin();
      const old = request.cookies[options.sessionCookie];
      const kept = sealed.seal({ ...pending, ...(old !== undefined && { old }) });
      return redirect(url, cookie(name, kept, of(pendingMs / 1000)));
    } catch (error) {
      return failed(error);
    }
  }

  async function callback(request: HttpRequest): Promise<HttpResponse> {
    const pending = sealed.open(request.cookies[name] ?? '');
    try {
      if (!pending) throw new CompanySignInFault('stale', 'The browser came back without its cookie, or too late.');
      const claims = await company.finish(`?${queryOf(request.raw.url ?? '')}`, pending);
      const decision = staffOfClaims(claims, settings, staff());
      if (!decision.ok) throw new CompanySignInFault('unknown', decision.reason);
      const { proof } = decision;
      const setCookie = await options.begin(proof, pending.old);
      log.info({ staff: proof.via === 'oidc' ? proof.name : proof.account.name, via: 'oidc' }, 'Desk sign-in');
      return redirect('/desk', setCookie);
    } catch (error) {
      return failed(error);
    }
  }

  function failed(error: unknown): HttpResponse {
    if (!(error instanceof CompanySignInFault)) throw error;
    // `unknown` is somebody's matter, the others are the operator's; none names the person.
    log.warn({ reason: error.code, err: error }, 'Sign-in through the company failed');
    return redirect(`/desk#sign-in-failed=${error.code}`, cookie(name, '', of(0)));
  }

  return [
    { method: 'GET', path: '/desk/oidc/start', access: 'public', perMinute, handle: start },
    // Two requests to the other side, each with a time limit of its own.
    { method: 'GET', path: '/desk/oidc/callback', access: 'public', perMinute, deadlineMs: 15_000, handle: callback },
  ];
}

const redirect = (location: string, setCookie: string): HttpResponse => ({
  status: 303,
  headers: { location, 'set-cookie': setCookie, 'cache-control': 'no-store' },
});
