import jwt from 'jsonwebtoken';
import { type CookieOptions, cookie } from '../../platform/cookies';
import type { Clock } from '../../ports/clock';
import { type Language, languages } from '../../ports/language';
import { derivedKey, readJwt } from './tokens';

/** What the browser keeps so that a reload finds the conversation again. */
export interface ChatSession {
  readonly user: string;
  readonly conv: string;
  readonly language?: Language;
}

export interface SessionCookies {
  /** @returns the session the cookies hold; `undefined` for none, an expired or a forged one */
  read(cookies: Readonly<Record<string, string>>): ChatSession | undefined;
  /** @returns a Set-Cookie value */
  write(session: ChatSession): string;
}

const name = 'chat_session';
const maxAgeSeconds = 7 * 24 * 3600;

/**
 * @param site `secure`: customers reach us by https; `embedded`: other sites show the page in a frame, where a browser
 * sends only cookies marked `None` and keeps them apart per site (`Partitioned`)
 */
export function createSessionCookies(
  signingKey: string,
  clock: Clock,
  site: { readonly secure: boolean; readonly embedded: boolean },
): SessionCookies {
  const key = derivedKey(signingKey, 'chat-session-cookie');
  const across = site.secure && site.embedded;
  const options: CookieOptions = {
    maxAgeSeconds,
    secure: site.secure,
    sameSite: across ? 'None' : 'Lax',
    partitioned: across,
  };
  return {
    read(cookies) {
      const payload = readJwt(cookies[name] ?? '', key, clock);
      if (payload === 'bad' || payload === 'expired') return undefined;
      const { user, conv } = payload;
      if (typeof user !== 'string' || typeof conv !== 'string') return undefined;
      const language = asLanguage(payload['language']);
      return { user, conv, ...(language ? { language } : {}) };
    },
    write(session) {
      const iat = Math.floor(clock.now() / 1000);
      return cookie(
        name,
        jwt.sign({ ...session, iat, exp: iat + maxAgeSeconds }, key, { algorithm: 'HS256' }),
        options,
      );
    },
  };
}

/** @returns the language when it is one the desk speaks */
export const asLanguage = (text: unknown): Language | undefined => languages.find((language) => language === text);
