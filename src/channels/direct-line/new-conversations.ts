import type { RateLimiter } from '../../platform/rate-limit';

/**
 * Counts new conversations of an address (S12), each once: a customer's page opens the conversation that its session
 * began, and opens it again after a reload.
 * @returns seconds to wait, or 0 when the conversation may be opened
 */
export type OpenNew = (ip: string, conversationId: string) => number;

const remembered = 10_000;

export function createOpenNew(limiter: RateLimiter): OpenNew {
  const counted = new Set<string>();
  return (ip, conversationId) => {
    if (counted.has(conversationId)) return 0;
    const decision = limiter.take(ip);
    if (!decision.ok) return decision.retryAfterSeconds;
    counted.add(conversationId);
    const { value: oldest } = counted.values().next();
    if (counted.size > remembered && oldest !== undefined) counted.delete(oldest);
    return 0;
  };
}
