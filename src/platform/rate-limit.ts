import type { Clock } from '../ports/clock';

/** Counts what one key did lately: at most `limit` takes in any window of `windowMs` (S12). */
export interface RateLimiter {
  /** Takes one; refused takes do not count. */
  take(key: string): RateDecision;
}

export type RateDecision = { readonly ok: true } | { readonly ok: false; readonly retryAfterSeconds: number };

export interface RateLimitOptions {
  readonly limit: number;
  readonly windowMs: number;
  readonly clock: Clock;
  /** Keys remembered at once; the one idle longest is forgotten first. Default 20,000. */
  readonly maxKeys?: number;
}

/**
 * A sliding window, exact: it remembers the times of the last `limit` takes of each key. A bucket that refills would
 * let twice the limit through within the first window. Memory is bounded by `maxKeys × limit` numbers.
 */
export function createRateLimiter({ limit, windowMs, clock, maxKeys = 20_000 }: RateLimitOptions): RateLimiter {
  const takes = new Map<string, number[]>();
  return {
    take(key) {
      const now = clock.now();
      // After the clock was set back, what lies ahead of it says nothing; it would refuse for as long as it lies ahead.
      const recent = (takes.get(key) ?? []).filter((at) => at > now - windowMs && at <= now);
      // Deleting before setting keeps the map ordered by last use, so that the first key is the idlest.
      takes.delete(key);
      takes.set(key, recent);
      const oldest = recent[0];
      if (oldest !== undefined && recent.length >= limit) {
        return { ok: false, retryAfterSeconds: Math.max(1, Math.ceil((oldest + windowMs - now) / 1000)) };
      }
      recent.push(now);
      if (takes.size > maxKeys) forgetIdlest(takes);
      return { ok: true };
    },
  };
}

function forgetIdlest(takes: Map<string, number[]>): void {
  const { value } = takes.keys().next();
  if (value !== undefined) takes.delete(value);
}
