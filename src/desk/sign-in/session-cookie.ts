import { type CookieOptions, cookie } from '../../platform/cookies';
import { absoluteMs } from './staff-sessions';

export interface SessionCookie {
  readonly name: string;
  /** @returns the Set-Cookie value; an empty id clears it */
  write(id: string): string;
}

/**
 * The session's cookie. On https it has the `__Host-` prefix, which no other name of the domain can set or overwrite; the
 * prefix demands the path `/`. It is `SameSite=Strict` and `HttpOnly` in any case.
 */
export function sessionCookie(secure: boolean): SessionCookie {
  const name = secure ? '__Host-desk_session' : 'desk_session';
  const of = (maxAgeSeconds: number): CookieOptions => ({
    maxAgeSeconds,
    secure,
    sameSite: 'Strict',
    path: secure ? '/' : '/desk',
  });
  return { name, write: (id: string) => cookie(name, id, of(id === '' ? 0 : absoluteMs / 1000)) };
}
