/** What an honest estimate needs. */
export interface WaitFacts {
  /** 1 is next. */
  readonly position: number;
  /** Customers the people on duty can have at once. */
  readonly slots: number;
  /** How long conversations of the last hour took from acceptance to their end, in ms. */
  readonly handlingMs: readonly number[];
}

const steps = [1, 2, 3, 5, 10, 15, 20, 30] as const;
/** Fewer say nothing about the next one. */
const fewest = 3;

/**
 * Minutes until it is their turn, rounded up to a step nobody takes for exact: 1, 2, 3, 5, 10, 15, 20, 30.
 * @returns `undefined` where there is nothing to be honest about: nobody on duty, too few of the last hour, over half an hour
 */
export function estimateWait({ position, slots, handlingMs }: WaitFacts): number | undefined {
  if (slots <= 0 || handlingMs.length < fewest) return undefined;
  const sorted = [...handlingMs].sort((a, b) => a - b);
  // One conversation left open over lunch does not change what customers are told.
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const minutes = (position * median) / slots / 60_000;
  return steps.find((step) => minutes <= step);
}
