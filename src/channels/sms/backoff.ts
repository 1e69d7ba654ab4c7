const firstMs = 1_000;
const longestMs = 60_000;

/**
 * How long to wait before the next try to connect: from 1 s, doubling up to 60 s, the upper half of it at random so
 * that nodes do not all come back at once.
 * @param failures tries that failed in a row, from 1
 * @param random 0 to below 1
 */
export function reconnectDelay(failures: number, random: number): number {
  const upper = Math.min(longestMs, firstMs * 2 ** Math.min(failures, 16));
  return Math.max(firstMs, Math.round(upper / 2 + (upper / 2) * random));
}
