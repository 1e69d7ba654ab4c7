import type { OutboxEntry, OutboxOutcome } from '../ports/outbox';
import type { SendResult } from './kind-sender';

const firstMs = 1_000;
const longestMs = 5 * 60_000;
const deadAfterMs = 24 * 3600_000;
/** An old entry that somebody had sent again by hand gets at least so many tries. */
const leastTries = 5;

/**
 * When an entry is tried again, or given up (R6): after 1 s to 5 min, growing and with jitter; after 24 hours never.
 * @param random 0 to below 1
 */
export function outcomeOf(entry: OutboxEntry, result: SendResult, now: number, random: () => number): OutboxOutcome {
  if (result.ok) return { result: 'sent' };
  const { error } = result;
  if (result.permanent) return { result: 'dead', error };
  const old = now - entry.createdAt >= deadAfterMs;
  if ('notBefore' in result) return old ? { result: 'dead', error } : { result: 'retry', at: result.notBefore, error };
  if (old && entry.attempts >= leastTries) return { result: 'dead', error };
  const upper = Math.min(longestMs, firstMs * 2 ** Math.min(entry.attempts, 20));
  const lower = Math.max(firstMs, upper / 2);
  return { result: 'retry', at: now + Math.round(lower + random() * (upper - lower)), error };
}
