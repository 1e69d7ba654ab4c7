import type { Clock } from '../ports/clock';

/** Remembers at most this many names at once, so that invented names cannot fill the memory. */
const maxKeys = 10_000;

/** Counts tries in a sliding window. */
export interface AttemptLimit {
  /** Counts one try. @returns 0 when it is allowed, otherwise the seconds until the next one is */
  take(key: string): number;
}

/**
 * @param limit tries allowed per window
 * @param windowMs length of the window in milliseconds
 */
export function createAttemptLimit(clock: Clock, limit: number, windowMs: number): AttemptLimit {
  const triesOf = new Map<string, number[]>();
  return {
    take(key) {
      const now = clock.now();
      const tries = (triesOf.get(key) ?? []).filter((at) => at > now - windowMs);
      const oldest = tries[0];
      if (tries.length >= limit && oldest !== undefined) return Math.ceil((oldest + windowMs - now) / 1000);
      tries.push(now);
      // Deleted first, so that the map stays ordered by last use and the longest unused leaves.
      triesOf.delete(key);
      triesOf.set(key, tries);
      if (triesOf.size > maxKeys) {
        const [longestUnused] = triesOf.keys();
        if (longestUnused !== undefined) triesOf.delete(longestUnused);
      }
      return 0;
    },
  };
}
