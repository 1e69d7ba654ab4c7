const farAheadMs = 120_000;

/**
 * A lease that ends later than this was written before the clock was set back (they are taken for seconds and renewed):
 * it counts as run out. Without this a dead holder would keep its conversations and jobs for as long as the clock was
 * set back. Where the clocks of two nodes differ by so much, one takes the other's lease for void; the fencing number
 * then keeps the late one from writing.
 */
export const latestEnd = (now: number): number => now + farAheadMs;

/**
 * A message waits for its turn from a day before it came, so that it stays due when the clock is set back; the order of
 * messages is kept, and timers come after them.
 */
export const dueSince = (at: number): number => at - 86_400_000;
