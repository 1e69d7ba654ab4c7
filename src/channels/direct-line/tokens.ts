import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import jwt from 'jsonwebtoken';
import type { Clock } from '../../ports/clock';

/** What a token says: who, in which conversation, and for which web origins when the issuer limited them. */
export interface TokenClaims {
  readonly user: string;
  readonly conv: string;
  readonly origins?: readonly string[];
}

/**
 * `conversation`: the token clients hold. `stream` and `files` stand in addresses, where logs may see them, and open
 * nothing but the stream or the files of that one conversation.
 */
export type TokenUse = 'conversation' | 'stream' | 'files';

export type Verified =
  | { readonly ok: true; readonly claims: TokenClaims }
  | { readonly ok: false; readonly reason: 'bad' | 'expired' };

export interface Tokens {
  issue(use: TokenUse, claims: TokenClaims): string;
  verify(use: TokenUse, token: string): Verified;
  readonly lifetimeSeconds: number;
}

/** Direct Line's own lifetime, and the most S11 allows. */
const lifetimeSeconds = 30 * 60;
const maxTokenLength = 4096;
/** Tokens remembered as good; the oldest is forgotten first. */
const maxKnown = 5_000;

/** JWT (HS256) with `user` and `conv`. The key is derived, so that no other use of the signing key makes a token. */
export function createTokens(signingKey: string, clock: Clock): Tokens {
  const key = derivedKey(signingKey, 'direct-line-token');
  const known = new Map<string, jwt.JwtPayload>();

  /** A client sends the same token with every request: once its signature was good, only time can make it bad. */
  function read(token: string): jwt.JwtPayload | 'bad' | 'expired' {
    const before = known.get(token);
    if (before !== undefined && (before.exp ?? 0) > Math.floor(clock.now() / 1000)) return before;
    const payload = readJwt(token, key, clock);
    if (typeof payload === 'string') {
      known.delete(token);
    } else if (payload['use'] === 'conversation') {
      if (known.size >= maxKnown) known.delete(known.keys().next().value ?? '');
      known.set(token, payload);
    }
    return payload;
  }

  return {
    lifetimeSeconds,
    issue(use, { user, conv, origins }) {
      const iat = Math.floor(clock.now() / 1000);
      const claims = { user, conv, use, iat, exp: iat + lifetimeSeconds, ...(origins ? { origins } : {}) };
      return jwt.sign(claims, key, { algorithm: 'HS256' });
    },
    verify(use, token) {
      const payload = read(token);
      if (payload === 'bad' || payload === 'expired') return { ok: false, reason: payload };
      const { user, conv, origins } = payload;
      if (payload['use'] !== use || typeof user !== 'string' || typeof conv !== 'string') {
        return { ok: false, reason: 'bad' };
      }
      return { ok: true, claims: { user, conv, ...(Array.isArray(origins) ? { origins } : {}) } };
    },
  };
}

/** @returns a key for one purpose only; a KeyObject, because jsonwebtoken needs 0.4 ms a call to make one of bytes */
export const derivedKey = (signingKey: string, purpose: string): KeyObject =>
  createSecretKey(createHmac('sha256', signingKey).update(purpose).digest());

/** Checks signature (HS256 only) and expiry against the clock. */
export function readJwt(token: string, key: KeyObject, clock: Clock): jwt.JwtPayload | 'bad' | 'expired' {
  if (token.length > maxTokenLength) return 'bad';
  try {
    const clockTimestamp = Math.floor(clock.now() / 1000);
    const payload = jwt.verify(token, key, { algorithms: ['HS256'], clockTimestamp });
    return typeof payload === 'string' ? 'bad' : payload;
  } catch (error) {
    return error instanceof jwt.TokenExpiredError ? 'expired' : 'bad';
  }
}
