import { createHmac } from 'node:crypto';
import type { Clock } from '../../ports/clock';
import type { DocumentStore } from '../../ports/document-store';

/** So many tries without success within this time lock a name for as long. */
const mostTries = 5;
const windowMs = 15 * 60_000;
const forgetEveryMs = 60_000;
const attempts = 10;

/** What a name may do now. */
export type TryDecision = { readonly ok: true } | { readonly ok: false; readonly retryAfterSeconds: number };

/**
 * Locks a name after five wrong passwords within fifteen minutes, for fifteen minutes, on all nodes. Names nobody has are
 * counted alike, so that a locked name tells nothing.
 */
export interface SignInFailures {
  /** Takes one try before the password is looked at, so that tries at the same moment count, too. */
  take(name: string): Promise<TryDecision>;
  /** The password was right: nothing is left of earlier tries. */
  forget(name: string): Promise<void>;
}

interface Tries {
  readonly times: readonly number[];
  readonly lockedUntil?: number;
}

/** @param key of this installation: people type passwords into the wrong box, so a name is stored as its HMAC */
export function createSignInFailures(documents: DocumentStore, clock: Clock, key: string): SignInFailures {
  const hashed = (name: string) => createHmac('sha256', key).update(`sign-in ${name}`).digest('base64url');
  let forgotAt = Number.NEGATIVE_INFINITY;

  async function forgetOld(now: number): Promise<void> {
    if (now - forgotAt < forgetEveryMs) return;
    forgotAt = now;
    await documents.removeOlder('sign_in_failures', now - windowMs);
  }

  return {
    async take(name) {
      const now = clock.now();
      await forgetOld(now);
      for (let attempt = 0; attempt < attempts; attempt++) {
        const found = await documents.get<Tries>('sign_in_failures', hashed(name));
        const until = found?.value.lockedUntil ?? 0;
        if (until > now) return { ok: false, retryAfterSeconds: Math.ceil((until - now) / 1000) };
        // After a lock everything begins anew.
        const recent = until > 0 ? [] : (found?.value.times ?? []).filter((at) => at > now - windowMs);
        const times = [...recent, now];
        const tries: Tries = { times, ...(times.length >= mostTries && { lockedUntil: now + windowMs }) };
        if ((await documents.put('sign_in_failures', hashed(name), tries, found?.version ?? 0)) !== undefined)
          return { ok: true };
      }
      // So many at the same moment are no person.
      return { ok: false, retryAfterSeconds: 1 };
    },
    async forget(name) {
      await documents.remove('sign_in_failures', hashed(name));
    },
  };
}
