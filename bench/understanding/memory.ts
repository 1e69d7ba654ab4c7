/** Memory of this process after a thorough collection, in MB. */
export interface Memory {
  readonly rss: number;
  /** JavaScript objects and the buffers they hold. */
  readonly heap: number;
}

/** @throws Error when Node runs without --expose-gc */
export async function settledMemory(): Promise<Memory> {
  if (!globalThis.gc) throw new Error('Run with --expose-gc: memory is compared after collection.');
  for (let pass = 0; pass < 4; pass += 1) {
    globalThis.gc();
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  const { rss, heapUsed, external } = process.memoryUsage();
  return { rss: rss / 2 ** 20, heap: (heapUsed + external) / 2 ** 20 };
}

export const added = (before: Memory, after: Memory): Memory => ({
  rss: after.rss - before.rss,
  heap: after.heap - before.heap,
});
