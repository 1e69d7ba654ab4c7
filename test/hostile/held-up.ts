/** What may hold up everybody else at most (R9), in milliseconds. */
export const limitMs = 200;

/** Longest stop of the event loop since it was asked last, in milliseconds, as the server measures it. */
async function lag(base: string): Promise<number> {
  const page = await (await fetch(`${base}/metrics`)).text();
  return 1000 * Number(/^nodejs_eventloop_lag_max_seconds ([\d.e-]+)$/m.exec(page)?.[1] ?? Number.NaN);
}

/**
 * How long the event loop of the server at `base` stopped at most while `work` was done. A busy machine may hold the process
 * up once; what blocks does so every time, so work that took too long is done again, up to four times.
 */
export async function heldUpMs(base: string, work: () => Promise<void>): Promise<number> {
  let longest = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 4 && longest >= limitMs; round += 1) {
    await lag(base);
    await work();
    longest = await lag(base);
  }
  return longest;
}
