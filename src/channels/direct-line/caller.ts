import { createHash, timingSafeEqual } from 'node:crypto';
import { type Authenticator, HttpError, type HttpRequest } from '../../platform/http';
import type { OriginPolicy } from '../../platform/origins';
import type { Tokens } from './tokens';

/** Who calls the Direct Line: our own server with the secret, or a customer with a token for one conversation. */
export type Caller =
  | { readonly kind: 'secret' }
  | {
      readonly kind: 'token';
      readonly userId: string;
      readonly conversationId: string;
      readonly origins?: readonly string[];
    };

const minSecretLength = 16;

/**
 * `Authorization: Bearer <secret or token>`. 401: none or a bad one; 403: a token that was good and has expired, which
 * tells the official clients to fetch a new one.
 * @throws Error when the secret is short enough to be guessed
 */
export function createAuthenticator(tokens: Tokens, secret: string, origins: OriginPolicy): Authenticator {
  if (secret.length < minSecretLength) {
    throw new Error(
      `The Direct Line secret is too short: give DIRECT_LINE_SECRET ${minSecretLength} characters or more.`,
    );
  }
  const secretDigest = digestOf(secret);
  return async ({ headers }): Promise<Caller> => {
    const credential = /^Bearer ([\w.~+/=-]{1,4096})$/i.exec(headers['authorization'] ?? '')?.[1];
    if (credential === undefined) throw unauthorized();
    // In constant time, whatever the lengths.
    if (timingSafeEqual(digestOf(credential), secretDigest)) return { kind: 'secret' };
    const verified = tokens.verify('conversation', credential);
    if (!verified.ok) throw verified.reason === 'expired' ? expired() : unauthorized();
    const { user, conv, origins: trusted } = verified.claims;
    if (trusted !== undefined && !isTrusted(headers, trusted, origins)) throw unauthorized();
    return { kind: 'token', userId: user, conversationId: conv, ...(trusted ? { origins: trusted } : {}) };
  };
}

function isTrusted(headers: HttpRequest['headers'], trusted: readonly string[], policy: OriginPolicy): boolean {
  const origin = headers['origin'];
  return origin === undefined || trusted.includes(origin) || policy.own(origin, headers['host']);
}

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();

/** The caller the authenticator found. */
export const callerOf = (request: HttpRequest): Caller => request.identity as Caller;

/**
 * The conversation named in the address, when the caller may use it. "Not yours" and "not there" look alike (S5).
 * @throws HttpError 404
 */
export function conversationOf(request: HttpRequest): string {
  const id = request.params['conversationId'] ?? '';
  const caller = callerOf(request);
  if (!/^[\w-]{1,100}$/.test(id) || (caller.kind === 'token' && caller.conversationId !== id)) {
    throw conversationNotFound();
  }
  return id;
}

export const conversationNotFound = (): HttpError =>
  new HttpError(404, 'ConversationNotFound', 'There is no such conversation.');
const unauthorized = (): HttpError =>
  new HttpError(401, 'BadArgument', 'Send a valid token or secret as Authorization: Bearer.', {
    'www-authenticate': 'Bearer',
  });
const expired = (): HttpError => new HttpError(403, 'TokenExpired', 'The token has expired: fetch a new one.');
